// Gives a person a PIN. Of one's own it asks the present password, so that a screen left open is not enough.
import { useState } from 'react'
import { setPin } from '#auth/contract.ts'
import { latinDigits } from '#shared/text.ts'
import type { Person } from '#users/contract.ts'
import { useLink } from '../link/react.ts'
import { usePersonId } from '../link/rights.ts'
import { SecretField } from '../ui/secret-field.tsx'
import { useSay } from '../words/index.ts'
import { FormSheet } from '../forms/form-sheet.tsx'
import { useSave } from '../forms/use-save.ts'

export function PinSheet({ person, onClose }: { person: Person; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onClose)
  const [typed, setTyped] = useState({ pin: '', again: '', present: '' })
  const { id: personId, name } = person
  const isOwn = usePersonId() === personId
  const pin = latinDigits(typed.pin)
  const isPin = /^[0-9]{4,8}$/.test(pin)
  const same = latinDigits(typed.again) === pin
  const present = isOwn ? { present: typed.present } : {}
  const field = (key: keyof typeof typed, error: string | false) => (
    <SecretField
      label={say(`pinOffice.${key}`)}
      value={typed[key]}
      error={error}
      fills={key === 'present' ? 'present' : 'nothing'}
      onChange={(text) => setTyped({ ...typed, [key]: text })}
    />
  )
  return (
    <FormSheet
      opened
      title={say('pinOffice.of', { name })}
      words={say('pinOffice.set')}
      work={work}
      ready={isPin && same && (!isOwn || typed.present !== '')}
      onSubmit={() =>
        act(say('pinOffice.done', { name }), () => call(setPin, { personId, pin, ...present }))
      }
      onClose={onClose}
    >
      <p>{say('pinOffice.detail', { name })}</p>
      {field('pin', typed.pin !== '' && !isPin && say('pinOffice.short'))}
      {field('again', typed.again !== '' && !same && say('pinOffice.differs'))}
      {isOwn && field('present', false)}
    </FormSheet>
  )
}
