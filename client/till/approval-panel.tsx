// One approval on the screen, from asking to the answer: who could give it, how long it waits, and a PIN typed here.
// Focus stands where the next key is needed; nothing is granted by looking away.
import { Button, TextInput } from '@mantine/core'
import { IconBan, IconCheck, IconHourglass, IconLinkOff } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Approval } from '#approvals/contract.ts'
import { people, roles, type Person } from '#users/contract.ts'
import { limitsOfRole } from '#users/rules.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useRecords, useSession, useWatched } from '../link/react.ts'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { useNowMs } from '../ui/now.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import tint from '../ui/tint.module.css'
import { useSay } from '../words/index.ts'
import { type Asked, whoMayDecide } from './approval.ts'
import css from './approval.module.css'
import { PinForm } from '../frame/pin-form.tsx'
import { useAskWords } from './approval-words.ts'
import { type Approving, useApproval } from './use-approval.ts'

const icon = { size: 22, stroke: 1.8, 'aria-hidden': true } as const
/** What is often the reason, by what is asked for. */
const because = {
  discount: ['regular', 'damaged', 'promised', 'elsewhere'],
  'price-override': ['regular', 'damaged', 'promised', 'elsewhere'],
  credit: ['regular', 'promised'],
  'no-receipt-return': ['regular', 'damaged', 'promised'],
  void: [],
  'hand-over': [],
} as const satisfies Record<Asked['kind'], readonly string[]>

export type ApprovalPanelProps = {
  readonly asked: Asked
  /** What is proposed as the reason, such as that of the discount. */
  readonly reason?: string
  /** Go on with the grant that was shown. */
  onGranted(approval: Approval): void
}

export function ApprovalPanel(props: ApprovalPanelProps) {
  const { asked } = props
  const approving = useApproval(asked)
  const deciders = useDeciders(asked)
  const words = useAskWords()
  const own = useOwnRole()
  const [reason, setReason] = useState(props.reason ?? '')
  const [atPin, setAtPin] = useState(false)
  const limits = own && limitsOfRole(own)
  const alone = words.alone(asked.kind, limits, asked.subject.currency)
  const { state } = approving
  const shared = { approving, deciders, reason, setReason, setAtPin }
  return (
    <section className={css.panel} aria-live="polite">
      <div>
        <p className={css.what}>{words.what(asked.kind, asked.subject)}</p>
        {alone !== null && state.kind !== 'granted' && <p className={css.limit}>{alone}</p>}
      </div>
      {state.kind === 'granted' ? (
        <Granted approval={state.approval} onGoOn={() => props.onGranted(state.approval)} />
      ) : (
        <Open {...shared} atPin={atPin} asked={asked} />
      )}
    </section>
  )
}

function useOwnRole() {
  const session = useSession()
  const link = useLink()
  return session.kind === 'signed-in'
    ? (link.store.record(roles, session.person.roleId) ?? null)
    : null
}

function useDeciders(asked: Asked): readonly Person[] {
  const { store } = useLink()
  const shop = useRecord(stores, useWatched(store.home))
  const staff = { people: useRecords(people), roles: store.map(roles) }
  const session = useSession()
  if (!shop || session.kind !== 'signed-in') return []
  return whoMayDecide(asked, staff, shop, session.person.id)
}

type OpenProps = {
  readonly asked: Asked
  readonly approving: Approving
  readonly deciders: readonly Person[]
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly atPin: boolean
  readonly setAtPin: (atPin: boolean) => void
}

/** All that is not granted yet: asking, waiting, refused, void, run out. */
function Open(props: OpenProps) {
  const { approving, deciders, atPin, setAtPin, reason } = props
  const say = useSay()
  const words = useProblemWords()
  const { state, problem } = approving
  if (!approving.live) {
    const detail = say('ask.needsLinkDetail')
    return <Said icon={<IconLinkOff {...icon} />} title={say('ask.needsLink')} detail={detail} />
  }
  if (atPin && deciders.length > 0) {
    return (
      <>
        <PinForm
          people={deciders}
          busy={approving.busy}
          problem={problem}
          words={say('ask.pinGrant')}
          onPin={(by) => approving.byPin(by, reason.trim() || say('ask.here'))}
        />
        <Button variant="subtle" onClick={() => setAtPin(false)}>
          {say('ask.afar')}
        </Button>
      </>
    )
  }
  return (
    <>
      {problem && (
        <p className={css.wrong} role="alert">
          {words(problem.body, problem.answered)}
        </p>
      )}
      {state.kind === 'waiting' ? <Waiting {...props} /> : <Ask {...props} />}
      {deciders.length > 0 ? (
        <Button variant="default" onClick={() => setAtPin(true)}>
          {say('ask.here')}
        </Button>
      ) : (
        <p className={css.limit}>{say('ask.nobody')}</p>
      )}
    </>
  )
}

function Waiting({ approving, deciders }: OpenProps) {
  const say = useSay()
  const { locale } = useLook()
  const { state } = approving
  const left = useTimeLeft('approval' in state ? state.approval : null)
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(
    // A name of the other script must not turn the sentence around.
    deciders.map(({ name }) => `\u2068${name}\u2069`),
  )
  const detail = `${say('ask.waitingFor', { names })} ${say('ask.timeLeft', { left })}`
  return (
    <>
      <Said icon={<IconHourglass {...icon} />} title={say('ask.waiting')} detail={detail} />
      <p className={css.limit}>{say('ask.parkHint')}</p>
      <Button
        variant="outline"
        autoFocus
        data-autofocus
        loading={approving.busy}
        onClick={() => void approving.cancel()}
      >
        {say('ask.cancel')}
      </Button>
    </>
  )
}

function Ask({ asked, approving, reason, setReason }: OpenProps) {
  const say = useSay()
  const { state } = approving
  const again = state.kind !== 'none' && state.kind !== 'asking'
  return (
    <form
      className={css.panel}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) void approving.request(reason.trim())
      }}
    >
      <Answer approving={approving} />
      <TextInput
        label={say('ask.reason')}
        description={say('ask.reasonHint')}
        value={reason}
        maxLength={200}
        autoFocus
        data-autofocus
        dir="auto"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={css.reasons} role="group" aria-label={say('ask.reason')}>
        {because[asked.kind].map((each) => (
          <Button
            key={each}
            variant="default"
            onClick={() => setReason(say(`ask.because.${each}`))}
          >
            {say(`ask.because.${each}`)}
          </Button>
        ))}
      </div>
      <Button type="submit" size="lg" loading={approving.busy} disabled={!reason.trim()}>
        {say(again ? 'ask.again' : 'ask.request')}
      </Button>
    </form>
  )
}

/** What came of the former request, if there was one. */
function Answer({ approving: { state } }: Pick<OpenProps, 'approving'>) {
  const say = useSay()
  const decider = useRecord(people, 'approval' in state ? state.approval.decidedBy : null)
  const name = decider?.name ?? '?'
  switch (state.kind) {
    case 'denied': {
      const title = say('ask.denied', { name })
      const detail = state.approval.note ?? ''
      return <Said tone="bad" icon={<IconBan {...icon} />} title={title} detail={detail} />
    }
    case 'void':
      return (
        <Said icon={<IconBan {...icon} />} title={say('ask.void')} detail={say('ask.voidDetail')} />
      )
    case 'expired':
      return <Said icon={<IconHourglass {...icon} />} title={say('ask.expired')} detail="" />
    case 'none':
    case 'asking':
    case 'waiting':
    case 'granted':
      return null
  }
}

function Granted({ approval, onGoOn }: { approval: Approval; onGoOn(): void }) {
  const say = useSay()
  const decider = useRecord(people, approval.decidedBy)
  const left = useTimeLeft(approval)
  return (
    <>
      <Said
        tone="live"
        icon={<IconCheck {...icon} />}
        title={say('ask.granted', { name: decider?.name ?? '?' })}
        detail={say('ask.grantedUntil', { left })}
      />
      <Button size="lg" autoFocus data-autofocus onClick={onGoOn}>
        {say('ask.goOn')}
      </Button>
    </>
  )
}

/** How much longer it is good for, by the hub's clock. */
function useTimeLeft(approval: Approval | null): string {
  const { clock } = useLink()
  const { numerals } = useLook()
  useNowMs()
  const leftMs = approval ? Date.parse(approval.expiresAt) - clock.nowMs() : 0
  return numerals.age(Math.max(0, leftMs))
}

type SaidProps = { tone?: 'live' | 'off' | 'bad'; icon: ReactNode; title: string; detail: string }

function Said({ tone = 'off', icon: drawn, title, detail }: SaidProps) {
  return (
    <div className={classes(css.state, tint[tone])} role="status">
      {drawn}
      <span>
        <b>{title}</b>
        {detail}
      </span>
    </div>
  )
}
