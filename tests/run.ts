// `npm test`: one PostgreSQL and one Redis in a temporary folder, every test file against them, two
// at a time, and at the end a line `N passed, N failed`. Arguments narrow it to files or folders.

import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { monotonicMs } from '#kernel/clock.ts'
import { processEnvironment } from '#kernel/config.ts'
import { repository } from '#supervisor/node-child.ts'
import type { Running } from '#supervisor/part.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { startRedis } from '#supervisor/redis.ts'
import { readResults, type FileResult } from './support/results.ts'
import { serversVariable, type Servers } from './support/servers.ts'
import { prepareTemplate } from './support/template.ts'

const secondsPerFile = 240

function chosenFiles(wanted: string[]): string[] {
  const all = globSync('tests/**/*.test.ts', { cwd: repository }).sort()
  if (wanted.length === 0) return all
  const places = wanted.map((place) => normalize(place).replace(/\/$/, ''))
  return all.filter((file) =>
    places.some((place) => file === place || file.startsWith(`${place}/`)),
  )
}

function runTap(files: string[], servers: Servers): Promise<FileResult[]> {
  const tap = join(repository, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs')
  const options = ['--reporter=tap', '--jobs=2', `--timeout=${secondsPerFile}`]
  const child = spawn(process.execPath, [tap, 'run', ...options, ...files], {
    cwd: repository,
    env: { ...processEnvironment(), [serversVariable]: JSON.stringify(servers) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Ctrl-C reaches tap as well; this process then reports what there is and stops the servers.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const results = readResults(tellFile)
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => results.write(chunk))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', () => done(results.end()))
  })
}

function tellFile({ file, passed, failures }: FileResult): void {
  console.log(`${failures.length > 0 ? 'FAIL' : ' ok '}  ${file}  ${passed} passed`)
}

function tellFailures(results: FileResult[]): void {
  for (const { file, test, lines } of results.flatMap((result) => result.failures)) {
    console.log(`\n${file}\n  ${test}`)
    for (const line of lines) console.log(`    ${line}`)
  }
}

function sum(results: FileResult[], count: (result: FileResult) => number): number {
  return results.reduce((total, result) => total + count(result), 0)
}

/** Resolves to the number of failures, missing files included. */
async function runAll(files: string[], started: Running[], directory: string): Promise<number> {
  const since = monotonicMs()
  const database = await startDatabase({ dataDir: directory, durable: false })
  started.push(database)
  const redis = await startRedis({ dataDir: directory })
  started.push(redis)
  await prepareTemplate(database.url)
  const results = await runTap(files, { databaseUrl: database.url, redisUrl: redis.url })
  tellFailures(results)
  const failed = sum(results, (result) => result.failures.length)
  const missing = files.length - results.length
  if (missing > 0) console.log(`\n${missing} test files were not run.`)
  const skipped = sum(results, (result) => result.skipped)
  if (skipped > 0) console.log(`\n${skipped} skipped.`)
  console.log(`\n${files.length} files in ${Math.round((monotonicMs() - since) / 1000)} s`)
  console.log(`${sum(results, (result) => result.passed)} passed, ${failed + missing} failed`)
  return failed + missing
}

const files = chosenFiles(process.argv.slice(2))
if (files.length === 0) {
  console.log('No test file has that name.')
  process.exit(1)
}
const directory = await mkdtemp(join(tmpdir(), 'mizan-test-'))
const started: Running[] = []
let code = 1
try {
  code = (await runAll(files, started, directory)) === 0 ? 0 : 1
} catch (error) {
  console.log((error as Error).message)
  console.log('0 passed, 1 failed')
} finally {
  for (const server of started.reverse()) await server.stop()
  await rm(directory, { recursive: true, force: true })
}
process.exit(code)
