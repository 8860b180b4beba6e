// The lines of a report as they are drawn: a word, and at the end a figure, an amount or a count.
import type { ReactNode } from 'react'
import { useNumerals } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import css from './cash.module.css'
import type { ReportLine } from './report-lines.ts'

export function Lines({ lines, currency }: { lines: readonly ReportLine[]; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  return lines.map(({ word, value, strong }) => (
    <Line key={word} words={say(`cash.line.${word}`)} strong={strong ?? false}>
      {'minor' in value ? (
        <Money
          amountMinor={value.minor}
          currency={currency}
          shown="short"
          signed={value.signed ?? false}
        />
      ) : (
        <bdi>{numerals.count(value.count)}</bdi>
      )}
    </Line>
  ))
}

export function Line(props: { words: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <div className={classes(css.line, props.strong === true && css.strong)}>
      <dt>{props.words}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section}>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}
