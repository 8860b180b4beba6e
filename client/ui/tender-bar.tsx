// One bar that shows what each tender covers of what is due, in the order they were taken; what is missing stays empty.
import { memo } from 'react'
import { useNumerals } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './tender-bar.module.css'
import { type TenderKind, tenderWord } from './tenders.ts'

export type TenderPart = { id: string; kind: TenderKind; amountMinor: number }

export const TenderBar = memo(function TenderBar({
  parts,
  dueMinor,
  currency,
}: {
  parts: readonly TenderPart[]
  /** What no tender covers yet. */
  dueMinor: number
  currency: string
}) {
  const say = useSay()
  const numerals = useNumerals()
  const weight = (index: number) => 100 - Math.min(64, 32 * (parts.length - 1 - index))
  return (
    <div className={css.bar}>
      {parts.map(({ id, kind, amountMinor }, index) => (
        <div
          key={id}
          className={css.part}
          style={{ flex: amountMinor, ['--weight' as string]: `${weight(index)}%` }}
        >
          {say('tender.covered', {
            tender: say(tenderWord(kind)),
            amount: numerals.amount(amountMinor, currency),
          })}
        </div>
      ))}
      {dueMinor > 0 && (
        <div className={classes(css.part, css.due)} style={{ flex: dueMinor }}>
          {say('tender.due')}
        </div>
      )}
    </div>
  )
})
