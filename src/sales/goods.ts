// The goods of a sale: what comes back is put where it belongs, what is sold is taken lot by lot, and
// what an offline sale took without it being there is owed by the shortage location.
import { dayIn } from '#shared/days.ts'
import { NO_LOT, type Id } from '#shared/ids.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import type { Spared } from '#baskets/service.ts'
import { lots, virtualKinds, type Location } from '#stock/contract.ts'
import { lotFault, type Sparing } from '#stock/rules.ts'
import { holdingsOf, post, take, type Posting } from '#stock/service.ts'
import type { SaleBody, SaleResult } from './contract.ts'
import type { Plan, PlannedLine } from './plan.ts'

type LineResult = SaleResult['lines'][number]

/** Moves the goods of one sale. */
export class Goods {
  readonly #draft: Draft
  readonly #about: About
  readonly #plan: Plan
  readonly #object: Objection
  readonly #posting: Posting
  /** The business day that goods are judged by. */
  readonly onDay: string

  /** `object` is told what is not there. */
  constructor(draft: Draft, about: About, body: SaleBody, plan: Plan, object: Objection) {
    this.#draft = draft
    this.#about = about
    this.#plan = plan
    this.#object = object
    const { storeId, terminalId, at } = about
    const document = { kind: 'sale', id: body.id }
    this.#posting = { storeId, terminalId, personId: body.personId, document, at }
    // What was sold offline is judged by the day it was sold.
    this.onDay = dayIn(plan.store.timeZone, body.offline ? body.at : at)
  }

  /** What became of each line, in their order. `soldFrom` gives the lot a return was sold from. */
  move(soldFrom: (index: number) => Id | null, spared: Spared): LineResult[] {
    const { lines } = this.#plan
    const results = this.#nothing()
    // What comes back may be sold again at once; and a lot that was chosen is taken before the hub
    // gives it to a line that has no wish.
    for (const pass of [isReturn, isChosen, isOpen]) {
      for (const [i, planned] of lines.entries()) {
        const result = results[i]
        if (!result || !planned.place || !pass(planned)) continue
        if (pass === isReturn) this.#putBack(planned, result, soldFrom(i))
        else this.#take(planned, result, spared.get(planned.line.variantId))
      }
    }
    return results
  }

  /**
   * The same for a reversal, whose lines are those of what it reverses: each lot goes back to where it
   * came from, whatever has become of the lot since.
   */
  undo(reversed: SaleResult): LineResult[] {
    const results = this.#nothing()
    for (const [i, planned] of this.#plan.lines.entries()) {
      const [result, before] = [results[i], reversed.lines[i]]
      if (result && before && planned.place) this.#undoLine(planned, before, result)
    }
    return results
  }

  #nothing(): LineResult[] {
    return this.#plan.lines.map(({ line }) => ({ lineId: line.id, lots: [], shortMilli: 0 }))
  }

  #undoLine({ line, place }: PlannedLine, before: LineResult, result: LineResult): void {
    if (!place) return
    const { customer, shortage } = this.#plan.places
    const { variantId } = line
    const posting = { ...this.#posting, reason: line.returnOf?.reason ?? '' }
    for (const { lotId, quantityMilli } of before.lots) {
      result.lots.push({ lotId, quantityMilli: -quantityMilli })
      const goods = { variantId, lotId, quantityMilli: Math.abs(quantityMilli) }
      if (quantityMilli > 0) {
        post(this.#draft, posting, { ...goods, kind: 'return', from: customer, to: place })
      } else this.#leaveAgain(line.id, posting, goods, place, result)
    }
    if (before.shortMilli > 0) {
      const goods = { variantId, lotId: null, quantityMilli: before.shortMilli }
      post(this.#draft, posting, { ...goods, kind: 'settlement', from: customer, to: shortage })
    }
  }

  #leaveAgain(
    lineId: Id,
    posting: Posting,
    goods: { readonly variantId: Id; readonly lotId: Id | null; readonly quantityMilli: number },
    from: Location,
    result: LineResult,
  ): void {
    const { variantId, lotId, quantityMilli } = goods
    const { customer, shortage } = this.#plan.places
    const held = isVirtual(from)
      ? quantityMilli
      : holdingsOf(this.#draft, this.#about.memory, from, variantId).reduce((sum, each) => {
          return each.lotId === (lotId ?? NO_LOT) ? sum + each.onHandMilli : sum
        }, 0)
    const thereMilli = Math.min(quantityMilli, Math.max(0, held))
    const shortMilli = quantityMilli - thereMilli
    if (shortMilli > 0) {
      const detail = `${shortMilli} of ${variantId} are gone since`
      this.#object('stock-short', detail, { lineId, availableMilli: thereMilli })
      const short = { variantId, lotId, quantityMilli: shortMilli }
      post(this.#draft, posting, { ...short, kind: 'shortage', from: shortage, to: customer })
      result.shortMilli += shortMilli
    }
    if (thereMilli === 0) return
    const there = { variantId, lotId, quantityMilli: thereMilli }
    post(this.#draft, posting, { ...there, kind: 'sale', from, to: customer })
  }

  #take({ line, product }: PlannedLine, result: LineResult, sparing: Sparing | undefined): void {
    const tracked = product?.tracking === 'lot'
    const { variantId, quantityMilli } = line
    const { selling, customer, shortage } = this.#plan.places
    const minimumLifeDays = product?.minimumLifeDays ?? 0
    const lotId = tracked ? this.#knownLot(line.id, variantId, line.lotId) : null
    if (lotId) this.#judgeLot(line.id, lotId, minimumLifeDays)
    const { takes, shortMilli } = take(this.#draft, this.#about.memory, this.#posting, {
      kind: 'sale',
      variantId,
      lotId,
      tracked,
      from: selling,
      to: customer,
      quantityMilli,
      onDay: this.onDay,
      minimumLifeDays,
      ...(sparing && { sparing }),
    })
    result.lots = takes
    result.shortMilli = shortMilli
    if (shortMilli === 0) return
    const policy = tracked ? 'block' : (product?.stockPolicy ?? 'warn')
    const availableMilli = quantityMilli - shortMilli
    const detail = `${shortMilli} of ${variantId} were not there`
    if (policy === 'block') this.#object('stock-short', detail, { lineId: line.id, availableMilli })
    else if (policy === 'warn') this.#draft.exception('oversold', detail)
    post(this.#draft, this.#posting, {
      kind: 'shortage',
      variantId,
      lotId,
      from: shortage,
      to: customer,
      quantityMilli: shortMilli,
    })
  }

  #putBack({ line, product, place }: PlannedLine, result: LineResult, soldFrom: Id | null): void {
    if (!place || !line.returnOf) return
    const tracked = product?.tracking === 'lot'
    const { variantId } = line
    const lotId = tracked ? this.#knownLot(line.id, variantId, line.lotId ?? soldFrom) : null
    const { disposition, reason } = line.returnOf
    if (tracked && disposition !== 'scrap') {
      if (lotId === null) this.#object('lot-required', 'Which lot comes back?', { lineId: line.id })
      else if (disposition === 'restock') this.#judgeLot(line.id, lotId, product.minimumLifeDays)
    }
    const quantityMilli = -line.quantityMilli
    const from = this.#plan.places.customer
    const transfer = { kind: 'return', variantId, lotId, from, to: place, quantityMilli } as const
    post(this.#draft, { ...this.#posting, reason }, transfer)
    result.lots = [{ lotId, quantityMilli: line.quantityMilli }]
  }

  /** The lot that was named, if it is one of this variant. */
  #knownLot(lineId: Id, variantId: Id, lotId: Id | null): Id | null {
    if (lotId === null) return null
    const lot = this.#about.memory.get(lots, lotId)
    if (lot?.variantId === variantId) return lotId
    this.#object('not-found', `The variant has no lot ${lotId}`, { lineId })
    return null
  }

  #judgeLot(lineId: Id, lotId: Id, minimumLifeDays: number): void {
    const lot = this.#about.memory.get(lots, lotId)
    const fault = lot && lotFault(lot, this.onDay, minimumLifeDays)
    if (fault) this.#object(fault, `Lot ${lot.code}`, { lineId })
  }
}

const isVirtual = ({ kind }: Location) => virtualKinds.includes(kind)
const isReturn = ({ line }: PlannedLine) => line.quantityMilli < 0
const isChosen = ({ line }: PlannedLine) => line.quantityMilli > 0 && line.lotId !== null
const isOpen = ({ line }: PlannedLine) => line.quantityMilli > 0 && line.lotId === null
