// Asks for a quantity with the keypad, in thousandths of the unit. The old quantity stands there until the first digit.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNumerals } from '../look/look.tsx'
import { unitDecimals } from '../look/units.ts'
import { useSay } from '../words/index.ts'
import { entryValue, type KeypadKey, press } from './entry.ts'
import { Keypad } from './keypad.tsx'
import { usePadKeys } from './pad-keys.ts'
import css from './quantity-pad.module.css'

export type QuantityPadProps = {
  quantityMilli: number
  unit: string
  onSet(quantityMilli: number): void
}

export function QuantityPad({ quantityMilli, unit, onSet }: QuantityPadProps) {
  const say = useSay()
  const numerals = useNumerals()
  const [entry, setEntry] = useState('')
  const decimals = unitDecimals(unit)
  const typedMilli = entryValue(entry, decimals) * (decimals === 3 ? 1 : 1000)
  const shownMilli = entry === '' ? quantityMilli : typedMilli
  const parts = numerals.quantity(shownMilli, unit)
  const take = (key: KeypadKey) => setEntry((now) => press(now, key, decimals))
  usePadKeys(take)
  return (
    <div className={css.pad}>
      <output className={css.shown}>
        <bdi className={entry === '' ? css.empty : undefined}>
          {entry === '' ? parts.figure : entry}
        </bdi>
        {parts.unit && <small>{parts.unit}</small>}
      </output>
      <div className={css.keys}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      <Button
        size="lg"
        fullWidth
        // Not disabled: it holds the focus from the start, so that Enter sets what was typed.
        aria-disabled={shownMilli === 0}
        onClick={() => shownMilli !== 0 && onSet(shownMilli)}
        data-autofocus
      >
        {say('act.set')}
      </Button>
    </div>
  )
}
