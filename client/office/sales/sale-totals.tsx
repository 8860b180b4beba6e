// What a sale came to: net, each tax, rounding and total, then how it was paid, the change given, and what
// of each tender was given back since.
import type { StoredSale, Tender } from '#sales/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { tenderWord } from '../../ui/tenders.ts'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import { AccountSaid } from './account-said.tsx'
import { accountOf } from './sale-standing.ts'

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
  return (
    <section>
      <Rows rows={rows} currency={sale.currency} />
      <div className={parts.row}>
        <b>{say('tender.total')}</b>
        <b>
          <bdi>{numerals.money(sale.totalMinor, sale.currency)}</bdi>
        </b>
      </div>
      <ul className={parts.rows} aria-label={say('salesOffice.paid')}>
        {tenders.map((tender, at) => (
          <TenderRow key={`${tender.kind} ${at}`} tender={tender} currency={sale.currency} />
        ))}
      </ul>
      {changeMinor > 0 && (
        <Rows rows={[[say('salesOffice.change'), changeMinor]]} currency={sale.currency} />
      )}
      <Refunds sale={sale} />
    </section>
  )
}

function TenderRow({ tender, currency }: { tender: Tender; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const { kind, amountMinor, reference } = tender
  const account = accountOf(tender)
  return (
    <li className={parts.row}>
      <span>
        {say(tenderWord(kind))} {account !== null && <AccountSaid id={account} />}
        {kind === 'card' && reference !== null && (
          <bdi className={parts.quiet}>{say('salesOffice.slip', { reference })}</bdi>
        )}
      </span>
      <bdi>{numerals.amount(amountMinor, currency)}</bdi>
    </li>
  )
}

/** By tender, what of it was given back since; nothing where nothing was. */
function Refunds({ sale }: { sale: StoredSale }) {
  const say = useSay()
  const numerals = useNumerals()
  const back = sale.refunds.filter(({ refundedMinor }) => refundedMinor !== 0)
  if (back.length === 0) return null
  const amount = (minor: number) => numerals.amount(minor, sale.currency)
  return (
    <>
      <h3 className={parts.heading}>{say('salesOffice.refunds')}</h3>
      <ul className={parts.rows} aria-label={say('salesOffice.refunds')}>
        {back.map(({ kind, paidMinor, refundedMinor }) => (
          <li key={kind} className={parts.row}>
            <span>{say(tenderWord(kind))}</span>
            <bdi>
              {say('salesOffice.refundOf', {
                back: amount(refundedMinor),
                paid: amount(paidMinor),
              })}
            </bdi>
          </li>
        ))}
      </ul>
    </>
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
