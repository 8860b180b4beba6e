// What a till journals for an invoice of the file: a sale, or a return without receipt, at the file's
// price, overridden by name where the list says otherwise.
import { newId, type Id } from '#shared/ids.ts'
import { buildSale, type NewLine, type SaleSettings } from '#sales/rules.ts'
import type { SaleBody, Tender } from '#sales/contract.ts'
import { centiPenceOf, penceOf } from './arithmetic.ts'
import type { FileInvoice, FileLine } from './file.ts'
import type { Good, Shop } from './shop.ts'

/** A store without taxes that rounds each line. */
const settings: SaleSettings = {
  currency: 'GBP',
  pricesIncludeTax: true,
  taxRounding: 'line',
  cashRoundingMinor: 1,
}
const noTaxes = { get: () => undefined }
const id = () => newId(Date.now())

/** The body of an invoice that is a sale or a return. `place` spreads tenders over invoices. */
export function saleOf(
  invoice: FileInvoice,
  shop: Shop,
  cashSessionId: Id,
  place: number,
): SaleBody {
  const at = new Date().toISOString()
  const lines = invoice.lines.map((line) => lineOf(invoice, line, goodOf(shop, line.code)))
  const totalMinor = Number(
    invoice.lines.reduce((sum, { price, quantity }) => sum + penceOf(price, quantity), 0n),
  )
  return buildSale(
    {
      id: id(),
      at,
      businessOn: at.slice(0, 10),
      personId: shop.cashierId,
      cashSessionId,
      customerId: null,
      offline: false,
      lines,
      tenders: tendersOf(invoice, totalMinor, place),
    },
    settings,
    noTaxes,
  )
}

function goodOf(shop: Shop, code: string): Good {
  const good = shop.goods.get(code)
  if (!good) throw new Error(`${code} was not imported`)
  return good
}

function lineOf(invoice: FileInvoice, line: FileLine, good: Good): NewLine {
  const unitPriceCentiMinor = centiPenceOf(line.price)
  const listed = unitPriceCentiMinor === good.unitPriceCentiMinor
  return {
    id: id(),
    variantId: good.variantId,
    quantityMilli: line.quantity * 1000,
    lotId: null,
    unitPriceCentiMinor,
    decision: listed
      ? { priceId: good.priceId, listId: good.listId, version: good.version, by: 'list' }
      : {
          priceId: null,
          listId: null,
          version: null,
          by: 'override',
          reason: 'The price in the file',
        },
    taxId: null,
    returnOf:
      invoice.kind === 'return'
        ? {
            saleId: null,
            lineId: null,
            reason: `Cancellation ${invoice.number}`,
            disposition: 'restock',
          }
        : null,
  }
}

// Every third sale in cash, every third on a card, every third in both; money goes back by card.
function tendersOf({ number }: FileInvoice, totalMinor: number, place: number): Tender[] {
  if (totalMinor === 0) return []
  const cash = (amountMinor: number): Tender => ({ kind: 'cash', amountMinor, reference: null })
  const card = (amountMinor: number): Tender => ({ kind: 'card', amountMinor, reference: number })
  if (totalMinor < 0 || place % 3 === 1) return [card(totalMinor)]
  if (place % 3 === 0 || totalMinor < 2) return [cash(totalMinor)]
  const part = Math.floor(totalMinor / 2)
  return [cash(part), card(totalMinor - part)]
}
