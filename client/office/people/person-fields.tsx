// The fields of a person: name, role, the stores they work in, and how the screens speak to them.
import { stores } from '#stores/contract.ts'
import { roles, type Person } from '#users/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { ChecksField } from '../parts/fields.tsx'

export type PersonFieldsProps = {
  value: Person
  onChange(person: Person): void
  /** The user name is chosen once. */
  fresh?: boolean
}

export function PersonFields({ value, onChange, fresh = false }: PersonFieldsProps) {
  const say = useSay()
  const { locale } = useLook()
  const set = (part: Partial<Person>) => onChange({ ...value, ...part })
  const everyRole = useRecords(roles)
  const everyStore = useRecords(stores)
  const named = <Key extends { id: string; name: { en: string; ar: string } }>(each: Key) => ({
    value: each.id,
    label: nameIn(locale, each.name),
  })
  return (
    <>
      <TextField
        label={say('peopleOffice.fullName')}
        value={value.name}
        onChange={(name) => set({ name })}
      />
      {fresh && (
        <TextField
          code
          label={say('sign.name')}
          hint={say('peopleOffice.loginHint')}
          value={value.login}
          onChange={(login) => set({ login: login.trim().toLowerCase() })}
        />
      )}
      <SelectField
        label={say('peopleOffice.role')}
        value={value.roleId}
        options={everyRole.map(named)}
        onChange={(roleId) => set({ roleId: roleId ?? value.roleId })}
      />
      <CheckField
        label={say('peopleOffice.everyStore')}
        value={value.storeIds === null}
        onChange={(every) => set({ storeIds: every ? null : [] })}
      />
      {value.storeIds !== null && (
        <ChecksField
          label={say('peopleOffice.stores')}
          options={everyStore.map(named)}
          value={value.storeIds}
          onChange={(storeIds) => set({ storeIds })}
        />
      )}
      <SpeechFields value={value} onChange={set} />
    </>
  )
}

type Speech = Pick<Person, 'locale' | 'digits'>

/** In which language and digits the screens speak to someone, or a store to its customers. */
export function SpeechFields(props: { value: Speech; onChange(part: Partial<Speech>): void }) {
  const { value, onChange: set } = props
  const say = useSay()
  return (
    <>
      <SelectField
        label={say('look.language')}
        value={value.locale}
        options={[
          { value: 'ar', label: 'العربية' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(next) => set({ locale: next === 'ar' ? 'ar' : 'en' })}
      />
      <SelectField
        label={say('look.digits')}
        value={value.digits}
        options={[
          { value: 'latn', label: say('look.western') },
          { value: 'arab', label: say('look.arabic') },
        ]}
        onChange={(next) => set({ digits: next === 'arab' ? 'arab' : 'latn' })}
      />
    </>
  )
}
