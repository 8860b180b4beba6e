// Proves the books: every invariant that the code can reach, against a live database, in one
// unchanging picture of it. Prints one JSON object; exits 1 on a break and names it. Without
// an address it proves the database of the system that runs in DATA_DIR. Given the file of an earlier
// proof, it also proves that nothing of what that one saw was cut off or made anew since.
import { readFileSync } from 'node:fs'
import pg, { TypeOverrides } from 'pg'
import { nowText } from '#kernel/clock.ts'
import { processEnvironment, readSettings } from '#kernel/config.ts'
import { clientSql, parseTypes } from '#kernel/database.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { MOST_BREAKS, type Break, type Check } from './verify/check.ts'
import { checks } from './verify/list.ts'
import { readWitness, witness, witnessCheck, type Witness } from './verify/witness.ts'

export type Proof = {
  readonly proved: boolean
  readonly checks: readonly {
    invariant: number
    name: string
    looked: number
    breaks: readonly Break[]
  }[]
  /** The first break, in words. */
  readonly broken: string | null
  readonly seconds: number
  /** Where every chain ended: for a later proof, and to be kept away from this database. */
  readonly witness: Witness
}

/** Runs every check on the database at `url`, and holds it against what an earlier proof saw. */
export async function prove(url: string, former?: Witness): Promise<Proof> {
  const started = performance.now()
  const client = new pg.Client({
    connectionString: url,
    types: parseTypes(new TypeOverrides()),
    // Whole tables are joined, and what journals say in JSON gives no hint of how many rows match: a loop
    // chosen for one of them goes through all of the other once for each that there is.
    options: '-c timezone=UTC -c enable_nestloop=off',
  })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const done: Proof['checks'][number][] = []
    const against = former ? [witnessCheck(former)] : []
    for (const { invariant, name, run } of [...checks, ...against]) {
      const { looked, breaks } = await looking(client, run)
      done.push({ invariant, name, looked, breaks: breaks.slice(0, MOST_BREAKS) })
    }
    const worst = done.find(({ breaks }) => breaks.length)
    const first = worst?.breaks[0]
    const broken =
      worst && first
        ? `invariant ${worst.invariant}, ${worst.name}: ${first.key}: ${first.found}`
        : null
    return {
      proved: !broken,
      checks: done,
      broken,
      seconds: Math.round(performance.now() - started) / 1000,
      witness: await witness(clientSql(client), nowText()),
    }
  } finally {
    await client.end()
  }
}

/** Runs one check; what it cannot read is a break, and the checks after it still run. */
async function looking(client: pg.Client, run: Check['run']): ReturnType<Check['run']> {
  await client.query('savepoint before_check')
  try {
    return await run(clientSql(client))
  } catch (error) {
    await client.query('rollback to savepoint before_check')
    return {
      looked: 0,
      breaks: [{ key: 'everything', found: `it cannot be read: ${String(error)}` }],
    }
  }
}

// Started by itself, or through the guard, which imports it.
if (import.meta.main || process.argv[1] === import.meta.filename) {
  const settings = readSettings(processEnvironment())
  // Adopts the server if the system runs, else starts it for as long as the proof takes.
  const embedded = settings.databaseUrl
    ? undefined
    : await startDatabase({ dataDir: settings.dataDir })
  const [, , file] = process.argv
  const former = file === undefined ? undefined : readWitness(readFileSync(file, 'utf8'))
  const given = settings.migrationsUrl ?? settings.databaseUrl
  const proof = await prove(given ?? embedded?.url ?? '', former)
  if (embedded && !embedded.adopted) await embedded.stop()
  console.log(JSON.stringify(proof, null, 2))
  if (proof.broken) console.error(proof.broken)
  process.exit(proof.proved ? 0 : 1)
}
