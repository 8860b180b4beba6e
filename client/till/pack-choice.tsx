// By what the chosen line is sold: the unit, or a pack with its own price. Drawn only where there is a choice.
import { UnstyledButton } from '@mantine/core'
import { useLook } from '../look/look.tsx'
import { unitName } from '../look/units.ts'
import { UnitPrice } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import type { Line } from './basket.ts'
import { packChoices, termsOf } from './pricing.ts'
import parts from './line-sheets.module.css'
import { useTill } from './till-state.ts'

export function PackChoice({ line }: { line: Line }) {
  const till = useTill()
  const say = useSay()
  const { locale, numerals } = useLook()
  const { shelf, link, basket } = till
  if (line.sold || line.issues) return null
  const choices = packChoices(shelf, line, link.clock.nowAt(), termsOf(basket))
  if (choices.length < 2) return null
  const unit = shelf.variant(line.variantId)?.unit ?? 'C62'
  const name = (packMilli: number, packUnit: string) => {
    if (packMilli === 1000) return unitName(packUnit, locale) || say('basket.piece')
    const { figure } = numerals.quantity(packMilli, unit, 'short')
    return say('line.pack', { size: figure })
  }
  return (
    <div className={parts.chips} role="group" aria-label={say('basket.soldAs')}>
      {choices.map((choice) => (
        <UnstyledButton
          key={choice.packMilli}
          className={parts.chip}
          aria-pressed={choice.packMilli === line.packMilli}
          onClick={() => till.setPack(line.id, choice)}
        >
          {name(choice.packMilli, choice.unit)}{' '}
          <UnitPrice
            unitPriceCentiMinor={choice.charge.unitPriceCentiMinor}
            currency={shelf.shop.currency}
          />
        </UnstyledButton>
      ))}
    </div>
  )
}
