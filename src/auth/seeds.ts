// Seeds of second steps as they lie in the database: sealed for their person, with a key that is not
// there. Whoever reads or rewrites the table has no seed, and gives nobody that of somebody else.
import type { Config } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { requirePrivate } from '#kernel/private-files.ts'
import type { Id } from '#shared/ids.ts'
import { Seals } from './sealing.ts'

const ofProcess = new WeakMap<Config, Promise<Seals>>()

function sealsOf(config: Config): Promise<Seals> {
  let seals = ofProcess.get(config)
  if (!seals) {
    seals = Seals.open(config.sealingKeysFile)
    ofProcess.set(config, seals)
  }
  return seals
}

// The table and the key of its row, which is the person.
const ownerOf = (personId: Id) => `totp ${personId}`

// As seeds lay before they were sealed: base32, which has no dot.
const isPlain = (secret: string) => /^[A-Z2-7]+$/.test(secret)

/** A seed as it is kept. */
export async function sealSeed({ config }: Kernel, personId: Id, seed: string): Promise<string> {
  const seals = await sealsOf(config)
  return seals.seal(seed, ownerOf(personId))
}

/** The seed that was kept for this person; undefined for one that was altered, moved, or lost its key. */
export async function openSeed(
  { config, log }: Kernel,
  personId: Id,
  kept: string,
): Promise<string | undefined> {
  const seed = await (await sealsOf(config)).unseal(kept, ownerOf(personId))
  if (seed === undefined) log.error({ personId }, 'the seed of a second step cannot be opened')
  return seed
}

/**
 * Seals with the present key whatever is not, before a hub lets anybody in: seeds of the time before they
 * were sealed, and those of a former key. What does not open is left, and said.
 */
export async function sealSeeds(kernel: Kernel): Promise<void> {
  const { config, database, log } = kernel
  const seals = await sealsOf(config)
  requirePrivate(config.sealingKeysFile)
  const kept = await database.sql<{ personId: Id; secret: string }>(
    `select person_id as "personId", secret from totp order by person_id`,
  )
  const ids: Id[] = []
  const former: string[] = []
  const sealed: string[] = []
  let lost = 0
  for (const { personId, secret } of kept) {
    if (seals.isFresh(secret)) continue
    const seed = isPlain(secret) ? secret : await seals.unseal(secret, ownerOf(personId))
    if (seed === undefined) lost += 1
    else {
      ids.push(personId)
      former.push(secret)
      sealed.push(await seals.seal(seed, ownerOf(personId)))
    }
  }
  await database.sql(
    `update totp set secret = given.sealed
       from unnest($1::uuid[], $2::text[], $3::text[]) as given (person_id, former, sealed)
      where totp.person_id = given.person_id and totp.secret = given.former`,
    [ids, former, sealed],
  )
  if (lost === 0) return
  const { sealingKeysFile } = config
  log.error({ lost, sealingKeysFile }, 'seeds of second steps are sealed with keys of another file')
}
