// An icon on the ground of its meaning, and a person's initial drawn the same way.
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './icon-disc.module.css'
import type { Tone } from './tone.ts'

export function IconDisc({
  tone,
  round = false,
  children,
}: {
  tone: Tone
  round?: boolean
  children: ReactNode
}) {
  return (
    <span className={classes(css.disc, css[tone], round && css.round)} aria-hidden="true">
      {children}
    </span>
  )
}

/** Two letters in Latin, one in Arabic, whose letters would join and change shape. */
export function Initials({ name }: { name: string }) {
  const parts = name.split(/\s+/).filter((part) => !part.endsWith('.'))
  const arabic = /\p{Script=Arabic}/u.test(name)
  const letters = (arabic ? parts.slice(0, 1) : parts.slice(0, 2)).map((part) => part[0] ?? '')
  // A lone heh reads as the digit five; its joined form is how the letter is written by itself.
  const shown = letters.join('').replace(/^ه$/, 'هـ')
  return (
    <IconDisc tone="accent" round>
      <b style={{ fontWeight: 600 }}>{shown}</b>
    </IconDisc>
  )
}
