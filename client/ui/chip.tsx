// A short fact in its meaning: "1 lot recalled", "as of 12:01:36", "6 lines".
import { memo, type ReactNode } from 'react'
import css from './chip.module.css'
import { classes } from './classes.ts'
import type { Tone } from './tone.ts'

export const Chip = memo(function Chip({
  tone = 'plain',
  dot = false,
  children,
}: {
  tone?: Tone
  dot?: boolean
  children: ReactNode
}) {
  return (
    <span className={classes(css.chip, css[tone])}>
      {dot && <span className={css.dot} aria-hidden="true" />}
      {children}
    </span>
  )
})
