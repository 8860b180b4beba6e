// How far a recall or a price version has reached: one segment a terminal, and always the count in words for a reader.
import { memo } from 'react'
import { useSay } from '../words/index.ts'
import css from './ack-bar.module.css'
import { classes } from './classes.ts'

/** It has it; it has it but a basket is open; it cannot be reached. */
export type Acknowledgement = 'has' | 'open' | 'away'

export const AckBar = memo(function AckBar({
  terminals,
}: {
  terminals: readonly { id: string; state: Acknowledgement }[]
}) {
  const say = useSay()
  const done = terminals.filter(({ state }) => state !== 'away').length
  const label = say('ack.summary', { done, all: terminals.length })
  return (
    <div className={css.bar} role="img" aria-label={label}>
      {terminals.map(({ id, state }) => (
        <span key={id} className={classes(css.segment, css[state])} title={say(`ack.${state}`)} />
      ))}
    </div>
  )
})
