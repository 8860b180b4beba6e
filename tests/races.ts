// `npm run races [-- [--rounds N] [names]]`: the races of tests/races, a thousand rounds of each instead of the
// twenty of `npm test`. The last line is JSON: how many were run, and how many were broken.

import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { repository } from '#supervisor/node-child.ts'
import { patienceMs, roundsVariable } from './support/rounds.ts'
import { runSuite } from './support/suite.ts'

const MANY = 1_000

function chosen(names: readonly string[]): string[] {
  const all = globSync('tests/races/*.test.ts', { cwd: repository }).sort()
  const nameOf = (file: string) => basename(file, '.test.ts')
  const unknown = names.filter((name) => !all.some((file) => nameOf(file) === name))
  if (unknown.length > 0) {
    const known = all.map(nameOf).join(', ')
    console.error(`There is no race ${unknown.join(', ')}; there are ${known}.`)
    process.exit(2)
  }
  return names.length > 0 ? all.filter((file) => names.includes(nameOf(file))) : all
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: String(MANY) } },
  allowPositionals: true,
})
const rounds = Number(values.rounds)
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('--rounds is a number from 1')
  process.exit(2)
}
const files = chosen(positionals)
const results = await runSuite({
  files,
  secondsPerFile: patienceMs(rounds) / 1000,
  env: { [roundsVariable]: String(rounds) },
})
const races = results.flatMap(({ raced }) => raced)
for (const { race, runs, broken } of races) console.log(`${runs} runs, ${broken} broken  ${race}`)
const runs = races.reduce((sum, each) => sum + each.runs, 0)
const lost = races.reduce((sum, each) => sum + each.broken, 0)
const told = new Set(races.filter((each) => each.broken > 0).map(({ race }) => race))
// A race can also be lost as a whole: the books do not hold at its end, or it did not come to one.
const whole = results.flatMap(({ failures }) => failures).filter(({ test }) => !told.has(test))
const broken = lost + whole.length + files.length - results.length
console.log(JSON.stringify({ rounds, races: races.length, runs, broken }))
process.exit(broken === 0 ? 0 : 1)
