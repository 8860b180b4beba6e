// What a sale came to: net, each tax, rounding and total, then how it was paid and the change given.
import type { StoredSale, Tender } from '#sales/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'

const tenderWords = {
  cash: 'cash',
  card: 'card',
  voucher: 'voucher',
  'gift-card': 'giftCard',
  'store-credit': 'storeCredit',
  'on-account': 'account',
} as const satisfies Record<Tender['kind'], string>

export function SaleTotals({ sale }: { sale: StoredSale }) {
  const say = useSay()
  const numerals = useNumerals()
  const { totals, tenders, changeMinor } = sale.body
  const rows: (readonly [string, number])[] = [
    [say('salesOffice.net'), totals.netMinor],
    ...totals.taxes.map(
      ({ category, ratePpm, taxMinor }) =>
        [say('salesOffice.tax', { category, rate: numerals.percent(ratePpm) }), taxMinor] as const,
    ),
    ...(totals.roundingMinor === 0
      ? []
      : [[say('salesOffice.rounding'), totals.roundingMinor] as const]),
  ]
  const paid = tenders.map(
    ({ kind, amountMinor }) => [say(`tender.${tenderWords[kind]}`), amountMinor] as const,
  )
  return (
    <section>
      <Rows rows={rows} currency={sale.currency} />
      <p className={parts.row}>
        <b>{say('tender.total')}</b>
        <b>
          <bdi>{numerals.money(sale.totalMinor, sale.currency)}</bdi>
        </b>
      </p>
      <Rows rows={paid} currency={sale.currency} />
      {changeMinor > 0 && (
        <Rows rows={[[say('salesOffice.change'), changeMinor]]} currency={sale.currency} />
      )}
    </section>
  )
}

function Rows(props: { rows: readonly (readonly [string, number])[]; currency: string }) {
  const numerals = useNumerals()
  return (
    <ul className={parts.rows}>
      {props.rows.map(([words, amountMinor], at) => (
        <li key={`${words} ${at}`} className={parts.row}>
          <span>{words}</span>
          <bdi>{numerals.amount(amountMinor, props.currency)}</bdi>
        </li>
      ))}
    </ul>
  )
}
