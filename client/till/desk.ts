// What this till has in hand, kept in the browser's own database so that a reload, a crash or a sign-out loses
// nothing: the open basket, those put aside that the hub has not taken yet, the last sale, the drawer as last
// journaled here.
import { Dexie, type Table } from 'dexie'
import type { CashSession } from '#tills/contract.ts'
import type { SaleBody, SaleResult } from '#sales/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import type { ProblemBody, ProblemSlug } from '#shared/problem.ts'
import { Watched } from '../link/watched.ts'
import {
  type Basket,
  type BasketAction,
  changeBasket,
  completed,
  emptyBasket,
  type Line,
} from './basket.ts'
import type { Waiting } from './park-list.ts'
import type { Issued, ValueNote } from './paying.ts'
import { joined, type PendingVoid } from './voids.ts'

export type Made = {
  readonly body: SaleBody
  readonly receipt: string
  readonly cashier: string
  readonly customer: string | null
  /** Null until the hub has answered. */
  readonly outcome: Verdict['outcome'] | null
  readonly result: SaleResult | null
  /** What it left on gift cards, credit and vouchers, with the codes that were made for it. */
  readonly values?: readonly ValueNote[]
}
/** A drawer as this till journaled it, which the hub may not know yet. */
export type OwnDrawer = { readonly id: Id; readonly state: CashSession['state'] }
/** A sale that went on without an answer and was then not taken. */
export type Trouble = {
  readonly id: Id
  readonly receipt: string
  readonly totalMinor: number
  readonly problem: ProblemBody | null
}
export type DeskState = {
  readonly basket: Basket
  /** Put aside, and not with the hub yet. */
  readonly parked: readonly Waiting[]
  /** Lines taken out of a basket whose entry still waits for an undo. */
  readonly voids: readonly PendingVoid[]
  readonly last: Made | null
  readonly drawer: OwnDrawer | null
  /** Sales that went on without an answer: receipt and total by document. */
  readonly unanswered: readonly Omit<Trouble, 'problem'>[]
  readonly troubles: readonly Trouble[]
  /** Stored value opened here that no sale has filled yet. */
  readonly issued: readonly Issued[]
  /** What becomes of a receipt when a sale completes. */
  readonly receiptBy: 'print' | 'screen'
}

type Row = { key: string; value: DeskState }

export class Desk {
  readonly state: Watched<DeskState>
  /** False while the browser refuses to write: then a reload would lose what is in hand. */
  readonly kept = new Watched(true)
  readonly #table: Table<Row, string>
  readonly #key: string
  #saving = false
  #stale = false

  constructor(table: Table<Row, string>, key: string, state: DeskState) {
    this.#table = table
    this.#key = key
    this.state = new Watched(state)
  }

  /** Changes what is in hand; it is on the disk a moment later, in the order of the changes. */
  change(part: Partial<DeskState>): void {
    this.state.set({ ...this.state.value, ...part })
    this.#stale = true
    if (!this.#saving) void this.#save()
  }

  basket(action: BasketAction): void {
    const { basket } = this.state.value
    const next = changeBasket(basket, action)
    if (next !== basket) this.change({ basket: next })
  }

  /** The sale is made: its basket gives way to a new one; what reverses another leaves the open one alone. */
  made(sale: Made): void {
    const { basket, unanswered } = this.state.value
    const { receipt, body } = sale
    const isOpen = body.id === basket.id
    const waiting = { id: body.id, receipt, totalMinor: body.totals.totalMinor }
    this.change({
      basket: isOpen ? freshBasket() : basket,
      last: sale,
      unanswered: sale.outcome === null ? [...unanswered, waiting] : unanswered,
    })
  }

  /** Puts the open basket aside as it is described; another one takes its place, or an empty one. */
  park(aside: Omit<Waiting, 'basket' | 'refused'>, next: Basket = freshBasket()): void {
    const { basket, parked } = this.state.value
    this.change({ basket: next, parked: [...parked, { ...aside, basket, refused: null }] })
  }

  /** Takes up what was put aside and has not left this till. */
  takeBack(callId: Id): void {
    const taken = this.state.value.parked.find((each) => each.callId === callId)
    const parked = this.state.value.parked.filter((each) => each !== taken)
    if (taken) this.change({ basket: taken.basket, parked })
  }

  /** The hub has it, or says why not: then it stays here, and is not sent again. */
  parked(callId: Id, refused: ProblemSlug | null): void {
    const parked = this.state.value.parked.flatMap((each) => {
      if (each.callId !== callId) return [each]
      return refused === null ? [] : [{ ...each, refused }]
    })
    this.change({ parked })
  }

  /** Takes a line or all of them (null) out; the entry about it waits for an undo. */
  takeOut(pending: PendingVoid, lineId: Id | null): void {
    const { basket, voids } = this.state.value
    const next =
      lineId === null ? freshBasket() : changeBasket(basket, { do: 'remove', id: lineId })
    this.change({ basket: next, voids: [...voids, pending] })
  }

  /** Leaves less of a line; what was taken out of it a moment before becomes one entry with it. */
  lower(pending: PendingVoid, line: Line, before: PendingVoid | undefined): void {
    const { basket, voids } = this.state.value
    const rest = voids.filter((each) => each !== before)
    this.change({
      basket: changeBasket(basket, { do: 'lower', line, again: before !== undefined }),
      voids: [...rest, before ? joined(before, pending) : pending],
    })
  }

  /** Brings back what was taken out last, if that was not written down yet and nothing came after it. */
  putBack(nowMs: number): void {
    const { basket, voids } = this.state.value
    const lineId = basket.removed?.line.id
    const pending = voids.findLast((each) => lineId !== undefined && each.lineIds.includes(lineId))
    const next = changeBasket(basket, { do: 'undo' })
    if (!pending || pending.dueAtMs <= nowMs || next === basket) return
    this.change({ basket: next, voids: voids.filter((each) => each !== pending) })
  }

  /** What was taken out is in the journal. */
  voided(id: Id): void {
    const { voids } = this.state.value
    this.change({ voids: voids.filter(({ body }) => body.id !== id) })
  }

  /** What the hub said of a sale that had gone on without its answer. */
  answered(id: Id, verdict: Verdict): void {
    const { unanswered, troubles, last } = this.state.value
    const sale = unanswered.find((each) => each.id === id)
    if (!sale) return
    const taken = verdict.outcome === 'posted' || verdict.outcome === 'posted-with-exception'
    const trouble = { ...sale, problem: verdict.problem ?? null }
    const result = (verdict.result as SaleResult | undefined) ?? null
    this.change({
      unanswered: unanswered.filter((each) => each !== sale),
      troubles: taken ? troubles : [...troubles, trouble],
      last: last?.body.id === id ? { ...last, outcome: verdict.outcome, result } : last,
    })
  }

  async #save(): Promise<void> {
    this.#saving = true
    while (this.#stale) {
      this.#stale = false
      const row = { key: this.#key, value: this.state.value }
      const kept = await this.#table.put(row).then(
        () => true,
        () => false,
      )
      this.kept.set(kept)
    }
    this.#saving = false
  }
}

export function freshBasket(): Basket {
  return emptyBasket(newId(Date.now()))
}

/** The desk of a till that has not sold yet. */
export const freshState = (): DeskState => ({
  basket: freshBasket(),
  parked: [],
  voids: [],
  last: null,
  drawer: null,
  unanswered: [],
  troubles: [],
  issued: [],
  receiptBy: 'print',
})

const opened = new Map<string, Promise<Desk>>()

/** The desk of a terminal in this browser: one, however often it is asked for. */
export function openDesk(terminalId: Id): Promise<Desk> {
  let desk = opened.get(terminalId)
  if (!desk) {
    desk = readDesk(terminalId)
    opened.set(terminalId, desk)
  }
  return desk
}

async function readDesk(terminalId: Id): Promise<Desk> {
  const db = new Dexie('mizan-till')
  db.version(1).stores({ desks: 'key' })
  const table = db.table<Row, string>('desks')
  const kept = await table.get(terminalId)
  const state = { ...freshState(), ...kept?.value }
  return new Desk(table, terminalId, { ...state, basket: completed(state.basket) })
}
