// The proof of the books: a database with sales, returns, drawers, receipts and moves passes, and each
// corruption that somebody with the owner's rights could plant is named with its invariant and its row.
import { execFile } from 'node:child_process'
import t from 'tap'
import { processEnvironment } from '#kernel/config.ts'
import { repository } from '#supervisor/node-child.ts'
import { prove } from '../src/verify.ts'
import { copyDatabase } from './support/database.ts'
import { withSql } from './support/stock.ts'
import { aDay } from './verify/day.ts'
import { basketCorruptions } from './verify/baskets.ts'
import { logCorruptions } from './verify/log.ts'
import { paperCorruptions } from './verify/papers.ts'
import { replicaCorruptions } from './verify/replicas.ts'
import { returnCorruptions } from './verify/returns.ts'
import { saleCorruptions } from './verify/sales.ts'
import { stockCorruptions } from './verify/stock.ts'
import { zCorruptions } from './verify/z-reports.ts'

t.setTimeout(180_000)

const corruptions = [
  ...stockCorruptions,
  ...basketCorruptions,
  ...saleCorruptions,
  ...returnCorruptions,
  ...paperCorruptions,
  ...logCorruptions,
  ...replicaCorruptions,
  ...zCorruptions,
]

const { url: books, done } = await aDay(t)

t.test('the books of a day are proved', async (t) => {
  const sold = ['posted', 'posted', 'posted', 'posted', 'posted', 'posted']
  const wrong = ['posted-with-exception', 'refused']
  t.same(done, [...sold, ...wrong, ...Array.from({ length: 10 }, () => 'posted')])
  const proof = await prove(books)
  t.equal(proof.broken, null)
  t.ok(proof.proved)
  const idle = proof.checks.filter(({ looked }) => looked === 0).map(({ name }) => name)
  const tried = corruptions.map(({ check }) => check)
  t.same(
    idle.filter((name) => tried.includes(name)),
    [],
    'every check that is tried here had something to look at',
  )
})

for (const { what, invariant, check, plant, alsoBefore } of corruptions) {
  t.test(`${what} is named`, async (t) => {
    const url = await copyDatabase(t, books)
    const [planted] = await withSql(url, plant)
    t.ok(planted, 'there was something to corrupt')
    const proof = await prove(url)
    t.notOk(proof.proved)
    const named = proof.checks.find(({ name }) => name === check)
    t.equal(named?.invariant, invariant)
    t.ok(
      named?.breaks.some(({ key }) => key === planted?.key),
      `${check}: ${planted?.key}`,
    )
    if (alsoBefore) t.notMatch(proof.broken, null)
    else t.match(proof.broken, `invariant ${invariant}, ${check}: `)
  })
}

t.test('from the command line it prints JSON and says so by its exit code', async (t) => {
  const run = (url: string) =>
    new Promise<{ code: unknown; proof: { proved: boolean }; said: string }>((resolve, reject) => {
      const args = ['src/guard.js', 'src/verify.ts']
      const env = { ...processEnvironment(), DATABASE_URL: url }
      execFile(process.execPath, args, { cwd: repository, env }, (error, stdout, stderr) => {
        try {
          const proof = JSON.parse(stdout) as { proved: boolean }
          resolve({ code: error?.code ?? 0, proof, said: stderr })
        } catch {
          reject(new Error(`${stdout}${stderr}`))
        }
      })
    })
  t.match(await run(books), { code: 0, proof: { proved: true, broken: null } })
  const url = await copyDatabase(t, books)
  await withSql(url, (sql) => sql(`update sale set total_minor = 0 where total_minor > 0`))
  const { code, proof, said } = await run(url)
  t.equal(code, 1)
  t.match(proof, { proved: false, broken: /^invariant 13, / })
  t.match(said, 'invariant 13')
})
