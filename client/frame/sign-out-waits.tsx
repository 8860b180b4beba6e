// Why somebody who wants to leave is still here: what they wrote has not reached the hub. It goes when it has.
import { useLive } from '../link/react.ts'
import care from '../ui/care.module.css'
import { useSay } from '../words/index.ts'

export function SignOutWaits() {
  const say = useSay()
  const { queued } = useLive()
  if (queued === 0) return null
  return (
    <p className={care.care} role="alert">
      {say('sell.signOutWaits', { count: queued })}
    </p>
  )
}
