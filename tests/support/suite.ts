// Runs test files against one PostgreSQL and one Redis in a temporary folder, two at a time, and says of each
// how it went. Nothing of it is left when it ends.

import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Running } from '#supervisor/part.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { startRedis } from '#supervisor/redis.ts'
import { FileRuns } from './file-run.ts'
import { quickPlace } from './quick-place.ts'
import type { FileResult } from './results.ts'
import { serversVariable, type Servers } from './servers.ts'
import { prepareTemplate } from './template.ts'

export type Suite = {
  readonly files: readonly string[]
  readonly secondsPerFile: number
  /** What the files find in their environment beside what is there. */
  readonly env?: Readonly<Record<string, string>>
}

/** The cores of the smallest machine this is to run on. */
const AT_ONCE = 2

async function runFiles(suite: Suite, servers: Servers): Promise<FileResult[]> {
  const env = { ...suite.env, [serversVariable]: JSON.stringify(servers) }
  const runs = new FileRuns()
  const waiting = [...suite.files]
  const results: FileResult[] = []
  const endEarly = () => {
    waiting.length = 0
    runs.stop()
  }
  // Ctrl-C reaches the files as well; this process then reports what there is and stops the servers.
  process.on('SIGINT', endEarly)
  process.on('SIGTERM', endEarly)
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await runs.run(file, suite.secondsPerFile, env)
      results.push(result)
      tellFile(result)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

function tellFile({ file, passed, failures, tookMs }: FileResult): void {
  const seconds = (tookMs / 1000).toFixed(1)
  console.log(`${failures.length > 0 ? 'FAIL' : ' ok '}  ${file}  ${passed} passed, ${seconds} s`)
  // By name at once: a log that was cut off says which test it was.
  for (const { test } of failures) console.log(`      ${test}`)
}

function tellFailures(results: readonly FileResult[]): void {
  for (const { file, test, lines } of results.flatMap((result) => result.failures)) {
    console.log(`\n${file}\n  ${test}`)
    for (const line of lines) console.log(`    ${line}`)
  }
}

/** What came of each file that was run; failures have been told. */
export async function runSuite(suite: Suite): Promise<FileResult[]> {
  const directory = await mkdtemp(join(quickPlace(), 'mizan-test-'))
  const started: Running[] = []
  try {
    const database = await startDatabase({ dataDir: directory, durable: false })
    started.push(database)
    const redis = await startRedis({ dataDir: directory })
    started.push(redis)
    await prepareTemplate(database.url)
    const servers = { databaseUrl: database.url, redisUrl: redis.url }
    const env = {
      ...suite.env,
      // What a file puts elsewhere than in its database goes the same way.
      TMPDIR: directory,
      // Every process reads the same sources; the first of them compiles them for all.
      NODE_COMPILE_CACHE: join(directory, 'compiled'),
    }
    const results = await runFiles({ ...suite, env }, servers)
    tellFailures(results)
    const missing = suite.files.length - results.length
    if (missing > 0) console.log(`\n${missing} test files were not run.`)
    return results
  } finally {
    for (const server of started.reverse()) await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
