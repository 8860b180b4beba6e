// Why something happens to the drawer: what is usually said by one touch, or any words.
import { Button } from '@mantine/core'
import type { MoveKind } from '#tills/contract.ts'
import { TextField } from '../ui/fields.tsx'
import { useSay } from '../words/index.ts'
import css from './drawer.module.css'

const MOST_LETTERS = 200

/** What is usually said for each thing. */
export const usualReasons = {
  'pay-in': ['bankChange', 'found', 'putBack'],
  'pay-out': ['goods', 'transport', 'cleaning'],
  drop: ['tooMuch', 'shiftEnd'],
  loan: ['smallChange', 'shiftStart'],
  'no-sale': ['changeGiven', 'look', 'mistake'],
} as const satisfies Record<MoveKind | 'no-sale', readonly string[]>
export type ReasonWord = (typeof usualReasons)[MoveKind | 'no-sale'][number]

type ReasonFieldProps = {
  readonly reasons: readonly ReasonWord[]
  readonly value: string
  onChange(reason: string): void
  /** One of the usual ones was chosen. */
  onPick(): void
}

export function ReasonField({ reasons, value, onChange, onPick }: ReasonFieldProps) {
  const say = useSay()
  return (
    <div className={css.reason}>
      <div className={css.usual} role="group" aria-label={say('sell.why')}>
        {reasons.map((word) => {
          const words = say(`drawer.reasons.${word}`)
          return (
            <Button
              key={word}
              variant={value === words ? 'light' : 'default'}
              aria-pressed={value === words}
              onClick={() => {
                onChange(words)
                onPick()
              }}
            >
              {words}
            </Button>
          )
        })}
      </div>
      <TextField
        label={say('sell.why')}
        value={value}
        onChange={(text) => onChange(text.slice(0, MOST_LETTERS))}
      />
    </div>
  )
}
