// One request for approval on a manager's screen: the basket it is bound to, what is asked, by whom and where, why,
// and how long it still waits. One touch answers it.
import { useMemo } from 'react'
import type { Approval, Subject } from '#approvals/contract.ts'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { stores } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { people, type RoleLimits, roles } from '#users/contract.ts'
import { limitsOfRole, noLimits } from '#users/rules.ts'
import { useLink, useRecord, useSession } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { ApprovalCard, type ApprovalLine, type ApprovalState } from '../../ui/approval-card.tsx'
import { useSay } from '../../words/index.ts'
import { shortName } from '../choice.ts'
import { useAskWords } from './ask-words.ts'
import { type AskState, isDangerous, obstacleTo, type ShownAsk } from './asks.ts'
import type { useDecide } from './use-decide.ts'

type AskProps = { shown: ShownAsk; deciding: ReturnType<typeof useDecide> }

/** The element a stale request leads to. */
export const askElementId = (id: Id) => `ask-${id}`

export function AskCard({ shown: { approval, state }, deciding }: AskProps) {
  const { store } = useLink()
  const { locale } = useLook()
  const session = useSession()
  const says = useAskWords()
  const say = useSay()
  const shop = useRecord(stores, approval.storeId)
  const terminal = useRecord(terminals, approval.terminalId)
  const asker = useRecord(people, approval.personId)
  const { subject } = approval
  const lines = useMemo(() => linesOf(store, approval.id, subject), [store, approval.id, subject])
  const said = says(approval, asker?.name ?? '', limitsIn(store, approval.personId))
  const me = session.kind === 'signed-in' ? session : null
  const obstacle = me && shop ? obstacleOf(approval, me, store, shop.fourEyes) : null
  const place = shop ? shortName(nameIn(locale, shop.name)) : ''
  const seen = cardState(state, store, say)
  return (
    <div id={askElementId(approval.id)} data-testid="ask" tabIndex={-1}>
      <ApprovalCard
        id={approval.id}
        person={asker?.name ?? ''}
        ask={said.ask}
        place={say('board.asks.place', { store: place, till: terminal?.name ?? '' })}
        reason={approval.reason}
        sinceMs={Date.parse(approval.at)}
        lines={lines}
        totalMinor={subject.totalMinor}
        rule={said.rule}
        ruleAmountMinor={subject.askMinor}
        currency={subject.currency}
        state={seen}
        {...(state.kind === 'open' ? { leftMs: state.leftMs } : {})}
        {...(obstacle ? { obstacle: say(`board.asks.cannot.${obstacle}`) } : {})}
        {...(isDangerous(approval) ? { danger: said.danger } : {})}
        {...deciding.stateOf(approval.id)}
        onRefuse={() => deciding.answer(approval, false)}
        onApprove={() => deciding.answer(approval, true)}
        onShowNew={() => showNew(state)}
      />
    </div>
  )
}

function obstacleOf(
  approval: Approval,
  me: { person: { id: Id }; permissions: readonly string[] },
  store: Store,
  fourEyes: boolean,
) {
  const { id: personId } = me.person
  const limits = limitsIn(store, personId)
  return obstacleTo(approval, { personId, permissions: me.permissions, limits }, fourEyes)
}

function limitsIn(store: Store, personId: Id): RoleLimits {
  const role = store.record(roles, store.record(people, personId)?.roleId ?? '')
  return role ? limitsOfRole(role) : noLimits
}

function linesOf(store: Store, id: Id, { lines }: Subject): ApprovalLine[] {
  return lines.map((line, index) => {
    const variant = store.record(variants, line.variantId)
    const product = variant && store.record(products, variant.productId)
    const names = variant && product ? fullName(product, variant) : { en: '?', ar: '؟' }
    const { quantityMilli, amountMinor } = line
    return { id: `${id} ${index}`, names, quantityMilli, unit: variant?.unit ?? 'C62', amountMinor }
  })
}

function cardState(state: AskState, store: Store, say: ReturnType<typeof useSay>): ApprovalState {
  if (state.kind === 'open' || state.kind === 'stale') return { kind: state.kind }
  if (state.kind === 'ended') return { kind: 'ended', words: say(`board.asks.${state.how}`) }
  const { granted, atMs } = state
  const by = store.record(people, state.by)?.name ?? ''
  return { kind: 'answered', by, granted, atMs }
}

function showNew(state: AskState): void {
  if (state.kind !== 'stale') return
  const element = document.getElementById(askElementId(state.nextId))
  element?.scrollIntoView({ block: 'center' })
  element?.focus()
}
