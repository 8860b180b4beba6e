// Somebody else takes the till: by their PIN, or by signing out for the sign-in page. The basket stays where it is.
import { Button } from '@mantine/core'
import { SwitchForm } from '../frame/switch-form.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'
import { useJournal } from '../link/react.ts'
import { useSay } from '../words/index.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function PersonSheet() {
  const { show, live } = useTill()
  const say = useSay()
  const { waiting } = useJournal()
  const { refused, signOut } = useSignOut()
  return (
    <div className={css.form}>
      <SwitchForm onDone={() => show({ sheet: null })} />
      {live && (
        <Button variant="subtle" onClick={signOut}>
          {say('switchOver.password')}
        </Button>
      )}
      {refused && (
        <p className={css.note} role="alert">
          {say('sell.signOutWaits', { count: waiting })}
        </p>
      )}
    </div>
  )
}
