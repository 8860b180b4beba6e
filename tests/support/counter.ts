// A counter: a till at which a person sells, with its journal and its drawer. Whatever carries its
// entries to a hub is handed in, so that it can be any transport, or none.
import type { Static } from 'typebox'
import type { JournalKind } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import { nowMs } from '#kernel/clock.ts'
import { saleKind, type SaleBody, type SaleResult } from '#sales/contract.ts'
import { cashOpen } from '#tills/contract.ts'
import type { CompanyShop, Device } from './shop.ts'
import { saleOf, type SaleWish, type Wish } from './sales.ts'
import { TerminalJournal } from './terminal-journal.ts'

type Fields<K extends JournalKind> = Omit<
  Static<K['body']>,
  'id' | 'personId' | 'at' | 'offline'
> & { offline?: boolean }

/** Hands entries in; gives what the hub answered. */
export type Post = (
  fence: number,
  entries: readonly JournalEntry[],
) => Promise<{
  readonly verdicts: readonly Verdict[]
}>

export class Counter {
  readonly shop: CompanyShop
  readonly device: Device
  personId: Id
  cashSessionId: Id = newId(nowMs())
  readonly #journal: TerminalJournal
  /** What carries entries; may be changed from entry to entry. */
  post: Post

  constructor(shop: CompanyShop, device: Device, personId: Id, post: Post) {
    this.shop = shop
    this.device = device
    this.personId = personId
    this.post = post
    this.#journal = new TerminalJournal(device.fence)
  }

  /** Writes an entry into the journal without sending it. */
  write<K extends JournalKind>(kind: K, fields: Fields<K>, id = newId(nowMs())): JournalEntry {
    const { personId } = this
    const body = { id, personId, at: this.shop.kernel.at(), offline: false, ...fields }
    return this.#journal.write(kind.name, body)
  }

  writeSale(body: SaleBody): JournalEntry {
    return this.#journal.write(saleKind.name, body)
  }

  async send(entry: JournalEntry): Promise<Verdict> {
    const { verdicts } = await this.post(this.device.fence, [entry])
    const [verdict] = verdicts
    if (!verdict) throw new Error('there is no verdict')
    return verdict
  }

  /** Opens the drawer. */
  async open(floatMinor = 10_000): Promise<Verdict> {
    const entry = this.write(cashOpen, { floatMinor })
    const verdict = await this.send(entry)
    if (verdict.outcome === 'posted') this.cashSessionId = entry.id
    return verdict
  }

  /** The body of a sale of these goods, paid in cash unless tenders are given. */
  bodyOf(wishes: Wish[], sale: SaleWish = {}): SaleBody {
    return saleOf(this.shop, this, wishes, sale)
  }

  async sell(
    wishes: Wish[],
    sale: SaleWish = {},
  ): Promise<Verdict & { readonly body: SaleBody; readonly sold: SaleResult }> {
    const body = this.bodyOf(wishes, sale)
    const verdict = await this.send(this.writeSale(body))
    return { ...verdict, body, sold: verdict.result as SaleResult }
  }
}
