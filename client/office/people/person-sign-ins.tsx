// Where a person is signed in, for who may look after the sign-ins of others. It is asked when their sheet opens.
import { useCallback } from 'react'
import { revokePerson } from '#auth/contract.ts'
import { sessionsOf } from '#auth/sessions-contract.ts'
import type { Person } from '#users/contract.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { askOptions, useAsked } from '../../link/asked.ts'
import { useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { SignIns } from '../../security/sign-ins.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'

export function PersonSignIns({ person }: { person: Person }) {
  const may = useMay(sessionsOf.needs)
  return may && person.active ? <Known personId={person.id} /> : null
}

function Known({ personId }: { personId: string }) {
  const say = useSay()
  const { call } = useLink()
  const mayEnd = useMay(revokePerson.needs)
  const ask = useCallback(() => call(sessionsOf, { personId }, askOptions), [call, personId])
  const { answer, problem, again } = useAsked(ask)
  return (
    <section className={parts.after} aria-label={say('signIns.title')}>
      <h3 className={parts.heading}>{say('signIns.title')}</h3>
      {answer ? (
        <SignIns sessions={answer.sessions} mayEnd={mayEnd} onEnded={again} />
      ) : (
        !problem && <Skeletons shape="lines" count={2} />
      )}
      <ProblemNote problem={problem} onAgain={again} />
    </section>
  )
}
