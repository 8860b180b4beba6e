// The sales that were put aside in this store, as a till lists them: those the hub keeps for every till, and those that
// wait here for the link. The one that is open at this till is not among them.
import type { ParkedSale } from '#baskets/contract.ts'
import { isOpenElsewhere } from '#baskets/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { ProblemSlug } from '#shared/problem.ts'
import type { Basket } from './basket.ts'

/** Put aside here and not with the hub yet. */
export type Waiting = {
  readonly basket: Basket
  readonly label: string
  readonly totalMinor: number
  readonly at: string
  readonly personId: Id
  /** The same however often it is sent, so that it is parked once. */
  readonly callId: Id
  /** Why the hub did not take it; it stays here then. */
  readonly refused: ProblemSlug | null
}
export type Aside = {
  readonly id: Id
  readonly label: string
  readonly at: string
  readonly totalMinor: number
  readonly lines: number
  readonly ownerId: Id
  readonly terminalId: Id
} & (
  | {
      readonly kind: 'hub'
      readonly sale: ParkedSale
      /** Who has it open at another till, until when. */
      readonly openAt: { readonly terminalId: Id; readonly personId: Id } | null
    }
  | { readonly kind: 'here'; readonly waiting: Waiting }
)

export type Scene = { readonly terminalId: Id; readonly at: string; readonly basket: Basket }

/** All of them, the newest first. */
export function asideOf(
  sales: readonly ParkedSale[],
  waiting: readonly Waiting[],
  { terminalId, at, basket }: Scene,
): Aside[] {
  const here = new Map(waiting.map((each) => [each.basket.basketId, each]))
  const list: Aside[] = []
  for (const sale of sales) {
    if (sale.id === basket.basketId || here.has(sale.id)) continue
    const { id, label, totalMinor, content, ownerId, lease } = sale
    const openAt = lease && isOpenElsewhere(lease, terminalId, at) ? lease : null
    const common = { id, label, totalMinor, ownerId, at: sale.at, terminalId: sale.terminalId }
    list.push({ kind: 'hub', ...common, lines: content.lines.length, sale, openAt })
  }
  for (const [id, each] of here) {
    const { label, totalMinor, personId, basket: kept } = each
    const common = { id, label, totalMinor, ownerId: personId, at: each.at, terminalId }
    list.push({ kind: 'here', ...common, lines: kept.lines.length, waiting: each })
  }
  return list.sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** What became of a parked sale while it was open here: another till has it, or it was sold or thrown away. */
export type Lost =
  | { readonly kind: 'taken'; readonly terminalId: Id; readonly personId: Id }
  | { readonly kind: 'gone' }

export function lostOf(
  { parkedVersion }: Pick<Basket, 'parkedVersion'>,
  sale: ParkedSale | undefined,
  terminalId: Id,
): Lost | null {
  if (parkedVersion === null) return null
  if (!sale) return { kind: 'gone' }
  const { lease, version } = sale
  if (version <= parkedVersion || lease?.terminalId === terminalId) return null
  const whose = lease ?? { terminalId: sale.terminalId, personId: sale.ownerId }
  return { kind: 'taken', terminalId: whose.terminalId, personId: whose.personId }
}
