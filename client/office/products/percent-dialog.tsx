// Changes the prices of the chosen products by a percentage, rounded to a step; what the first of them becomes is shown
// before anything is edited. It publishes nothing.
import { useState } from 'react'
import { exponentOf } from '#shared/money.ts'
import { useNumerals } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Dialog } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { useWork } from '../../forms/work.ts'
import css from './products.module.css'
import { readPercent } from '../parts/typed.ts'
import { changeByPercent } from './price-edits.ts'

/** Steps in minor units: one, five, a quarter, a half and a whole of a currency with two decimals. */
const steps = [1, 5, 25, 50, 100] as const

export type PercentDialogProps = {
  opened: boolean
  currency: string
  /** The prices in force of what is chosen, with their variants. */
  chosen: readonly (readonly [string, number])[]
  onChange(changes: readonly (readonly [string, number])[]): void
  onClose(): void
}

export function PercentDialog({ opened, currency, chosen, onChange, onClose }: PercentDialogProps) {
  const say = useSay()
  const numerals = useNumerals()
  const work = useWork()
  const [percent, setPercent] = useState('')
  const [step, setStep] = useState<string>('1')
  const ppm = readPercent(percent)
  const stepCentiMinor = Number(step) * 100
  const [first] = chosen
  const figure = (price: number) => numerals.unitPriceParts(price, currency).figure
  const money = (stepMinor: number) => numerals.money(stepMinor, currency)
  const offered = exponentOf(currency) === 0 ? steps.slice(0, 1) : steps
  return (
    <Dialog opened={opened} onClose={onClose} title={say('products.changeByPercent')}>
      <FormBody
        words={say('products.changePrices', { count: chosen.length })}
        work={work}
        ready={ppm !== undefined && chosen.length > 0}
        onClose={onClose}
        onSubmit={() => {
          if (ppm === undefined) return
          onChange(chosen.map(([id, price]) => [id, changeByPercent(price, ppm, stepCentiMinor)]))
          onClose()
        }}
      >
        <TextField
          label={say('products.percent')}
          hint={say('products.percentHint')}
          value={percent}
          onChange={setPercent}
          {...(percent !== '' && ppm === undefined ? { error: say('products.percentWrong') } : {})}
        />
        <SelectField
          label={say('products.roundTo')}
          value={step}
          options={offered.map((each) => ({ value: String(each), label: money(each) }))}
          onChange={(value) => setStep(value ?? '1')}
        />
        {first && ppm !== undefined && (
          <p className={css.example}>
            {say('products.example', {
              was: figure(first[1]),
              now: figure(changeByPercent(first[1], ppm, stepCentiMinor)),
            })}
          </p>
        )}
      </FormBody>
    </Dialog>
  )
}
