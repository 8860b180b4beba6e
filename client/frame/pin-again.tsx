// The question put to whoever a till let in while it could not ask the hub: the PIN once more, before the first thing that
// needs the hub. Closing it leaves everything as it is; what waits in the journal goes out all the same.
import { useEffect } from 'react'
import { useLink, useSession, useWatched } from '../link/react.ts'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { ByPassword } from './by-password.tsx'
import css from './pin.module.css'
import { SwitchForm } from './switch-form.tsx'

export function PinAgainSheet() {
  const say = useSay()
  const { switching } = useLink()
  const asked = useWatched(switching.question.asked)
  const session = useSession()
  useEffect(() => switching.question.show(), [switching])
  if (!asked || session.kind !== 'signed-in') return null
  const settle = (proved: boolean) => switching.question.settle(proved)
  const { person } = session
  return (
    <Sheet opened onClose={() => settle(false)} title={say('switchOver.again')}>
      <div className={css.panel}>
        <p className={css.about}>{say('switchOver.againDetail', { name: person.name })}</p>
        <SwitchForm only={person} onDone={() => settle(true)} />
        <ByPassword live />
      </div>
    </Sheet>
  )
}
