// Why somebody who wants to leave is still here: what they wrote has not reached the hub.
import { useJournal } from '../link/react.ts'
import care from '../ui/care.module.css'
import { useSay } from '../words/index.ts'

export function SignOutWaits() {
  const say = useSay()
  const { waiting } = useJournal()
  return (
    <p className={care.care} role="alert">
      {say('sell.signOutWaits', { count: waiting })}
    </p>
  )
}
