// Explaining a sold line: its chain computed again from the journal, the price of its decision and the
// taxes of its document, and whether that is what was charged.
import type { Input, Output } from '#shared/contract.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { customerGroups } from '#customers/contract.ts'
import { priceLists, type Price } from '#prices/contract.ts'
import { priceColumns } from '#prices/entities.ts'
import { stores, taxes } from '#stores/contract.ts'
import type { salesExplain } from './explain-contract.ts'
import { explainLine } from './explain-rules.ts'
import { get } from './service.ts'

/** The steps that led to the amount of a line of a sale. */
export async function explain(
  ask: Ask,
  { storeId, saleId, lineId }: Input<typeof salesExplain>,
): Promise<Output<typeof salesExplain>> {
  const { body } = await get(ask, { storeId, saleId })
  const line = body.lines.find(({ id }) => id === lineId)
  if (!line) throw new Problem('not-found', 'The sale has no such line')
  const store = ask.memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  const { priceId, version } = line.decision
  const [price = null] = priceId
    ? await ask.sql<Price>(`select ${priceColumns} from price where id = $1`, [priceId])
    : []
  const list = price ? ask.memory.get(priceLists, price.listId) : undefined
  const group = body.customerGroupId && ask.memory.get(customerGroups, body.customerGroupId)
  const { steps, amountMinor } = explainLine({
    line,
    price,
    list,
    groupName: group ? group.name : null,
    settings: store,
    taxes: ask.memory.records(taxes),
  })
  // In a document that rounds once, the tax of a line is its part of the whole.
  const [kept] = await ask.sql<{ netMinor: number; taxMinor: number }>(
    `select net_minor as "netMinor", tax_minor as "taxMinor" from sale_line
      where store_id = $1 and sale_id = $2 and id = $3`,
    [storeId, saleId, lineId],
  )
  return {
    saleId,
    lineId,
    variantId: line.variantId,
    quantityMilli: line.quantityMilli,
    currency: body.currency,
    pricesIncludeTax: store.pricesIncludeTax,
    version,
    priceId,
    steps,
    amountMinor,
    netMinor: kept?.netMinor ?? 0,
    taxMinor: kept?.taxMinor ?? 0,
    agrees: amountMinor === line.amountMinor,
  }
}
