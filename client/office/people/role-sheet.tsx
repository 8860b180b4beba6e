// Adds a role or changes what it permits. Nobody grants more than they hold; the hub sees to that.
import { useState } from 'react'
import { type Role, rolesSet } from '#users/contract.ts'
import { EVERYTHING, noLimits } from '#users/rules.ts'
import { useLink } from '../../link/react.ts'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { bothNames } from '../parts/both-names.ts'
import { LinesField } from '../parts/fields.tsx'
import { FormSheet } from '../parts/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { useSave } from '../parts/use-save.ts'
import { LimitFields } from './limit-fields.tsx'
import { readRights } from './rights.ts'
import { readLimits, typedLimits } from './role-limits.ts'

const isShort = (id: string) => /^[a-z][a-z-]{1,30}$/.test(id)

export function RoleSheet({ role, onClose }: { role: Role | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [id, setId] = useState(role?.id ?? '')
  const [typed, setTyped] = useState(role?.name ?? { en: '', ar: '' })
  const [text, setText] = useState(role?.permissions.join('\n') ?? '')
  const currency = useChosenStore().store?.currency ?? ''
  const [typedFar, setTypedFar] = useState(() => typedLimits(role?.limits ?? noLimits, currency))
  const limits = readLimits(typedFar, currency)
  const { permissions, wrong } = readRights(text)
  const name = bothNames(typed)
  const set = () => {
    if (!name || !limits) return
    save(name, () => call(rolesSet, { id, name, permissions, limits }))
  }
  return (
    <FormSheet
      opened
      title={say(role ? 'peopleOffice.changeRole' : 'peopleOffice.addRole')}
      words={say('act.save')}
      work={work}
      ready={name !== null && limits !== undefined && isShort(id) && wrong.length === 0}
      onSubmit={set}
      onClose={onClose}
    >
      <NameFields value={typed} onChange={setTyped} />
      {!role && (
        <TextField
          code
          label={say('peopleOffice.roleId')}
          hint={say('peopleOffice.roleIdHint')}
          value={id}
          onChange={setId}
        />
      )}
      <LinesField
        code
        label={say('peopleOffice.rights')}
        hint={say('peopleOffice.rightsHint')}
        value={text}
        onChange={setText}
        {...(wrong.length > 0
          ? { error: say('peopleOffice.rightsWrong', { words: wrong.join(' ') }) }
          : {})}
      />
      {!permissions.includes(EVERYTHING) && (
        <LimitFields value={typedFar} currency={currency} onChange={setTypedFar} />
      )}
    </FormSheet>
  )
}
