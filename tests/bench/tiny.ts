// A place for a bench that is run at a tiny size, and what it is held to: that it did its work and says so in the shape
// of a result. How fast anything was is no matter here.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Place } from '../../bench/place.ts'
import type { Result } from '../../bench/result.ts'
import { cloneDatabase, cloneRedis } from '../support/database.ts'
import { hubUrlOf } from '../support/template.ts'

/** A place on the servers of the tests; it goes when the test ends. */
export async function tinyPlace(t: Test): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const url = await cloneDatabase(t)
  const redisUrl = await cloneRedis(t)
  const close = async () => {}
  return { url, hubUrl: hubUrlOf(url), redisUrl, redisKind: 'given', dataDir, close }
}

/** `held` names those of its conditions that ask for no speed. */
export function isWellFormed(t: Test, name: string, result: Result, held: readonly string[] = []) {
  const { value, peers, ratios, target } = result
  t.match(result, { name, unit: String, pass: Boolean })
  for (const figure of [value, ...Object.values(peers), ...Object.values(ratios)]) {
    t.ok(Number.isFinite(figure), `${figure} is a figure`)
  }
  t.match(target, Object.fromEntries(held.map((what) => [what, 'held'])))
}
