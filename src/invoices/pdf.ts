// The PDF of an invoice, made of the text that was hashed and the customer's record, so that it says
// what was issued whatever has changed since. It puts figures into words; how they look, the template
// says.
import type { LocalName } from '#shared/names.ts'
import { tenderName } from '#shared/tenders.ts'
import { isUnit, units } from '#shared/units.ts'
import {
  amountFigure,
  currencyFigure,
  dayFigure,
  quantityFigure,
  rateFigure,
  unitPriceFigure,
  type Language,
} from '#kernel/figures.ts'
import { paperDate, typeset } from '#kernel/typesetter.ts'
import type { InvoiceBody, InvoiceLine } from './contract.ts'
import { invoiceTemplate } from './invoice.typ.ts'
import { taxName, words } from './words.ts'

/** Everything an invoice's paper is made of. */
export type PrintedInvoice = {
  readonly body: InvoiceBody
  readonly hash: string
  /** Of the document before it in its series; null for the first. */
  readonly previousNumber: string | null
  readonly customer: Buyer | null
  /** The language that leads; the other stands beside it. */
  readonly language: Language
}
export type Buyer = {
  readonly name: string
  readonly address: string | null
  readonly taxNumber: string | null
}

/** The bytes of the PDF; the same invoice gives the same bytes. */
export async function invoicePdf(printed: PrintedInvoice): Promise<Buffer> {
  const { body, hash, previousNumber, customer, language } = printed
  const { currency, seller } = body
  const amount = (amountMinor: number) => amountFigure(amountMinor, currency)
  return typeset(invoiceTemplate, {
    first: language,
    title: body.number,
    date: paperDate(body.issuedOn),
    words: headings(body),
    number: body.number,
    previousNumber: previousNumber ?? words.firstOfSeries[language],
    hash: (hash.match(/.{1,4}/g) ?? []).join(' '),
    qr: await qrCode(printed),
    seller: {
      name: seller.name,
      lines: lines(seller.address, language),
      taxNumber: seller.taxNumber,
    },
    buyer: customer && {
      name: same(customer.name),
      lines: customer.address ? customer.address.split('\n') : [],
      taxNumber: customer.taxNumber,
    },
    facts: [
      fact(words.issued, dayFigure(body.issuedOn, language)),
      fact(words.currency, currencyNames(currency)),
      { ...fact(words.receipt, body.receipt), isCode: true },
      ...(body.precedingNumbers ?? []).map((number) => {
        return { ...fact(words.preceding, number), isCode: true }
      }),
    ],
    hasLots: body.lines.some(({ lots }) => lots.length > 0),
    lines: body.lines.map((line, i) => ({ no: i + 1, ...printedLine(line, currency, language) })),
    taxes: body.taxes.map((tax) => ({
      name: taxRowName(tax),
      base: amount(tax.netMinor),
      amount: amount(tax.taxMinor),
    })),
    tenders: [
      ...body.tenders.map((tender) => ({
        name: tenderName(tender.kind),
        amount: amount(tender.amountMinor),
      })),
      ...(body.changeMinor ? [{ name: words.change, amount: amount(-body.changeMinor) }] : []),
    ],
    sums: [
      { name: words.netTotal, amount: amount(body.netMinor) },
      { name: words.taxTotal, amount: amount(body.taxMinor) },
      ...(body.roundingMinor ? [{ name: words.rounding, amount: amount(body.roundingMinor) }] : []),
    ],
    total: { name: totalName(body), amount: amount(body.payableMinor) },
  })
}

/** A tax with the reason why there is none, which the law wants on the paper. */
function taxRowName({ category, ratePpm, exemptionReason }: InvoiceBody['taxes'][number]) {
  const { en, ar } = taxName(category, rateFigure(ratePpm))
  const why = exemptionReason === undefined ? '' : ` (${exemptionReason})`
  return { en: `${en}${why}`, ar: `${ar}${why}` }
}

function headings(body: InvoiceBody) {
  const invoice = body.seller.taxNumber ? words.taxInvoice : words.invoice
  return {
    ...words,
    title: body.kind === '381' ? words.creditNote : invoice,
    unitPrice: body.pricesIncludeTax ? words.unitPriceWithTax : words.unitPrice,
    payment: body.kind === '381' ? words.refund : words.payment,
  }
}

function printedLine(line: InvoiceLine, currency: string, language: Language) {
  return {
    name: line.name,
    code: line.sku,
    discount: line.discountMinor ? amountFigure(-line.discountMinor, currency) : null,
    lots: line.lots.map(({ code, expiryOn, quantityMilli }) => ({
      code: line.lots.length > 1 ? `${code} × ${quantityFigure(quantityMilli)}` : code,
      expiry: expiryOn && dayFigure(expiryOn, language),
    })),
    quantity: quantityFigure(line.quantityMilli),
    unit: unitName(line.unit, language),
    unitPrice: unitPriceFigure(line.unitPriceCentiMinor, currency),
    tax: line.taxes
      .map(({ category, ratePpm }) => taxName(category, rateFigure(ratePpm))[language])
      .join(' + '),
    amount: amountFigure(line.netMinor, currency),
  }
}

const same = (text: string): LocalName => ({ en: text, ar: text })
const fact = (label: LocalName, value: string) => ({ label, value, isCode: false })

// Pieces need no unit; what is weighed or measured does.
function unitName(unit: string, language: Language): string | null {
  if (unit === 'C62') return null
  return isUnit(unit) ? units[unit].symbol[language] : unit
}

/** The address in the leading language, then in the other if it says something else. */
function lines({ en, ar }: LocalName, language: Language): string[] {
  const [first, second] = language === 'ar' ? [ar, en] : [en, ar]
  return [...first.split('\n'), ...(first === second ? [] : second.split('\n'))]
}

function currencyNames(currency: string): string {
  const arabic = currencyFigure(currency, 'ar')
  return arabic === currency ? currency : `${currency} ${arabic}`
}

function totalName({ kind, currency }: InvoiceBody): LocalName {
  const { en, ar } = kind === '381' ? words.totalBack : words.total
  return {
    en: `${en}, ${currencyFigure(currency, 'en')}`,
    ar: `${ar}، ${currencyFigure(currency, 'ar')}`,
  }
}

// What must agree between the paper and the series: who, which, when, how much, and the link.
async function qrCode({ body, hash }: PrintedInvoice): Promise<string> {
  const { toSVG } = await import('bwip-js/node')
  const plain = (amountMinor: number) =>
    amountFigure(amountMinor, body.currency).replaceAll(',', '')
  const text = [
    body.number,
    body.seller.taxNumber ?? '',
    body.issuedAt,
    `${plain(body.payableMinor)} ${body.currency}`,
    plain(body.taxMinor),
    hash,
  ].join('\n')
  // Level M survives a stain; the types of the package leave it out.
  const options = { bcid: 'qrcode', text, eclevel: 'M' }
  return toSVG(options)
}
