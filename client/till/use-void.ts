// Reverses a sale: by one's own word, or with the grant that was given for it. The open basket stays as it is.
import { useMemo, useState } from 'react'
import { approvals } from '#approvals/contract.ts'
import type { StoredSale } from '#sales/contract.ts'
import { voidAsk, voidOf } from '#sales/rules.ts'
import { newId } from '#shared/ids.ts'
import { roles } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { CallProblem } from '../link/problem.ts'
import { useRecord } from '../link/react.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { type Asked, askedOf } from './approval.ts'
import { ownAsks } from './approval-asks.ts'
import { grantsFor, isOwn, ownOf } from './approval-needs.ts'
import { useTill } from './till-state.ts'
import { useHandIn } from './use-hand-in.ts'

export type Voiding = {
  /** What somebody else must allow; null where one's own word does. */
  readonly asked: Asked | null
  readonly doVoid: () => void
}

export function useVoid(sale: StoredSale, reason: string): Voiding {
  const till = useTill()
  const { link, person, show } = till
  const problemWords = useProblemWords()
  const { handIn, failed } = useHandIn(till)
  const role = useRecord(roles, person.roleId)
  const own = useMemo(() => ownOf(role?.permissions ?? [], role?.limits ?? noLimits), [role])
  const [begun] = useState(() => ({ id: newId(Date.now()), at: new Date().toISOString() }))
  const body = useMemo(() => {
    const occasion = { ...begun, personId: person.id, offline: false, approvals: [], reason }
    return voidOf(sale.body, { ...occasion, newId: () => newId(Date.parse(begun.at)) })
  }, [sale, begun, person.id, reason])
  const ask = voidAsk(body)
  const asked = ask && !isOwn(ask, own) ? askedOf(body, ask, sale.saleId) : null
  return {
    asked,
    doVoid: () => {
      const told = ownAsks(link).state.value.map(({ approval }) => approval)
      const known = [...link.store.records(approvals), ...told]
      const at = link.clock.nowAt()
      const grants = grantsFor(body, ask ? [ask] : [], { own, known, at })
      show({ busy: true, failure: null })
      const handed = { ...body, at: new Date().toISOString(), approvals: grants.approvals }
      handIn(handed, { customer: null }).catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        failed(problemWords(error.body, error.answered), error.slug)
      })
    },
  }
}
