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
  const wide = adds.length > 0
  const digit = (key: KeypadKey) => (
    <UnstyledButton key={key} className={css.key} onClick={() => onKey(key)}>
      {key}
    </UnstyledButton>
  )
  const back = <FunctionKey key="back" kind="back" onKey={onKey} />
  const clear = <FunctionKey key="clear" kind="clear" onKey={onKey} />
  const pointKey = (
    <UnstyledButton
      key="."
      className={css.key}
      aria-label={say('keypad.point')}
      onClick={() => onKey('.')}
    >
      .
    </UnstyledButton>
  )
  const ends = [
    back,
    clear,
    <AddKey key="add 0" whole={adds[0]} onAdd={onAdd} />,
    <AddKey key="add 1" whole={adds[1]} onAdd={onAdd} />,
  ]
  const foot = wide
    ? [digit('0'), digit('00'), point ? pointKey : <span key="none" />]
    : [point ? pointKey : clear, digit('0'), back]
  return (
    <div
      role="group"
      aria-label={say('keypad.label')}
      // A finger on a key leaves the focus where it was: Enter stays the primary button's.
      onMouseDown={(event) => event.preventDefault()}
      className={classes(css.pad, !wide && css.narrow)}
    >
      {rows.map((row, index) => [...row.map(digit), wide && ends[index]])}
      {foot}
      {wide && ends[3]}
    </div>
  )
})

function FunctionKey({ kind, onKey }: { kind: 'back' | 'clear'; onKey(key: KeypadKey): void }) {
  const say = useSay()
  const look = classes(css.key, css.function)
  if (kind === 'clear') {
    return (
      <UnstyledButton className={look} onClick={() => onKey('clear')}>
        {say('keypad.clear')}
      </UnstyledButton>
    )
  }
  return (
    <UnstyledButton
      className={look}
      aria-label={say('keypad.backspace')}
      onClick={() => onKey('back')}
    >
      <IconBackspace size={24} stroke={1.8} aria-hidden />
    </UnstyledButton>
  )
}

function AddKey(props: { whole: number | undefined; onAdd: KeypadProps['onAdd'] }) {
  const { whole, onAdd } = props
  if (whole === undefined) return <span />
  return (
    <UnstyledButton className={classes(css.key, css.function)} onClick={() => onAdd?.(whole)}>
      {`+${whole}`}
    </UnstyledButton>
  )
}
