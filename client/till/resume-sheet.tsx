// Sales that were set aside on this till, with who set each aside and when. Taking one up sets the open one aside.
import { UnstyledButton } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useLook } from '../look/look.tsx'
import { Empty } from '../ui/empty.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'
import { basketTotals } from './document.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function ResumeSheet() {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const nowMs = useNowMs()
  const icon = (
    <Flip>
      <IconPlayerPlay size={24} stroke={1.6} aria-hidden />
    </Flip>
  )
  if (till.held.parked.length === 0) {
    return (
      <Empty icon={icon} title={say('sell.noneParked')} detail={say('sell.noneParkedDetail')} />
    )
  }
  return (
    <div className={css.list}>
      {till.held.parked.map(({ basket, at, person }) => (
        <UnstyledButton
          key={basket.id}
          className={css.choice}
          onClick={() => {
            till.desk.resume(basket.id, new Date().toISOString(), till.person.name)
            till.show({ sheet: null, tab: 'basket' })
          }}
        >
          {icon}
          <span className={css.choiceWords}>
            <bdi>{basket.customer?.name ?? person}</bdi>
            <span className={css.quiet}>
              {say('sell.parkedBy', { person, age: numerals.age(nowMs - Date.parse(at)) })}
            </span>
            <span className={css.quiet}>{say('tender.lines', { count: basket.lines.length })}</span>
          </span>
          <span className={css.choiceEnd}>
            <Money
              amountMinor={basketTotals(basket, till.shelf).totalMinor}
              currency={till.shelf.shop.currency}
            />
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
