// `npm test`: every test file against real servers, two at a time, and at the end a line `N passed, N
// failed`. Arguments narrow it to files or folders.

import { globSync } from 'node:fs'
import { normalize } from 'node:path'
import { monotonicMs } from '#kernel/clock.ts'
import { repository } from '#supervisor/node-child.ts'
import type { FileResult } from './support/results.ts'
import { runSuite } from './support/suite.ts'

const secondsPerFile = 240

function chosenFiles(wanted: string[]): string[] {
  const all = globSync('tests/**/*.test.ts', { cwd: repository }).sort()
  if (wanted.length === 0) return all
  const places = wanted.map((place) => normalize(place).replace(/\/$/, ''))
  return all.filter((file) =>
    places.some((place) => file === place || file.startsWith(`${place}/`)),
  )
}

function sum(results: FileResult[], count: (result: FileResult) => number): number {
  return results.reduce((total, result) => total + count(result), 0)
}

const files = chosenFiles(process.argv.slice(2))
if (files.length === 0) {
  console.log('No test file has that name.')
  process.exit(1)
}
const since = monotonicMs()
let code = 1
try {
  const results = await runSuite({ files, secondsPerFile })
  const missing = files.length - results.length
  const failed = sum(results, (result) => result.failures.length) + missing
  const skipped = sum(results, (result) => result.skipped)
  if (skipped > 0) console.log(`\n${skipped} skipped.`)
  console.log(`\n${files.length} files in ${Math.round((monotonicMs() - since) / 1000)} s`)
  console.log(`${sum(results, (result) => result.passed)} passed, ${failed} failed`)
  code = failed === 0 ? 0 : 1
} catch (error) {
  console.log((error as Error).message)
  console.log('0 passed, 1 failed')
}
process.exit(code)
