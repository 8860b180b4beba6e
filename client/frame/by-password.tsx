// The way to the sign-in page for who has no PIN here. Whoever holds entries that the hub has not taken stays, and is told.
import { Button } from '@mantine/core'
import { useSay } from '../words/index.ts'
import { SignOutWaits } from './sign-out-waits.tsx'
import { useSignOut } from './use-sign-out.ts'

export function ByPassword({ live }: { readonly live: boolean }) {
  const say = useSay()
  const { refused, signOut } = useSignOut()
  return (
    <>
      {live && (
        <Button variant="subtle" onClick={signOut}>
          {say('switchOver.password')}
        </Button>
      )}
      {refused && <SignOutWaits />}
    </>
  )
}
