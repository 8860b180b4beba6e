// The customer groups: those there are, renamed in place, and a new one. Price lists are bound to them elsewhere.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type CustomerGroup, customerGroups, customerGroupsSet } from '#customers/contract.ts'
import { newId } from '#shared/ids.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'

export function GroupsSheet({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { locale } = useLook()
  const groups = useRecords(customerGroups)
  const [open, setOpen] = useState<CustomerGroup | null>(null)
  const add = () => setOpen({ id: newId(Date.now()), name: { en: '', ar: '' } })
  return (
    <Sheet opened onClose={onClose} title={say('customerGroups.title')}>
      {open ? (
        <GroupForm key={open.id} group={open} onClose={() => setOpen(null)} />
      ) : (
        <div className={parts.form}>
          <p className={parts.quiet}>{say('customerGroups.detail')}</p>
          <ul className={parts.rows}>
            {groups.map((group) => (
              <li key={group.id} className={parts.row}>
                <Button variant="subtle" onClick={() => setOpen(group)}>
                  <bdi>{nameIn(locale, group.name)}</bdi>
                </Button>
              </li>
            ))}
          </ul>
          <Button leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />} onClick={add}>
            {say('customerGroups.add')}
          </Button>
        </div>
      )}
    </Sheet>
  )
}

function GroupForm({ group, onClose }: { group: CustomerGroup; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [typed, setTyped] = useState(group.name)
  const name = bothNames(typed)
  return (
    <FormBody
      words={say('act.save')}
      work={work}
      ready={name !== null}
      onSubmit={() => name && save(name, () => call(customerGroupsSet, { id: group.id, name }))}
      onClose={onClose}
    >
      <NameFields value={typed} onChange={setTyped} />
    </FormBody>
  )
}
