// Price versions: prices that were set together, numbered over the whole company and chained by hash,
// and what each terminal holds as it is loaded. Which price wins is not decided here.
import type { Input, Output } from '#shared/contract.ts'
import { sha256Hex } from '#shared/hash.ts'
import type { Id } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import type { Sql } from '#kernel/database.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  priceVersionChanged,
  priceVersionRemoved,
  VERSIONS_REPLICATED,
  type Price,
  type PriceVersion,
  type priceVersionsGet,
  type priceVersionsList,
  type TerminalPrices,
} from './contract.ts'
import { priceColumns, PriceVersionRow } from './entities.ts'

const LISTED = 100
// Any number will do as long as nobody else takes it.
const NUMBERING = 7_402_119

const versionColumns = `number, list_id as "listId", effective_at as "effectiveAt",
  created_at as "createdAt", person_id as "personId", price_count as "priceCount",
  ended_count as "endedCount", note, hash`

export type Unnumbered = Omit<Price, 'version'>
type Setting = Pick<PriceVersion, 'listId' | 'effectiveAt' | 'createdAt' | 'note'>

/** SHA-256 over the hash before and all a version says: prices as they were set, ids of what it ended. */
export function versionHash(
  previousHash: string,
  { number, effectiveAt }: Pick<PriceVersion, 'number' | 'effectiveAt'>,
  prices: readonly Unnumbered[],
  ended: readonly Id[] = [],
): string {
  const said = prices.map(({ id, listId, variantId, unitPriceCentiMinor, ...price }) => [
    id,
    listId,
    variantId,
    unitPriceCentiMinor,
    price.packMilli,
    price.minimumMilli,
  ])
  const all = [previousHash, number, effectiveAt, said, ...(ended.length ? [ended.toSorted()] : [])]
  return sha256Hex(JSON.stringify(all))
}

/**
 * Takes the next number for prices that are set together; it is told only when `tellVersion` is
 * called, after the prices. Until the transaction ends nobody else gets a number, so none is missing.
 */
export async function openVersion(
  tx: Tx,
  setting: Setting,
  prices: readonly Unnumbered[],
  ended: readonly Id[],
): Promise<PriceVersion> {
  await tx.sql(`select pg_advisory_xact_lock($1)`, [NUMBERING])
  const [last] = await tx.sql<{ number: number; hash: string }>(
    `select number, hash from price_version order by number desc limit 1`,
  )
  const number = (last?.number ?? 0) + 1
  const hash = versionHash(
    last?.hash ?? CHAIN_START,
    { number, effectiveAt: setting.effectiveAt },
    prices,
    ended,
  )
  const { personId } = tx.scope
  const counts = { priceCount: prices.length, endedCount: ended.length }
  const version = { ...setting, number, personId, ...counts, hash }
  tx.insert(PriceVersionRow, version)
  return version
}

/** Announces a version whose prices have been announced, and lets the replicas go of the oldest. */
export function tellVersion(tx: Tx, version: PriceVersion): void {
  tx.emit(priceVersionChanged, COMPANY, version)
  const oldest = version.number - VERSIONS_REPLICATED
  if (oldest > 0) tx.emit(priceVersionRemoved, COMPANY, { key: String(oldest) })
}

/** Versions before a number, newest first. */
export async function listVersions(
  { sql }: Ask,
  { before }: Input<typeof priceVersionsList>,
): Promise<Output<typeof priceVersionsList>> {
  const versions = await sql<PriceVersion>(
    `select ${versionColumns} from price_version
      where $1::int is null or number < $1 order by number desc limit $2`,
    [before ?? null, LISTED],
  )
  return { versions }
}

/** Throws `not-found` for a number that no version has. */
export async function requireVersion(sql: Sql, number: number): Promise<PriceVersion> {
  const [version] = await sql<PriceVersion>(
    `select ${versionColumns} from price_version where number = $1`,
    [number],
  )
  if (!version) throw new Problem('not-found', 'There is no such price version')
  return version
}

/** One version with what its prices have become. */
export async function getVersion(
  { sql }: Ask,
  { number }: Input<typeof priceVersionsGet>,
): Promise<Output<typeof priceVersionsGet>> {
  const version = await requireVersion(sql, number)
  const prices = await sql<Price>(
    `select ${priceColumns} from price where version = $1 order by variant_id, minimum_milli, id`,
    [number],
  )
  const ended = await sql<Price>(
    `select ${priceColumns} from price where ended_by = $1 order by variant_id, minimum_milli, id`,
    [number],
  )
  return { version, prices, ended }
}

/** The newest versions and what each terminal holds, for the hub's memory. */
export async function loadVersions(sql: Sql) {
  return {
    'price-versions': await sql<PriceVersion>(
      `select ${versionColumns} from price_version order by number desc limit $1`,
      [VERSIONS_REPLICATED],
    ),
    'terminal-prices': await sql<TerminalPrices>(
      `select terminal_id as "terminalId", store_id as "storeId", number, at from terminal_prices`,
    ),
  }
}
