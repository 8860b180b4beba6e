// A drawer passes from one person to another while the till goes on: who takes it, the giver's count, the taker's
// count without the first one, and the taker's PIN.
import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CashCount } from '#tills/contract.ts'
import { handOverSubject } from '#tills/rules.ts'
import type { Id } from '#shared/ids.ts'
import { people, roles, type Person } from '#users/contract.ts'
import { includesPermission, permissionsOf } from '#users/rules.ts'
import { useLink, useRecords } from '../link/react.ts'
import { PeoplePicker } from '../ui/people-picker.tsx'
import { useSay } from '../words/index.ts'
import { PinForm } from '../frame/pin-form.tsx'
import type { OpenDrawer } from './drawer.ts'
import css from './drawer.module.css'
import { PiecesForm } from './drawer-pieces.tsx'
import { useTill } from './till-state.ts'
import { useApproval } from './use-approval.ts'
import { useLatest } from './use-latest.ts'
import type { DrawerActs } from './use-drawer.ts'

type HandOverProps = { readonly drawer: OpenDrawer; readonly acts: DrawerActs }

/** Who else in the store may have a drawer. */
function useTakers(): readonly Person[] {
  const { person, terminal } = useTill()
  const { store } = useLink()
  const all = useRecords(people)
  return useMemo(
    () =>
      all.filter((each) => {
        const role = store.record(roles, each.roleId)
        const held = permissionsOf(each, role, terminal.storeId)
        return each.id !== person.id && includesPermission(held, 'cash.hand-over')
      }),
    [all, store, person.id, terminal.storeId],
  )
}

/** The steps begin anew, except for who takes it, when the hub asks both to count again. */
export function HandOver({ drawer, acts }: HandOverProps) {
  const say = useSay()
  const takers = useTakers()
  const [takerId, setTakerId] = useState<Id | null>(null)
  const taker = takers.find(({ id }) => id === takerId)
  if (takers.length === 0) return <p className={css.about}>{say('drawer.nobodyElse')}</p>
  if (!taker) {
    return <Takers takers={takers} onPick={setTakerId} />
  }
  return <Counts key={acts.recount} taker={taker} drawer={drawer} acts={acts} />
}

function Takers({ takers, onPick }: { takers: readonly Person[]; onPick(id: Id): void }) {
  const say = useSay()
  return (
    <div className={css.count}>
      <p className={css.about}>{say('drawer.who')}</p>
      <PeoplePicker people={takers} onPick={onPick} />
    </div>
  )
}

function Counts({ taker, drawer, acts }: HandOverProps & { readonly taker: Person }) {
  const say = useSay()
  const { person, shelf } = useTill()
  const [giverCount, setGiverCount] = useState<CashCount | null>(null)
  const [takerCount, setTakerCount] = useState<CashCount | null>(null)
  const [differ, setDiffer] = useState(false)
  const isSecond = acts.recount === 'hand-over' || drawer.counts > 0
  const taken = (count: CashCount) => {
    const same = count.countedMinor === giverCount?.countedMinor
    // A second time the hub would refuse counts that differ; nobody is told which of them is higher.
    if (isSecond && !same) {
      setGiverCount(null)
      return setDiffer(true)
    }
    setTakerCount(count)
  }
  if (giverCount && takerCount) {
    return <Agree {...{ taker, drawer, acts, giverCount, takerCount }} />
  }
  const who = giverCount ? taker.name : person.name
  return (
    <div className={css.count}>
      {acts.recount === 'hand-over' && !giverCount && !differ && (
        <p className={css.kind} role="status">
          {say('drawer.countBoth')}
        </p>
      )}
      {differ && !giverCount && (
        <p className={css.kind} role="alert">
          {say('drawer.countsDiffer')}
        </p>
      )}
      <h3 className={css.who}>{say('drawer.counts', { name: who })}</h3>
      <PiecesForm
        key={giverCount ? 'taker' : 'giver'}
        about={say(giverCount ? 'drawer.takerAbout' : 'drawer.giverAbout')}
        words={say('drawer.counted')}
        currency={shelf.shop.currency}
        busy={acts.busy}
        onDone={giverCount ? taken : setGiverCount}
      />
    </div>
  )
}

type AgreeProps = HandOverProps & {
  readonly taker: Person
  readonly giverCount: CashCount
  readonly takerCount: CashCount
}

/** The PIN of whoever takes it; one that was given before a recount still holds. */
function Agree({ taker, drawer, acts, giverCount, takerCount }: AgreeProps) {
  const say = useSay()
  const { shelf, live } = useTill()
  const { currency } = shelf.shop
  const asked = useMemo(() => {
    const subject = handOverSubject(drawer.id, currency)
    return { about: drawer.id, kind: 'hand-over' as const, subject }
  }, [drawer.id, currency])
  const approving = useApproval(asked)
  const { state } = approving
  const granted =
    state.kind === 'granted' && state.approval.decidedBy === taker.id ? state.approval.id : null
  const hand = useLatest((approvalId: Id | null) =>
    acts.handOver({ taker, giverCount, takerCount, approvalId }),
  )
  const isPinTyped = useRef(false)
  useEffect(() => {
    if (granted === null || !isPinTyped.current) return
    isPinTyped.current = false
    hand(granted)
  }, [granted, hand])
  const byPin = (by: { login: string; pin: string }) => {
    isPinTyped.current = true
    return approving.byPin(by, say('drawer.approvalReason'))
  }
  if (granted !== null || !live) {
    return (
      <div className={css.count}>
        {!live && <p className={css.about}>{say('drawer.pinNeedsLink')}</p>}
        <Button autoFocus size="lg" loading={acts.busy} onClick={() => hand(granted)}>
          {say(granted === null ? 'drawer.takeOffline' : 'drawer.pinTake')}
        </Button>
      </div>
    )
  }
  return (
    <div className={css.count}>
      <p className={css.about}>{say('drawer.pinAbout', { name: taker.name })}</p>
      <PinForm
        people={[taker]}
        busy={approving.busy || acts.busy}
        problem={approving.problem}
        words={say('drawer.pinTake')}
        onPin={byPin}
      />
    </div>
  )
}
