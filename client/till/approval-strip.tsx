// Under the lines of the basket: that it needs somebody's approval, from the moment it does, and how that stands.
// One touch, or the key of Pay, opens the asking.
import { UnstyledButton } from '@mantine/core'
import { IconBan, IconCheck, IconHourglass, IconUserQuestion } from '@tabler/icons-react'
import { people } from '#users/contract.ts'
import { useRecord } from '../link/react.ts'
import { classes } from '../ui/classes.ts'
import tint from '../ui/tint.module.css'
import { useSay } from '../words/index.ts'
import css from './approval.module.css'
import { type BasketAsk, openAsk } from './approval-of-basket.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { useAskWords } from './approval-words.ts'
import { type Till, useTill } from './till-state.ts'

const icon = { size: 22, stroke: 1.8, 'aria-hidden': true } as const
const icons = {
  none: <IconUserQuestion {...icon} />,
  asking: <IconUserQuestion {...icon} />,
  waiting: <IconHourglass {...icon} />,
  granted: <IconCheck {...icon} />,
  denied: <IconBan {...icon} />,
  void: <IconBan {...icon} />,
  expired: <IconHourglass {...icon} />,
}
const tints = { granted: tint.live, denied: tint.bad } as Readonly<Record<string, string>>

export function ApprovalStrips() {
  const till = useTill()
  return till.asks.map((ask) => <Strip key={ask.asked.kind} ask={ask} till={till} />)
}

function Strip({ ask: { asked, state }, till }: { ask: BasketAsk; till: Till }) {
  const say = useSay()
  const words = useAskWords()
  const decider = useRecord(people, 'approval' in state ? state.approval.decidedBy : null)
  const name = decider?.name ?? '?'
  const titles = {
    none: say('ask.needed'),
    asking: say('ask.asking'),
    waiting: say('ask.waiting'),
    granted: say('ask.granted', { name }),
    denied: say('ask.denied', { name }),
    void: say('ask.void'),
    expired: say('ask.expired'),
  }
  return (
    <UnstyledButton
      className={classes(css.strip, tints[state.kind] ?? tint.off)}
      data-testid={`ask-${asked.kind}`}
      data-state={state.kind}
      onClick={() => till.show({ sheet: { kind: 'approval', of: asked.kind } })}
    >
      {icons[state.kind]}
      <span role="status">
        <b>{titles[state.kind]}</b>
        {words.what(asked.kind, asked.subject)}
      </span>
    </UnstyledButton>
  )
}

/** What stands in the sheet: one ask of the basket, and after it the next that is open. */
export function BasketApproval({ of }: { of: string }) {
  const till = useTill()
  const say = useSay()
  const ask = till.asks.find(({ asked }) => asked.kind === of)
  if (!ask) return <p className={css.limit}>{say('ask.none')}</p>
  const goOn = () => {
    const next = openAsk(till.asks)
    till.show({ sheet: next ? { kind: 'approval', of: next.asked.kind } : null })
  }
  return (
    <ApprovalPanel
      key={`${ask.asked.about} ${of}`}
      asked={ask.asked}
      reason={ask.reason}
      onGranted={goOn}
    />
  )
}
