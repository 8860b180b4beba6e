// Adds a role or changes what it permits. Nobody grants more than they hold; the hub sees to that.
import { useState } from 'react'
import { type Role, rolesSet } from '#users/contract.ts'
import { useLink } from '../../link/react.ts'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { LinesField } from '../parts/fields.tsx'
import { FormSheet } from '../parts/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { said } from '../parts/said.tsx'
import { useWork } from '../parts/work.ts'
import { readRights } from './rights.ts'

export function RoleSheet({ role, onClose }: { role: Role | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const [id, setId] = useState(role?.id ?? '')
  const [typed, setTyped] = useState(role?.name ?? { en: '', ar: '' })
  const [text, setText] = useState(role?.permissions.join('\n') ?? '')
  const { permissions, wrong } = readRights(text)
  const name = bothNames(typed)
  const save = async () => {
    if (!name) return
    if (!(await work.run(() => call(rolesSet, { id, name, permissions })))) return
    said(say('officeParts.saved', { name: name.en }))
    onClose()
  }
  return (
    <FormSheet
      opened
      title={say(role ? 'peopleOffice.changeRole' : 'peopleOffice.addRole')}
      words={say('act.save')}
      work={work}
      ready={name !== null && /^[a-z][a-z-]{1,30}$/.test(id) && wrong.length === 0}
      onSubmit={() => void save()}
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
    </FormSheet>
  )
}
