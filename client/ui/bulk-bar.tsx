// What can be done to the rows that are selected; it floats over the foot of the table and its last button says the count.
import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../words/index.ts'
import css from './bulk-bar.module.css'
import { classes } from './classes.ts'

export type BulkAct = { words: string; icon?: ReactNode; onAct(): void }

export function BulkBar({
  count,
  words,
  note,
  acts,
  primary,
}: {
  count: number
  /** What there are so many of; that they are selected where left out. */
  words?: string
  note?: string
  acts: readonly BulkAct[]
  primary: BulkAct
}) {
  const say = useSay()
  if (count === 0) return null
  const counted = words ?? say('table.selected', { count })
  return (
    <div className={css.bar} role="region" aria-label={counted}>
      <span className={css.count}>{counted}</span>
      {note !== undefined && <span className={css.note}>{note}</span>}
      <span className={css.acts}>
        {acts.map(({ words, icon, onAct }) => (
          <UnstyledButton key={words} className={css.act} onClick={onAct}>
            {icon}
            {words}
          </UnstyledButton>
        ))}
        <UnstyledButton className={classes(css.act, css.primary)} onClick={primary.onAct}>
          {primary.words}
        </UnstyledButton>
      </span>
    </div>
  )
}
