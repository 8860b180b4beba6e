// The process that sets documents: it says what it cannot set, goes on with the next, and is replaced
// when it dies.
import type { ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import t from 'tap'
import { paperDate, typeset } from '#kernel/typesetter.ts'
import { pdfRuns } from '../support/pdf-text.ts'

const children: ChildProcess[] = []
subscribe('child_process', (made) => {
  children.push((made as { process: ChildProcess }).process)
})

const paper = { first: 'en', title: 'A paper', date: paperDate('2026-11-23') } as const

t.test('a template that cannot be set is refused, and the next one is set', async (t) => {
  const [broken, whole] = await Promise.allSettled([
    typeset('#nothing-of-that-name', paper),
    typeset('#d.title', paper),
  ])
  t.equal(broken.status, 'rejected')
  t.equal(whole.status, 'fulfilled')
  if (whole.status === 'fulfilled') t.strictSame(pdfRuns(whole.value), [['A paper']])
})

t.test('when its process dies the work is rejected, and another takes over', async (t) => {
  const work = typeset('#for i in range(3000000) { calc.sin(i) }\n#d.title', paper)
  children.at(-1)?.kill('SIGKILL')
  await t.rejects(work, { message: 'the typesetter ended' })
  t.strictSame(pdfRuns(await typeset('#d.title', paper)), [['A paper']])
})
