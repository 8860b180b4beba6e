// `npm run check`: what can be judged without running the system. Formatting, lint, types, the
// rules of the house and what is installed, at the same time, each with its own output only if it objects.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { monotonicMs } from '#kernel/clock.ts'
import { repository } from '#supervisor/node-child.ts'

type Check = { name: string; script: string; args: string[] }

const checks: Check[] = [
  { name: 'format', script: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  {
    name: 'lint',
    script: 'node_modules/oxlint/bin/oxlint',
    args: ['--type-aware', '--deny-warnings'],
  },
  {
    name: 'types',
    script: 'node_modules/typescript/bin/tsc',
    // Each checker works out for itself what it shares with the others: four take more than twice as long as one
    // on two cores, and the other core has the lint.
    args: ['-p', '.', '--checkers', '1'],
  },
  { name: 'house', script: 'tests/tidy.test.ts', args: [] },
  { name: 'packages', script: 'tests/packages.js', args: [] },
]

function run({ name, script, args }: Check): Promise<boolean> {
  const since = monotonicMs()
  const child = spawn(process.execPath, [join(repository, script), ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      const seconds = ((monotonicMs() - since) / 1000).toFixed(1)
      console.log(`${code === 0 ? ' ok ' : 'FAIL'}  ${name.padEnd(8)}  ${seconds} s`)
      if (code !== 0) console.log(`${objections(said)}\n`)
      done(code === 0)
    })
  })
}

/** What a check said, without what it found in order. */
function objections(said: string): string {
  const lines = said.split('\n')
  return lines
    .filter((line) => line.trim() && !/^\s*(ok \d|# Subtest|\d+\.\.\d)/.test(line))
    .join('\n')
}

if (!existsSync(join(repository, 'node_modules', 'oxlint'))) {
  console.error('The tools for checking are not installed: run `npm ci` without --omit=dev.')
  process.exit(1)
}
const outcomes = await Promise.all(checks.map(run))
process.exit(outcomes.every(Boolean) ? 0 : 1)
