// The second row of a selected line, and the two ways out of a blocked one. Minus stands at the start, plus at the end.
import { UnstyledButton } from '@mantine/core'
import { IconMinus, IconPlus, IconReplace, IconTrash } from '@tabler/icons-react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { Code } from './code.tsx'
import type { LineAction } from './line-state.ts'
import css from './line-tools.module.css'

export function LineTools({ quantity, act }: { quantity: string; act(action: LineAction): void }) {
  const say = useSay()
  const square = classes(css.tool, css.square)
  return (
    <div className={css.tools}>
      <UnstyledButton className={square} aria-label={say('line.less')} onClick={() => act('less')}>
        <IconMinus size={20} stroke={1.8} aria-hidden />
      </UnstyledButton>
      <UnstyledButton
        className={square}
        aria-label={`${say('line.quantity')} ${quantity}`}
        onClick={() => act('quantity')}
      >
        {quantity}
      </UnstyledButton>
      <UnstyledButton className={square} aria-label={say('line.more')} onClick={() => act('more')}>
        <IconPlus size={20} stroke={1.8} aria-hidden />
      </UnstyledButton>
      <UnstyledButton className={css.tool} onClick={() => act('lot')}>
        {say('line.lot')}
      </UnstyledButton>
      <UnstyledButton className={css.tool} onClick={() => act('discount')}>
        {say('line.discount')}
      </UnstyledButton>
      <UnstyledButton className={css.tool} onClick={() => act('price')}>
        {say('line.price')}
      </UnstyledButton>
      <UnstyledButton
        className={classes(square, css.remove)}
        aria-label={say('line.remove')}
        onClick={() => act('remove')}
      >
        <IconTrash size={20} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </div>
  )
}

export function BlockedTools({
  safeLot,
  act,
}: {
  safeLot: string | undefined
  act(action: LineAction): void
}) {
  const say = useSay()
  return (
    <div className={css.tools} style={{ padding: 0 }}>
      <UnstyledButton className={classes(css.tool, css.stop)} onClick={() => act('remove')}>
        <IconTrash size={18} stroke={1.8} aria-hidden />
        {say('line.remove')}
      </UnstyledButton>
      {safeLot !== undefined && (
        <UnstyledButton className={css.tool} onClick={() => act('safe-lot')}>
          <IconReplace size={18} stroke={1.8} aria-hidden />
          {say('line.safeLot')} <Code>{safeLot}</Code>
        </UnstyledButton>
      )}
    </div>
  )
}
