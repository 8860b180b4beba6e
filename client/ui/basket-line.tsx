// One line of the basket with all its states. Memoised and fed plain data, so that a push repaints this line alone;
// notes open under it and the row itself never moves.
import { UnstyledButton } from '@mantine/core'
import { memo, useId } from 'react'
import { useLook } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { useSay } from '../words/index.ts'
import css from './basket-line.module.css'
import { classes } from './classes.ts'
import { LineFacts } from './line-facts.tsx'
import { LineNote } from './line-note.tsx'
import type { LineAction, LineFact, LineState } from './line-state.ts'
import { BlockedTools, LineTools } from './line-tools.tsx'
import { Money } from './money.tsx'
import text from './text.module.css'

export type BasketLineProps = {
  id: string
  names: Names
  quantityMilli: number
  unit: string
  amountMinor: number
  /** The amount before a change or a discount, drawn struck over the new one. */
  wasAmountMinor?: number
  currency: string
  facts: readonly LineFact[]
  state: LineState
  selected: boolean
  /** One stable function for all lines. */
  onAct(id: string, action: LineAction): void
}

const looks: Record<LineState['kind'], string | undefined> = {
  normal: undefined,
  'price-changed': classes(css.changed, css.bar),
  'last-unit': classes(css.last, css.bar),
  short: classes(css.last, css.bar),
  blocked: classes(css.blocked, css.bar),
  approval: undefined,
}

export const BasketLine = memo(function BasketLine(props: BasketLineProps) {
  const { id, currency, state, selected } = props
  const { locale, numerals } = useLook()
  const say = useSay()
  const act = (action: LineAction) => props.onAct(id, action)
  const name = nameIn(locale, props.names)
  const { figure, unit } = numerals.quantity(props.quantityMilli, props.unit)
  const amountId = useId()
  const hasMore = state.kind !== 'normal'
  return (
    <li className={classes(css.line, looks[state.kind], selected && css.selected)}>
      <div className={css.grid}>
        <UnstyledButton className={css.quantity} onClick={() => act('quantity')}>
          <span className={text.unseen}>{say('line.quantity')}</span>
          <bdi>{figure}</bdi>
          {unit && <span className={css.unit}>{unit}</span>}
        </UnstyledButton>
        <UnstyledButton
          className={css.main}
          aria-pressed={selected}
          aria-describedby={amountId}
          onClick={() => act('select')}
        >
          <span className={css.name}>
            <bdi>{name}</bdi>
          </span>
          <LineFacts facts={props.facts} currency={currency} />
        </UnstyledButton>
        <span id={amountId} className={css.amount}>
          {props.wasAmountMinor !== undefined && (
            <s className={css.was}>
              <Money amountMinor={props.wasAmountMinor} currency={currency} shown="short" />
            </s>
          )}
          <Money amountMinor={props.amountMinor} currency={currency} shown="short" />
        </span>
        {selected && state.kind !== 'blocked' && <LineTools quantity={figure} act={act} />}
        {hasMore && (
          <div className={css.more}>
            <LineNote state={state} currency={currency} />
            {state.kind === 'blocked' && <BlockedTools safeLot={state.safeLot} act={act} />}
          </div>
        )}
      </div>
    </li>
  )
})
