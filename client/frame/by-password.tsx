// The way to the sign-in page for who has no PIN here. Whoever holds entries that the hub has not taken stays, and is told.
import { Button } from '@mantine/core'
import { useJournal } from '../link/react.ts'
import care from '../ui/care.module.css'
import { useSay } from '../words/index.ts'
import { useSignOut } from './use-sign-out.ts'

export function ByPassword({ live }: { readonly live: boolean }) {
  const say = useSay()
  const { waiting } = useJournal()
  const { refused, signOut } = useSignOut()
  return (
    <>
      {live && (
        <Button variant="subtle" onClick={signOut}>
          {say('switchOver.password')}
        </Button>
      )}
      {refused && (
        <p className={care.care} role="alert">
          {say('sell.signOutWaits', { count: waiting })}
        </p>
      )}
    </>
  )
}
