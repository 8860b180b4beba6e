// Where one is signed in oneself, and leaving everywhere else at once.
import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { mySessions, signOutEverywhere } from '#auth/sessions-contract.ts'
import { Confirm } from '../forms/confirm.tsx'
import { ProblemNote } from '../forms/problem-note.tsx'
import { said } from '../forms/said.tsx'
import { useWork } from '../forms/work.ts'
import { askOptions, useAsked } from '../link/asked.ts'
import { useLink } from '../link/react.ts'
import { Panel } from '../ui/panel.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { SignIns } from './sign-ins.tsx'

export function OwnSignIns() {
  const say = useSay()
  const { call } = useLink()
  const [asks, setAsks] = useState(false)
  const ask = useCallback(() => call(mySessions, {}, askOptions), [call])
  const { answer, problem, again } = useAsked(ask)
  const others = answer?.sessions.some(({ here }) => !here) ?? false
  return (
    <Panel
      title={say('signIns.own')}
      aside={
        others && (
          <Button variant="outline" onClick={() => setAsks(true)}>
            {say('signIns.others')}
          </Button>
        )
      }
    >
      {answer ? (
        <SignIns sessions={answer.sessions} mayEnd onEnded={again} />
      ) : (
        !problem && <Skeletons shape="lines" count={3} />
      )}
      <ProblemNote problem={problem} onAgain={again} />
      {asks && (
        <Others
          onClose={() => {
            setAsks(false)
            again()
          }}
        />
      )}
    </Panel>
  )
}

function Others({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const leave = async () => {
    const { ended } = await call(signOutEverywhere, { butHere: true })
    said(say('signIns.othersDone', { count: ended }))
  }
  return (
    <Confirm
      opened
      title={say('signIns.others')}
      detail={say('signIns.othersAsk')}
      words={say('signIns.others')}
      work={work}
      onAct={() => void work.run(leave).then((agreed) => agreed && onClose())}
      onClose={onClose}
    />
  )
}
