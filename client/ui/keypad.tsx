// The number keys: 7 8 9 over 4 5 6 over 1 2 3 in every language, never mirrored, with the functions at their right.
import { UnstyledButton } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { memo } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import type { KeypadKey } from './entry.ts'
import css from './keypad.module.css'

export type KeypadProps = {
  /** False for whole numbers: the point gives its place to a third function. */
  point: boolean
  /** Up to two amounts to add with one touch, in whole currency units, largest last. */
  adds?: readonly number[]
  onKey(key: KeypadKey): void
  onAdd?(whole: number): void
}

const rows: readonly (readonly KeypadKey[])[] = [
  ['7', '8', '9'],
  ['4', '5', '6'],
  ['1', '2', '3'],
]

export const Keypad = memo(function Keypad({ point, adds = [], onKey, onAdd }: KeypadProps) {
  const say = useSay()
  const digit = (key: KeypadKey) => (
    <UnstyledButton key={key} className={css.key} onClick={() => onKey(key)}>
      {key}
    </UnstyledButton>
  )
  const look = classes(css.key, css.function)
  const add = (whole: number | undefined) => (
    <UnstyledButton
      key={`add ${whole}`}
      className={look}
      disabled={whole === undefined}
      onClick={() => whole !== undefined && onAdd?.(whole)}
    >
      {whole === undefined ? '' : `+${whole}`}
    </UnstyledButton>
  )
  const back = (
    <UnstyledButton className={look} aria-label={say('keypad.backspace')} onClick={() => onKey('back')}>
      <IconBackspace size={24} stroke={1.8} aria-hidden />
    </UnstyledButton>
  )
  const clear = (
    <UnstyledButton className={look} onClick={() => onKey('clear')}>
      {say('keypad.clear')}
    </UnstyledButton>
  )
  const pointKey = (
    <UnstyledButton className={css.key} aria-label={say('keypad.point')} onClick={() => onKey('.')}>
      .
    </UnstyledButton>
  )
  if (adds.length === 0) {
    return (
      <div role="group" aria-label={say('keypad.label')} className={classes(css.pad, css.narrow)}>
        {rows.flat().map(digit)}
        {point ? pointKey : clear}
        {digit('0')}
        {back}
      </div>
    )
  }
  return (
    <div role="group" aria-label={say('keypad.label')} className={css.pad}>
      {rows[0]?.map(digit)}
      {back}
      {rows[1]?.map(digit)}
      {clear}
      {rows[2]?.map(digit)}
      {add(adds[0])}
      {digit('0')}
      {digit('00')}
      {point ? pointKey : <span />}
      {add(adds[1])}
    </div>
  )
})
