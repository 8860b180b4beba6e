// A day's sales as a PDF in both languages. It puts figures into words; how they look, the template
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
  timeFigure,
  type Language,
} from '#kernel/figures.ts'
import { paperDate, typeset } from '#kernel/typesetter.ts'
import type { DaySales } from './day-sales.ts'
import { reportTemplate } from './report.typ.ts'
import { words } from './words.ts'

/** The bytes of the PDF. */
export function daySalesPdf(day: DaySales): Promise<Buffer> {
  const { store, totals } = day
  const { currency, language } = store
  const amount = (amountMinor: number) => amountFigure(amountMinor, currency)
  return typeset(reportTemplate, {
    first: language,
    title: `${words.title[language]} ${day.businessOn}`,
    date: paperDate(day.businessOn),
    words,
    store: store.name,
    code: store.code,
    currency: currencyFigure(currency, language),
    day: dayFigure(day.businessOn, language),
    made: `${dayFigure(day.at, language, store.timeZone)} ${timeFigure(day.at, store.timeZone)}`,
    cards: [
      { name: words.sales, value: quantityFigure(totals.sales * 1000) },
      { name: words.returns, value: quantityFigure(totals.returns * 1000) },
      { name: words.total, value: amount(totals.totalMinor) },
      { name: words.net, value: amount(totals.netMinor) },
      { name: words.tax, value: amount(totals.taxMinor) },
      { name: words.rounding, value: amount(totals.roundingMinor) },
    ],
    taxes: day.taxes.map((tax) => ({
      name: same(`${tax.category} ${rateFigure(tax.ratePpm)}`),
      figures: [amount(tax.netMinor), amount(tax.taxMinor)],
    })),
    tenders: day.tenders.map(({ kind, amountMinor }) => ({
      name: tenderName(kind),
      figures: [amount(amountMinor)],
    })),
    hours: day.hours.map(({ hour, totalMinor }) => ({
      hour: String(hour).padStart(2, '0'),
      share: Math.max(totalMinor, 0),
    })),
    products: day.products.map(({ sku, name, unit, quantityMilli, amountMinor }) => ({
      sku,
      name,
      quantity: quantityFigure(quantityMilli),
      unit: unitText(unit, language),
      amount: amount(amountMinor),
    })),
  })
}

const same = (text: string): LocalName => ({ en: text, ar: text })

// Pieces need no unit; what is weighed or measured does.
function unitText(unit: string, language: Language): string | null {
  if (unit === 'C62') return null
  return isUnit(unit) ? units[unit].symbol[language] : unit
}
