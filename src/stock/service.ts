// The verbs of stock: goods come in, are moved, counted off and held back. Quantities change only
// through the ledger; what these verbs add is which movements there are.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { products, variants, type Product } from '#catalog/contract.ts'
import {
  levelKey,
  locations,
  lots,
  type Level,
  type Location,
  type Movement,
  type stockAdjust,
  type stockMove,
  type stockReceive,
} from './contract.ts'
import { isVirtual, levelAt, levelWants, placesOf, post, type Posting } from './ledger.ts'
import { tidyLotCode } from './rules.ts'
import { openShortages } from './shortages.ts'
import { lotsByCode } from './lots.ts'

export {
  holdingsOf,
  levelWants,
  placesOf,
  post,
  take,
  type Demand,
  type Places,
  type Posting,
} from './ledger.ts'

type Moved = Output<typeof stockMove>

/** Takes goods in. What was sold before it was there is settled first. */
export async function receive(tx: Tx, input: Input<typeof stockReceive>): Promise<Moved> {
  const { storeId } = input
  requireStore(tx.scope, storeId)
  const lines = tidyLines(input.lines)
  const places = placesOf(tx.memory, storeId)
  const to = input.locationId ? realPlace(tx.memory, storeId, input.locationId) : places.selling
  for (const { variantId, lot } of lines) {
    const product = keptProduct(tx.memory, variantId)
    if (product.tracking === 'lot' && !lot) throw new Problem('lot-required')
  }
  const lotOf = await lotsByCode(
    tx,
    lines.flatMap(({ variantId, lot }) =>
      lot && keptProduct(tx.memory, variantId).tracking === 'lot' ? [{ variantId, ...lot }] : [],
    ),
  )
  const variantIds = lines.map(({ variantId }) => variantId)
  await tx.lock(variantIds.flatMap((variantId) => levelWants(to, variantId)))
  await refuseKnownDocument(tx, storeId, input.id)
  const open = await openShortages(tx, places.shortage, variantIds)
  const posting = postingOf(tx, storeId, 'receipt', input.id)
  const kind = input.opening ? 'opening' : 'receipt'
  const movements: Movement[] = []
  for (const { variantId, quantityMilli, lot } of lines) {
    const lotId = lot ? lotOf(variantId, lot.code) : null
    const line = { variantId, lotId, from: places.supplier }
    const settled = Math.min(open.get(variantId) ?? 0, quantityMilli)
    if (settled > 0) {
      open.set(variantId, (open.get(variantId) ?? 0) - settled)
      const shortage = { kind: 'settlement', to: places.shortage, quantityMilli: settled } as const
      movements.push(post(tx, posting, { ...line, ...shortage }))
    }
    const rest = quantityMilli - settled
    if (rest > 0) movements.push(post(tx, posting, { ...line, kind, to, quantityMilli: rest }))
  }
  return moved(tx, movements)
}

type Line = Input<typeof stockReceive>['lines'][number]

/** Lines whose lots are named by what can be read of their codes. */
function tidyLines(lines: readonly Line[]): Line[] {
  return lines.map((line, i) => {
    if (!line.lot) return line
    const code = tidyLotCode(line.lot.code)
    if (code !== undefined) return { ...line, lot: { ...line.lot, code } }
    const path = `/lines/${i}/lot/code`
    throw new Problem('invalid-input', { errors: [{ path, message: 'must be readable' }] })
  })
}

/** Moves goods between two real places of one store. */
export async function move(tx: Tx, input: Input<typeof stockMove>): Promise<Moved> {
  const { storeId, variantId, quantityMilli } = input
  requireStore(tx.scope, storeId)
  const from = realPlace(tx.memory, storeId, input.fromLocationId)
  const to = realPlace(tx.memory, storeId, input.toLocationId)
  if (from.id === to.id) throw new Problem('invalid-input', 'A move needs two places')
  const lotId = lotOfLine(tx.memory, variantId, input.lotId ?? null)
  await tx.lock([...levelWants(from, variantId), ...levelWants(to, variantId)])
  await refuseKnownDocument(tx, storeId, input.id)
  const posting = postingOf(tx, storeId, 'move', input.id)
  const transfer = { kind: 'move', variantId, lotId, from, to, quantityMilli } as const
  return moved(tx, [post(tx, posting, transfer)])
}

/** Adds or takes away goods for a reason; below nothing it refuses. */
export async function adjust(tx: Tx, input: Input<typeof stockAdjust>): Promise<Moved> {
  const { storeId, reason, lines } = input
  requireStore(tx.scope, storeId)
  const places = placesOf(tx.memory, storeId)
  const place = input.locationId ? realPlace(tx.memory, storeId, input.locationId) : places.selling
  const changes = lines.map((line) => ({
    ...line,
    lotId: lotOfLine(tx.memory, line.variantId, line.lotId ?? null),
  }))
  if (changes.some(({ changeMilli }) => changeMilli === 0)) {
    throw new Problem('invalid-input', 'A change of nothing is none')
  }
  await tx.lock(lines.flatMap(({ variantId }) => levelWants(place, variantId)))
  await refuseKnownDocument(tx, storeId, input.id)
  const posting = { ...postingOf(tx, storeId, 'adjustment', input.id), reason }
  const movements = changes.map(({ variantId, lotId, changeMilli }) => {
    const [from, to] = changeMilli > 0 ? [places.adjustment, place] : [place, places.adjustment]
    const quantityMilli = Math.abs(changeMilli)
    return post(tx, posting, { kind: 'adjustment', variantId, lotId, from, to, quantityMilli })
  })
  return moved(tx, movements)
}

function postingOf(tx: Tx, storeId: Id, kind: string, id: Id): Posting {
  const { personId, terminalId } = tx.scope
  return { storeId, document: { kind, id }, personId, terminalId, at: tx.at }
}

/** The movements with the levels they leave. */
function moved(tx: Tx, movements: Movement[]): Moved {
  const levels = new Map<string, Level>()
  for (const { storeId, variantId, lotId, fromLocationId, toLocationId } of movements) {
    for (const id of [fromLocationId, toLocationId]) {
      const place = tx.memory.get(locations, id, storeId)
      const level = place && levelAt(tx, place, variantId, lotId)
      if (level) levels.set(levelKey(level), level)
    }
  }
  return { movements, levels: [...levels.values()] }
}

function realPlace(memory: Memory, storeId: Id, locationId: Id): Location {
  const place = memory.get(locations, locationId, storeId)
  if (!place) throw new Problem('not-found', 'The store has no such location')
  if (isVirtual(place)) throw new Problem('invalid-input', 'Nothing lies at a virtual location')
  return place
}

function keptProduct(memory: Memory, variantId: Id): Product {
  const variant = memory.get(variants, variantId)
  const product = variant && memory.get(products, variant.productId)
  if (!product) throw new Problem('not-found', `There is no variant ${variantId}`)
  if (product.service) throw new Problem('invalid-input', 'A service is not kept in stock')
  return product
}

/** The lot a line means; goods that are not tracked by lot have none. */
function lotOfLine(memory: Memory, variantId: Id, lotId: Id | null): Id | null {
  if (keptProduct(memory, variantId).tracking === 'none') return null
  if (lotId === null) throw new Problem('lot-required')
  const lot = memory.get(lots, lotId)
  if (lot?.variantId !== variantId) throw new Problem('not-found', 'The variant has no such lot')
  return lotId
}

// A device that lost the answer and made a new call of the same document must not book it twice.
async function refuseKnownDocument(tx: Tx, storeId: Id, documentId: Id): Promise<void> {
  const known = await tx.sql(
    `select 1 from movement where store_id = $1 and document_id = $2 limit 1`,
    [storeId, documentId],
  )
  if (known.length) throw new Problem('already-exists', 'This document was posted before')
}
