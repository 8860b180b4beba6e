// The quiet second row of a line: its unit price, lot and date, each isolated from the others.
import { useLook } from '../look/look.tsx'
import { nameIn } from '../look/locale.ts'
import { join } from '../look/numerals.ts'
import { unitName } from '../look/units.ts'
import { useSay } from '../words/index.ts'
import css from './basket-line.module.css'
import { Code } from './code.tsx'
import type { LineFact } from './line-state.ts'

export function LineFacts({ facts, currency }: { facts: readonly LineFact[]; currency: string }) {
  if (facts.length === 0) return null
  return (
    <span className={css.facts}>
      {facts.map((fact) => (
        <span key={fact.kind}>
          <Fact fact={fact} currency={currency} />
        </span>
      ))}
    </span>
  )
}

const returnWords = {
  restock: 'line.backRestock',
  quarantine: 'line.backQuarantine',
  scrap: 'line.backScrap',
} as const

function Fact({ fact, currency }: { fact: LineFact; currency: string }) {
  const { locale, numerals } = useLook()
  const say = useSay()
  const price = (centiMinor: number) => join(numerals.unitPriceParts(centiMinor, currency))
  switch (fact.kind) {
    case 'each':
      return say('line.each', { price: price(fact.unitPriceCentiMinor) })
    case 'per-unit':
      return say('line.per', {
        price: price(fact.unitPriceCentiMinor),
        unit: unitName(fact.unit, locale),
      })
    case 'lot':
      return (
        <>
          {say('line.lot')} <Code>{fact.lot}</Code>
        </>
      )
    case 'lots':
      return <Lots {...fact} />
    case 'best-before':
      return say('line.bestBefore', { date: numerals.date(fact.on) })
    case 'expires': {
      const day = fact.thisYear ? 'day' : 'day-year'
      const date = numerals.date(fact.on, fact.dayKnown ? day : 'month-year')
      return say('line.expires', { date })
    }
    case 'return':
      return <b>{say(returnWords[fact.disposition])}</b>
    case 'discount':
      return say('line.percentOff', { percent: numerals.percent(fact.ratePpm) })
    case 'pack': {
      const { figure, unit } = numerals.quantity(fact.sizeMilli, fact.unit, 'short')
      return say('line.pack', { size: unit ? `${figure} ${unit}` : figure })
    }
    case 'share':
      return say('line.share', { amount: numerals.money(-fact.amountMinor, currency) })
    case 'override':
      return fact.reason ? say('line.overrideFor', { reason: fact.reason }) : say('line.override')
    case 'reason':
      return <bdi>{fact.text}</bdi>
    case 'terms':
      return <b>{nameIn(locale, fact.names)}</b>
    case 'tax':
      return <b>{say('line.taxInstead', { tax: nameIn(locale, fact.names) })}</b>
    case 'text':
      return nameIn(locale, fact.names)
  }
}

/** So much of each lot, where one does not hold enough. */
function Lots({ lots, unit: code }: LineFact & { kind: 'lots' }) {
  const { numerals } = useLook()
  const say = useSay()
  return (
    <>
      {say('line.lots')}
      {lots.map(({ lot, quantityMilli }, i) => {
        const { figure, unit } = numerals.quantity(quantityMilli, code)
        return (
          <span key={lot}>
            {i > 0 && ' +'} <bdi>{unit ? `${figure} ${unit}` : figure}</bdi> × <Code>{lot}</Code>
          </span>
        )
      })}
    </>
  )
}
