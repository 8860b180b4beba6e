// The list of attacks is complete: each is the start of a test's name in this folder, or stands in
// the table of those not made yet with its reason; never both, never neither, and nothing besides.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { notYet } from './not-yet.ts'

/** How many attacks each subject has: tokens, sign-in, authority, plumbing, content, records, exposure. */
const attacksBySubject = { T: 15, L: 12, Z: 11, W: 14, I: 13, B: 6, X: 12 }

const list = Object.entries(attacksBySubject).flatMap(([subject, count]) =>
  Array.from({ length: count }, (_, index) => `${subject}${index + 1}`),
)
const named = /\bt\.test\(\s*['"`]([^'"`]*)/g

/** The names of the tests of every file here, as they are written. */
function testNames(): string[] {
  const folder = import.meta.dirname
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'))
  return files
    .filter((file) => file !== 'complete.test.ts')
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(named)])
    .map((match) => match[1] ?? '')
}

/** `Z1` of `Z1 a cashier asks …`; several ids may open one name: `T9 T10 …`. */
function idsOf(name: string): string[] {
  const opening = /^((?:[A-Z]\d+[ ,]+)+)/.exec(name)?.[1] ?? ''
  return opening.split(/[ ,]+/).filter(Boolean)
}

const made = new Set(testNames().flatMap(idsOf))

t.test('each attack of the list is made by a test or says why not', async (t) => {
  const neither = list.filter((id) => !made.has(id) && !(id in notYet))
  t.strictSame(neither, [], 'nothing is forgotten')
  const both = list.filter((id) => made.has(id) && id in notYet)
  t.strictSame(both, [], 'what is made stands in the table no longer')
})

t.test('nothing is named that the list does not hold', async (t) => {
  const known = new Set(list)
  const strangers = [...made, ...Object.keys(notYet)].filter((id) => !known.has(id))
  t.strictSame(strangers, [])
})

t.test('a reason is a reason', async (t) => {
  const bare = Object.entries(notYet).filter(([, reason]) => reason.trim().length < 20)
  t.strictSame(bare, [])
})
