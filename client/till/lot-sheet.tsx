// Which lot the chosen line takes: those that are here, the one to sell first at the top; one touch changes it.
// A lot that may not be sold is shown with its reason and cannot be taken.
import { UnstyledButton } from '@mantine/core'
import { IconBan, IconCheck } from '@tabler/icons-react'
import { useNumerals } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { classes } from '../ui/classes.ts'
import { Code } from '../ui/code.tsx'
import { Empty } from '../ui/empty.tsx'
import { useSay } from '../words/index.ts'
import { selectedLine } from './basket.ts'
import { type LotChoice, lotChoices } from './lots.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function LotSheet() {
  const till = useTill()
  const say = useSay()
  const line = selectedLine(till.basket)
  if (!line) return null
  const choices = lotChoices(till.shelf, line, till.onDay, till.basket.lines)
  if (choices.length === 0) {
    return (
      <Empty
        icon={<IconBan size={36} stroke={1.6} aria-hidden />}
        title={say('sell.noLots')}
        detail={say('sell.noLotsDetail')}
      />
    )
  }
  const unit = till.shelf.variant(line.variantId)?.unit ?? 'C62'
  const first = choices.find(({ fault }) => !fault)
  return (
    <div className={css.list}>
      {choices.map((choice) => (
        <OneLot
          key={choice.lot.id}
          choice={choice}
          unit={unit}
          chosen={choice.lot.id === line.lotId}
          first={choice === first}
          onTake={() => {
            till.act({ do: 'lot', id: line.id, lotId: choice.lot.id })
            till.show({ sheet: null })
          }}
        />
      ))}
    </div>
  )
}

type OneLotProps = {
  choice: LotChoice
  unit: string
  chosen: boolean
  first: boolean
  onTake(): void
}

function OneLot({ choice, unit, chosen, first, onTake }: OneLotProps) {
  const say = useSay()
  const numerals = useNumerals()
  const { lot, leftMilli, fault } = choice
  const { figure, unit: each } = numerals.quantity(leftMilli, unit, 'short')
  const on = lot.expiryOn ?? lot.bestBeforeOn
  const reason = fault === 'lot-expired' ? say('tile.expired') : say(statusWords(lot.status))
  return (
    <UnstyledButton
      className={classes(css.choice, chosen && css.chosen)}
      aria-pressed={chosen}
      aria-disabled={fault !== undefined}
      onClick={() => fault === undefined && onTake()}
    >
      <span className={css.choiceWords}>
        <Code>{lot.code}</Code>
        <span className={css.quiet}>
          {on === null
            ? say('sell.noDate')
            : say('line.expires', { date: numerals.date(on, 'day-year') })}
        </span>
      </span>
      {first && <Chip tone="accent">{say('sell.firstToExpire')}</Chip>}
      {fault && <Chip tone="bad">{reason}</Chip>}
      <span className={css.choiceEnd}>
        <bdi>
          {figure} {each}
        </bdi>
        {chosen && <IconCheck size={20} stroke={1.8} aria-hidden />}
      </span>
    </UnstyledButton>
  )
}

function statusWords(status: LotChoice['lot']['status']) {
  return status === 'recalled' ? 'tile.recalled' : 'tile.onHold'
}
