// A sale to print: two lines of a shop, one of them discounted, paid in cash with change and rounding. Each test
// changes what it needs; nothing here decides anything.
import type { SaleBody, SaleLine } from '#sales/contract.ts'
import type { Store } from '#stores/contract.ts'
import type { Names } from '../../../client/look/locale.ts'
import type { Paper } from '../../../client/printing/paper.ts'
import type { Setting } from '../../../client/printing/press.ts'
import { type Goods, salePaper, type Sold } from '../../../client/printing/sale-paper.ts'
import { Counter, newOne } from '../till/counter.ts'

const at = '2026-11-23T10:00:00.000Z'

export class CounterSale {
  readonly counter = new Counter()
  readonly shop: Store
  readonly setting: Setting

  constructor(locale: 'en' | 'ar', bothLanguages = false) {
    this.shop = {
      ...this.counter.shop,
      locale,
      currency: locale === 'en' ? 'GBP' : 'EGP',
      receiptHeader: { en: 'Al Waha', ar: 'الواحة' },
      address: { en: '12 Edgware Road', ar: '١٢ شارع النصر' },
      taxNumber: '100-200-300',
    }
    this.setting = { shop: this.shop, terminal: 'T1', bothLanguages }
  }

  named(names: Names): void {
    const { products, bread } = this.counter
    const product = products.get(bread.productId)
    if (product) products.set(product.id, { ...product, name: names })
  }

  line(part: Partial<SaleLine> = {}): SaleLine {
    return {
      id: newOne(),
      variantId: this.counter.bread.id,
      quantityMilli: 2000,
      lotId: null,
      unitPriceCentiMinor: 100_000,
      packMilli: 1000,
      decision: { priceId: null, listId: null, version: null, by: 'list' },
      discounts: [],
      amountMinor: 2000,
      taxId: null,
      returnOf: null,
      issues: null,
      ...part,
    }
  }

  body(part: Partial<SaleBody> = {}): SaleBody {
    return {
      id: newOne(),
      at,
      businessOn: '2026-11-23',
      personId: newOne(),
      cashSessionId: newOne(),
      customerId: null,
      currency: this.shop.currency,
      offline: false,
      lines: [this.line()],
      tenders: [{ kind: 'cash', amountMinor: 5000, reference: null }],
      changeMinor: 3000,
      totals: {
        netMinor: 1754,
        taxMinor: 246,
        roundingMinor: 0,
        totalMinor: 2000,
        taxes: [{ category: 'S', ratePpm: 140_000, netMinor: 1754, taxMinor: 246 }],
      },
      salesPersonId: null,
      channel: 'store',
      customerGroupId: null,
      taxPositionId: null,
      priceVersion: null,
      basketId: null,
      voidOf: null,
      approvals: [],
      ...part,
    }
  }

  get goods(): Goods {
    const { variants, products, lots, tax } = this.counter
    return {
      variant: (id) => variants.get(id),
      product: (id) => products.get(id),
      lot: (id) => lots.get(id),
      taxes: new Map([[tax.id, tax]]),
    }
  }

  paper(part: Partial<SaleBody> = {}, sold: Partial<Sold> = {}): Paper {
    return salePaper(
      {
        body: this.body(part),
        receipt: 'CAI-T1-1-5',
        cashier: 'Amelia',
        customer: null,
        result: null,
        ...sold,
      },
      this.goods,
      this.setting,
    )
  }
}
