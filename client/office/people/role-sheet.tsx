// Adds a role or changes its name, how far it goes and how it signs in; what it may do is set in the matrix. Nobody grants
// more than they hold; the hub sees to that.
import { useState } from 'react'
import { roles, type Role, rolesSet } from '#users/contract.ts'
import { EVERYTHING, noLimits } from '#users/rules.ts'
import { useLink, useRecord, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { bothNames } from '../parts/both-names.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import { LimitFields } from './limit-fields.tsx'
import { readLimits, typedLimits } from './role-limits.ts'

const isShort = (id: string) => /^[a-z][a-z-]{1,30}$/.test(id)
const nothing: readonly string[] = []

export function RoleSheet({ role, onClose }: { role: Role | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [id, setId] = useState(role?.id ?? '')
  const [typed, setTyped] = useState(role?.name ?? { en: '', ar: '' })
  const [startId, setStartId] = useState<string | null>(null)
  const [needsMfa, setNeedsMfa] = useState(role?.needsMfa ?? false)
  const currency = useChosenStore().store?.currency ?? ''
  const [typedFar, setTypedFar] = useState(() => typedLimits(role?.limits ?? noLimits, currency))
  const limits = readLimits(typedFar, currency)
  // The rights as they are now, whatever was pressed in the matrix since the sheet was opened.
  const permissions = useRecord(roles, role?.id ?? startId)?.permissions ?? nothing
  const name = bothNames(typed)
  const set = () => {
    if (!name || !limits) return
    const next = { id, name, permissions: [...permissions], limits, needsMfa }
    save(name, () => call(rolesSet, next))
  }
  return (
    <FormSheet
      opened
      title={say(role ? 'peopleOffice.changeRole' : 'peopleOffice.addRole')}
      words={say('act.save')}
      work={work}
      ready={name !== null && limits !== undefined && isShort(id)}
      onSubmit={set}
      onClose={onClose}
    >
      <NameFields value={typed} onChange={setTyped} />
      {!role && (
        <>
          <TextField
            code
            label={say('peopleOffice.roleId')}
            hint={say('peopleOffice.roleIdHint')}
            value={id}
            onChange={setId}
          />
          <StartsAs value={startId} onChange={setStartId} />
        </>
      )}
      <p className={parts.quiet}>{say('matrix.rightsInMatrix')}</p>
      <CheckField
        label={say('security.needsMfa')}
        hint={say('security.needsMfaHint')}
        value={needsMfa}
        onChange={setNeedsMfa}
      />
      {!permissions.includes(EVERYTHING) && (
        <LimitFields value={typedFar} currency={currency} onChange={setTypedFar} />
      )}
    </FormSheet>
  )
}

type StartsAsProps = { value: string | null; onChange(id: string | null): void }

function StartsAs({ value, onChange }: StartsAsProps) {
  const say = useSay()
  const { locale } = useLook()
  const known = useRecords(roles).filter(({ permissions }) => !permissions.includes(EVERYTHING))
  const bare = { value: '', label: say('matrix.startsBare') }
  const options = known.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))
  return (
    <SelectField
      label={say('matrix.startsAs')}
      value={value ?? ''}
      options={[bare, ...options]}
      onChange={(id) => onChange(id || null)}
    />
  )
}
