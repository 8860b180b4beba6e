// One's own password: since when, and changing it, which asks for the present one and ends every other sign-in.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { setPassword } from '#auth/contract.ts'
import type { Person } from '#users/contract.ts'
import { FormSheet } from '../forms/form-sheet.tsx'
import { useSave } from '../forms/use-save.ts'
import { useLink } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { Panel } from '../ui/panel.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import { useSay } from '../words/index.ts'
import type { Security } from './use-security.ts'

export type SecurityPanelProps = { security: Security; person: Person; onChanged(): void }

export function PasswordPanel({ security, person, onChanged }: SecurityPanelProps) {
  const say = useSay()
  const numerals = useNumerals()
  const [open, setOpen] = useState(false)
  const { passwordChangedAt: at } = security
  return (
    <Panel
      title={say('security.password')}
      note={
        at === null
          ? say('security.passwordGiven')
          : say('security.passwordSince', { date: numerals.date(at, 'day-year') })
      }
      aside={
        <Button variant="default" onClick={() => setOpen(true)}>
          {say('security.changePassword')}
        </Button>
      }
    >
      {open && (
        <PasswordSheet
          security={security}
          person={person}
          onChanged={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </Panel>
  )
}

function PasswordSheet(props: SecurityPanelProps & { onClose(): void }) {
  const { security, person, onChanged, onClose } = props
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(() => {
    onChanged()
    onClose()
  })
  const [typed, setTyped] = useState({ present: '', password: '', again: '' })
  const { present, password, again } = typed
  const same = again === password
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part })
  const input = { personId: person.id, present, password }
  return (
    <FormSheet
      opened
      title={say('security.changePassword')}
      words={say('security.changePassword')}
      work={work}
      ready={present !== '' && password !== '' && same}
      onSubmit={() => act(say('security.passwordDone'), () => call(setPassword, input))}
      onClose={onClose}
    >
      <SecretField
        first
        label={say('pinOffice.present')}
        value={present}
        onChange={(next) => set({ present: next })}
        fills="present"
      />
      <NewPasswordFields
        typed={typed}
        hint={say('security.passwordHint', { count: security.passwordCharacters })}
        onChange={set}
      />
    </FormSheet>
  )
}
