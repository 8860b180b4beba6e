// Asks for a quantity with the keypad, in thousandths of the unit. The old quantity stands there until the first digit.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNumerals } from '../look/look.tsx'
import { unitDecimals } from '../look/units.ts'
import { useSay } from '../words/index.ts'
import { entryValue, keyOf, press } from './entry.ts'
import { Keypad } from './keypad.tsx'
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
  const done = () => onSet(shownMilli)
  return (
    <div
      className={css.pad}
      onKeyDown={(event) => {
        const key = keyOf(event.key)
        if (key) setEntry((now) => press(now, key, decimals))
      }}
    >
      <output className={css.shown}>
        <bdi className={entry === '' ? css.empty : undefined}>
          {entry === '' ? parts.figure : entry}
        </bdi>
        {parts.unit && <small>{parts.unit}</small>}
      </output>
      <div className={css.keys}>
        <Keypad
          point={decimals > 0}
          onKey={(key) => setEntry((now) => press(now, key, decimals))}
        />
      </div>
      <Button size="lg" fullWidth disabled={shownMilli === 0} onClick={done} data-autofocus>
        {say('act.set')}
      </Button>
    </div>
  )
}
