// A small way to sell for tests of baskets: a journal kind that takes goods and nothing else, in a room
// that asks of baskets what a real sale asks of them. It has no money, no prices and no documents.
import Type from 'typebox'
import { At, Nullable, OneOf, Strict, journalKind } from '#shared/contract.ts'
import { dayIn } from '#shared/days.ts'
import { Id } from '#shared/ids.ts'
import { decides, type About, type Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import type { Room } from '#kernel/room.ts'
import { basketsRoom } from '#baskets/index.ts'
import { holdWants, settleBasket } from '#baskets/service.ts'
import { productOf } from '#baskets/scene.ts'
import { stockRoom } from '#stock/index.ts'
import { levelWants, placesOf, post, take } from '#stock/service.ts'
import { stores } from '#stores/contract.ts'
import { ground } from './stock.ts'

export const checkout = journalKind({
  name: 'checkout',
  summary: 'Goods are taken for a basket',
  needs: 'checkout',
  body: Strict({
    id: Id,
    personId: Id,
    at: At,
    offline: Type.Boolean(),
    basketId: Nullable(Id),
    lines: Type.Array(
      Strict({
        id: Id,
        variantId: Id,
        quantityMilli: Type.Integer(),
        lotId: Nullable(Id),
        returnOf: Nullable(Strict({ disposition: OneOf('restock', 'scrap') })),
      }),
    ),
  }),
  result: Strict({
    taken: Type.Array(Strict({ lotId: Nullable(Id), quantityMilli: Type.Integer() })),
  }),
})

function objectionOf(draft: Draft, offline: boolean): Objection {
  if (offline) return (slug, detail) => draft.exception(slug, detail)
  return (slug, detail, extras) => {
    throw new Problem(slug, { detail, ...extras })
  }
}

const checkoutDecider = decides(
  checkout,
  (body, about) => {
    const { selling } = placesOf(about.memory, about.storeId)
    const levels = body.lines.flatMap(({ variantId }) => levelWants(selling, variantId))
    return [...holdWants(body, about), ...levels]
  },
  (body, draft, about) => {
    const object = objectionOf(draft, body.offline)
    const places = placesOf(about.memory, about.storeId)
    const onDay = dayIn(about.memory.get(stores, about.storeId)?.timeZone ?? 'UTC', about.at)
    const counter = { selling: places.selling, onDay }
    const spared = settleBasket(draft, body, about, counter, object)
    const posting = postingOf(about, body)
    const taken: { lotId: Id | null; quantityMilli: number }[] = []
    // As in a sale: a lot that was chosen is taken before any lot is given.
    const chosenFirst = body.lines.toSorted((a, b) => Number(!a.lotId) - Number(!b.lotId))
    for (const { variantId, quantityMilli, lotId } of chosenFirst) {
      if (quantityMilli < 0) {
        const back = { from: places.customer, to: places.selling, quantityMilli: -quantityMilli }
        post(draft, posting, { kind: 'return', variantId, lotId, ...back })
        continue
      }
      const product = productOf(about.memory, variantId)
      const sparing = spared.get(variantId)
      const { takes, shortMilli } = take(draft, about.memory, posting, {
        kind: 'sale',
        variantId,
        lotId,
        tracked: product?.tracking === 'lot',
        from: places.selling,
        to: places.customer,
        quantityMilli,
        onDay,
        minimumLifeDays: 0,
        ...(sparing && { sparing }),
      })
      if (shortMilli > 0 && product?.stockPolicy === 'block') object('stock-short', 'Not there')
      taken.push(...takes)
    }
    return { taken }
  },
)

function postingOf(
  { storeId, terminalId, at }: About,
  { id, personId }: { readonly id: Id; readonly personId: Id },
) {
  return { storeId, terminalId, personId, document: { kind: 'checkout', id }, at }
}

const checkoutRoom: Room = {
  name: 'checkout',
  entities: [],
  operations: [],
  deciders: [checkoutDecider],
}

export const checkoutRooms: readonly Room[] = [ground, stockRoom, basketsRoom, checkoutRoom]
