// How a line of the open basket comes to its amount, by the same rule that explains a line that was sold.
import type { ExplainStep } from '#sales/contract.ts'
import { explainLine } from '#sales/rules.ts'
import type { Basket, Line } from './basket.ts'
import { saleLines } from './document.ts'
import type { Shelf } from './shelf.ts'

export type Explained = {
  readonly steps: readonly ExplainStep[]
  readonly amountMinor: number
  /** The price version the line is charged by, and since when its price holds. */
  readonly version: number | null
  readonly since: string | null
}

/** The chain of a line, from the list to the tax. */
export function explained(line: Line, basket: Basket, shelf: Shelf): Explained | undefined {
  const at = basket.lines.findIndex(({ id }) => id === line.id)
  const sold = saleLines(basket, shelf)[at]
  if (!sold) return undefined
  const { decision } = line.charge
  const price = shelf.pricesOf(line.variantId).find(({ id }) => id === decision.priceId) ?? null
  const list = decision.listId === null ? undefined : shelf.lists.get(decision.listId)
  const groupId = basket.customer?.groupId ?? null
  const chain = explainLine({
    line: sold,
    price,
    list,
    groupName: groupId === null ? null : (shelf.group(groupId)?.name ?? null),
    settings: shelf.shop,
    taxes: shelf.taxes,
  })
  return { ...chain, version: decision.version, since: price?.validFrom ?? null }
}
