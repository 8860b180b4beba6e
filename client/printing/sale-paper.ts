// The receipt of a sale, a return, an exchange or a reversal: everything a customer needs to check it and to come back
// with it. It decides nothing about the sale; it only says what its body says.
import { fullName } from '#catalog/rules.ts'
import type { Product, Variant } from '#catalog/contract.ts'
import type { SaleBody, SaleLine, SaleResult, Tender } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Lot } from '#stock/contract.ts'
import type { Tax } from '#stores/contract.ts'
import type { Names } from '../look/locale.ts'
import { tenderKeys } from '../ui/tenders.ts'
import { ar } from '../words/ar.ts'
import { en } from '../words/en.ts'
import { type Paper, type PaperItem, qr, row, rule, span, text } from './paper.ts'
import { type PaperWord, type Press, pressOf, type Setting, sumRow } from './press.ts'
import { type PaperValue, valueItems } from './value-items.ts'

/** What a receipt is of, as the till holds it. */
export type Sold = {
  readonly body: SaleBody
  readonly receipt: string
  readonly cashier: string
  readonly customer: string | null
  readonly result: SaleResult | null
  /** Who served, where somebody else took the money. */
  readonly salesPerson?: string
  /** What it left on gift cards, credit and vouchers. */
  readonly values?: readonly PaperValue[]
}
/** Where names are looked up. */
export type Goods = {
  readonly variant: (id: Id) => Variant | undefined
  readonly product: (id: Id) => Product | undefined
  readonly lot: (id: Id) => Lot | undefined
  readonly taxes: ReadonlyMap<Id, Tax>
}

export function salePaper(sold: Sold, goods: Goods, setting: Setting): Paper {
  const press = pressOf(setting)
  const { body } = sold
  const middle = { align: 'middle', size: 'small' } as const
  return press.paper([
    ...press.head(),
    rule,
    ...particulars(sold, press),
    rule,
    ...body.lines.flatMap((line) => lineItems(line, lotsOf(line, sold, goods), goods, press)),
    rule,
    ...sums(body, goods, press),
    ...valueItems(sold.values ?? [], press),
    rule,
    qr(sold.receipt),
    ...press.say('scan').map((each) => text([each], middle)),
    text(press.say('thanks'), { align: 'middle', strong: true }),
  ])
}

function kindOf(body: SaleBody): PaperWord {
  if (body.voidOf !== null) return 'reversal'
  const back = body.lines.some(({ quantityMilli }) => quantityMilli < 0)
  const out = body.lines.some(({ quantityMilli }) => quantityMilli > 0)
  if (back && out) return 'exchange'
  return back ? 'refund' : 'receipt'
}

function particulars(sold: Sold, press: Press): PaperItem[] {
  const { body, customer, result, salesPerson } = sold
  const items = [
    row(press.say(kindOf(body)), [span(sold.receipt, 'code')]),
    row([press.moment(body.at)], [span(press.setting.terminal), span(sold.cashier)]),
  ]
  if (salesPerson !== undefined) items.push(row(press.say('salesPerson'), salesPerson))
  if (customer !== null) items.push(row(press.say('customer'), customer))
  if (result) items.push(row(press.say('invoice'), [span(result.invoiceNumber, 'code')]))
  return items
}

const small = { size: 'small' } as const

/** The lots that were sold, once the hub has said so; before that only one that somebody chose. */
function lotsOf({ id, lotId }: SaleLine, { result }: Sold, goods: Goods): Lot[] {
  const taken = result?.lines.find(({ lineId }) => lineId === id)?.lots ?? [{ lotId }]
  return taken.flatMap((each) => (each.lotId === null ? [] : (goods.lot(each.lotId) ?? [])))
}

function lineItems(line: SaleLine, lots: readonly Lot[], goods: Goods, press: Press): PaperItem[] {
  const variant = goods.variant(line.variantId)
  const product = variant && goods.product(variant.productId)
  const names: Names = product && variant ? fullName(product, variant) : { en: '', ar: '' }
  const other = press.otherName(names)
  const items = [
    row(press.own(names), press.money(line.amountMinor), { size: 'large', strong: true }),
    ...(other === null ? [] : [text([span(other, 'second')], small)]),
    row(
      [span(priced(line, variant, press))],
      lots.length > 0
        ? [...press.name(lotWords(lots.length)), ...lots.map(({ code }) => span(code, 'code'))]
        : [],
      small,
    ),
  ]
  for (const { amountMinor, reason } of line.discounts) {
    const why = reason === null ? [] : [span(reason)]
    items.push(row([...press.say('discount'), ...why], press.money(-amountMinor), small))
  }
  if (line.returnOf) items.push(row(press.say('returned'), reasonOf(line.returnOf.reason, press)))
  return items
}

const lotWords = (count: number): Names =>
  count === 1 ? { en: en.line.lot, ar: ar.line.lot } : { en: en.line.lots, ar: ar.line.lots }

function priced(line: SaleLine, variant: Variant | undefined, press: Press): string {
  const { figures, setting } = press
  const code = variant?.unit ?? 'C62'
  const { figure, unit } = figures.quantity(line.quantityMilli, code)
  const price = figures.unitPriceParts(line.unitPriceCentiMinor, setting.shop.currency).figure
  const once = `${[figure, unit].filter(Boolean).join(' ')} × ${price}`
  if (line.packMilli === 1000) return once
  const pack = figures.quantity(line.packMilli, code)
  return `${once} / ${[pack.figure, pack.unit].filter(Boolean).join(' ')}`
}

/** The till's own reasons are said in words; what somebody typed stays as it is. */
function reasonOf(reason: string, press: Press) {
  const inEnglish: Readonly<Record<string, string>> = { ...en.undoing.reason, ...en.reason }
  const inArabic: Readonly<Record<string, string>> = { ...ar.undoing.reason, ...ar.reason }
  const [english, arabic] = [inEnglish[reason], inArabic[reason]]
  return english && arabic ? press.name({ en: english, ar: arabic }) : reason
}

function sums(body: SaleBody, goods: Goods, press: Press): PaperItem[] {
  const { totals, tenders, changeMinor, currency } = body
  const taxed = totals.taxes.filter(({ ratePpm }) => ratePpm > 0)
  return [
    ...(totals.roundingMinor === 0 ? [] : [sumRow(press, 'rounding', totals.roundingMinor)]),
    {
      kind: 'total',
      start: press.say('total'),
      end: [span(press.figures.money(totals.totalMinor, currency))],
    },
    ...tenders.map((tender) => tenderRow(tender, press)),
    ...(changeMinor > 0 ? [sumRow(press, 'change', changeMinor, true)] : []),
    ...(taxed.length > 0 ? [sumRow(press, 'net', totals.netMinor)] : []),
    ...taxed.map(({ category, ratePpm, taxMinor }) =>
      row(
        [...taxName(category, ratePpm, goods, press), span(press.figures.percent(ratePpm))],
        press.money(taxMinor),
      ),
    ),
  ]
}

/** What the company calls a tax of this category and rate; VAT where two of its taxes share them. */
function taxName(category: string, ratePpm: number, goods: Goods, press: Press) {
  const names = Array.from(goods.taxes.values())
    .flatMap(({ parts }) => parts)
    .filter((part) => part.category === category && part.ratePpm === ratePpm)
    .map(({ name }) => name)
  const [name] = names
  const isOne = name && names.every((each) => each.en === name.en && each.ar === name.ar)
  return isOne ? press.name(name) : press.say('tax')
}

function tenderRow({ kind, reference, amountMinor }: Tender, press: Press): PaperItem {
  // Of stored value the reference is an account, which means nothing to the customer.
  const slip = kind === 'card' && reference !== null ? [span(reference, 'code')] : []
  return row([...press.say(tenderKeys[kind]), ...slip], press.money(amountMinor), { strong: true })
}
