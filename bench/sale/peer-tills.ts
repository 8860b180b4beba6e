// The tills of those the lane is measured against: where they stand, their drawers, and journals and series of
// numbers of their own.
import { newId, type Id } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { COMPANY } from '#shared/streams.ts'
import { openJournal } from '#kernel/journal.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { locations } from '#stock/contract.ts'
import type { Scene } from './scene.ts'

const id = () => newId(Date.now())
export const HASH = 'f'.repeat(64)
/** The fence of the peers' journals; the tills of the lane keep their own. */
export const FENCE = 99

/** A till of the peers: where it stands, its drawer, and the end of its journal. */
export type PeerTill = {
  readonly storeId: Id
  readonly floor: Id
  readonly customer: Id
  readonly terminalId: Id
  readonly personId: Id
  readonly cashSessionId: Id
  n: number
  hash: string
}

/** Gives the peers series to number from, and journals. */
export async function openPeers(kernel: Kernel, tills: readonly PeerTill[]): Promise<void> {
  const { sql } = kernel.database
  for (const storeId of new Set(tills.map((till) => till.storeId))) {
    await sql(
      `insert into invoice_series (store_id, id, code, last_serial, last_hash, last_issued_at) values ($1, $2, 'PEER', 0, $3, now())`,
      [storeId, id(), HASH],
    )
  }
  for (const { terminalId } of tills) await openJournal(sql, terminalId, FENCE, CHAIN_START)
}

/** The tills of a scene, as the peers use them. */
export async function peersOf(scene: Scene): Promise<PeerTill[]> {
  const { kernel, cashierId } = scene
  const sessions = await kernel.database.sql<{ id: string; terminalId: string }>(
    `select id, terminal_id as "terminalId" from cash_session where open_on is not null`,
  )
  const sessionOf = new Map(sessions.map(({ id, terminalId }) => [terminalId, id]))
  const place = (storeId: string, kind: string) =>
    [...kernel.memory.records(locations, storeId).values()].find((each) => each.kind === kind)?.id
  return scene.tills.map(({ storeId, terminalId }) => ({
    storeId,
    floor: place(storeId, 'shop-floor') ?? COMPANY,
    customer: place(storeId, 'customer') ?? COMPANY,
    terminalId,
    personId: cashierId,
    cashSessionId: sessionOf.get(terminalId) ?? COMPANY,
    n: 0,
    hash: CHAIN_START,
  }))
}
