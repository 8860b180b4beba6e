// What a session came to: trade, payments by kind, taxes, money moved by hand and the drawer, the same for X and Z.
import type { SessionTotals } from '#tills/seal-contract.ts'
import { useNumerals } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import { Line, Lines, Section } from './lines.tsx'
import { drawerLines, moveLines, tradeLines } from './report-lines.ts'

type TotalsProps = {
  readonly totals: SessionTotals
  readonly held: Parameters<typeof drawerLines>[0]
  readonly currency: string
}

const kinds = ['cash', 'card', 'gift-card', 'store-credit', 'voucher', 'on-account'] as const

/** How a kind of payment is called; one that this version does not know is named as it is. */
export function useTenderName() {
  const say = useSay()
  return (kind: string) => {
    const known = kinds.find((each) => each === kind)
    return known ? say(`cash.tender.${known}`) : kind
  }
}

export function Totals({ totals, held, currency }: TotalsProps) {
  const say = useSay()
  const numerals = useNumerals()
  const tenderName = useTenderName()
  const money = (amountMinor: number) => (
    <Money amountMinor={amountMinor} currency={currency} shown="short" />
  )
  const moves = moveLines(totals.moves)
  return (
    <>
      <Section title={say('cash.trade')}>
        <Lines lines={tradeLines(totals)} currency={currency} />
      </Section>
      {totals.tenders.length > 0 && (
        <Section title={say('cash.tenders')}>
          {totals.tenders.map(({ kind, count, amountMinor }) => (
            <Line key={kind} words={`${tenderName(kind)} × ${numerals.count(count)}`}>
              {money(amountMinor)}
            </Line>
          ))}
        </Section>
      )}
      {totals.taxes.length > 0 && (
        <Section title={say('cash.taxes')}>
          {totals.taxes.map(({ category, ratePpm, netMinor, taxMinor }) => (
            <Line
              key={`${category} ${ratePpm}`}
              words={say('cash.taxOn', {
                rate: numerals.percent(ratePpm),
                net: numerals.money(netMinor, currency),
              })}
            >
              {money(taxMinor)}
            </Line>
          ))}
        </Section>
      )}
      {moves.length > 0 && (
        <Section title={say('cash.moves')}>
          <Lines lines={moves} currency={currency} />
        </Section>
      )}
      <Section title={say('cash.drawer')}>
        <Lines lines={drawerLines(held)} currency={currency} />
      </Section>
    </>
  )
}
