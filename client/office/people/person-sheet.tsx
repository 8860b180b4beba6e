// One person: their fields, their password, and ending every sign-in of theirs. A new person gets a password made here, shown once.
import { useState } from 'react'
import { setPassword } from '#auth/contract.ts'
import { newId } from '#shared/ids.ts'
import { people, type Person, usersAdd, usersChange } from '#users/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { useSave } from '../../forms/use-save.ts'
import { useWork } from '../../forms/work.ts'
import { newPassword } from './new-password.ts'
import { OnceBody } from './once-shown.tsx'
import { PersonActs } from './person-acts.tsx'
import { PersonFields } from './person-fields.tsx'
import { PersonSignIns } from './person-sign-ins.tsx'

export function PersonSheet({ personId, onClose }: { personId: string | null; onClose(): void }) {
  const say = useSay()
  const person = useRecord(people, personId)
  const may = useMay(usersChange.needs)
  // What was done about the person may have ended sign-ins: they are asked for again.
  const [done, setDone] = useState(0)
  return (
    <Sheet
      opened
      onClose={onClose}
      title={person ? (may ? say('peopleOffice.change') : person.name) : say('peopleOffice.add')}
    >
      {person ? (
        <>
          {may && <ChangePerson key={person.id} person={person} onClose={onClose} />}
          <PersonSignIns key={`${person.id} ${done}`} person={person} />
          <PersonActs person={person} onDone={() => setDone(done + 1)} />
        </>
      ) : (
        personId === null && <AddPerson onClose={onClose} />
      )}
    </Sheet>
  )
}

function AddPerson({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const work = useWork()
  const [made, setMade] = useState<{ person: Person; password: string | null } | null>(null)
  const [draft, setDraft] = useState<Person>(() => ({
    id: newId(Date.now()),
    login: '',
    name: '',
    roleId: 'cashier',
    storeIds: store ? [store.id] : [],
    locale: 'ar',
    digits: 'latn',
    active: true,
  }))
  const placed = draft.storeIds === null || draft.storeIds.length > 0
  const ready = draft.login.trim() !== '' && draft.name.trim() !== '' && placed
  const give = async (person: Person) => {
    const password = newPassword()
    await call(setPassword, { personId: person.id, password })
    setMade({ person, password })
  }
  const add = () =>
    void work.run(async () => {
      const person = made?.person ?? (await call(usersAdd, draft))
      // The person stands from here on, whatever becomes of the password.
      setMade({ person, password: null })
      await give(person)
    })
  if (made?.password) {
    const once = { kind: 'password', secret: made.password } as const
    return <OnceBody name={made.person.name} once={once} onClose={onClose} />
  }
  return (
    <FormBody
      words={say(made ? 'peopleOffice.makePassword' : 'peopleOffice.add')}
      work={work}
      ready={ready}
      onSubmit={add}
      onClose={onClose}
    >
      <PersonFields value={draft} fresh onChange={setDraft} />
    </FormBody>
  )
}

function ChangePerson({ person, onClose }: { person: Person; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [draft, setDraft] = useState(person)
  const { name, roleId, storeIds, locale, digits } = draft
  const input = { personId: person.id, name, roleId, storeIds, locale, digits }
  return (
    <FormBody
      words={say('act.save')}
      work={work}
      ready={JSON.stringify(draft) !== JSON.stringify(person) && name.trim() !== ''}
      onSubmit={() => save(name, () => call(usersChange, input))}
      onClose={onClose}
    >
      <PersonFields value={draft} onChange={setDraft} />
    </FormBody>
  )
}
