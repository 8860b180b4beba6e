// Somebody else takes the till: by their PIN, or by signing out for the sign-in page. The basket stays where it is.
import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { ByPassword } from '../frame/by-password.tsx'
import { SwitchForm } from '../frame/switch-form.tsx'
import { useWatched } from '../link/react.ts'
import { useSay } from '../words/index.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function PersonSheet() {
  const { show, live, link, person } = useTill()
  const known = useWatched(link.switching.proofs.known)
  // Whoever this till does not know could not open it again without the link.
  const mayLock = known.some(({ personId }) => personId === person.id)
  const say = useSay()
  return (
    <div className={css.form}>
      <SwitchForm onDone={() => show({ sheet: null })} />
      {mayLock && (
        <Button
          variant="default"
          leftSection={<IconLock size={20} stroke={1.8} aria-hidden />}
          onClick={() => void link.session.lock(true)}
        >
          {say('switchOver.lock')}
        </Button>
      )}
      <ByPassword live={live} />
    </div>
  )
}
