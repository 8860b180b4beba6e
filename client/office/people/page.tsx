// People and roles: who works here, where, with which rights. Both lists are live.
import { Button, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { sessionsOf } from '#auth/sessions-contract.ts'
import { type Person, type Role, rolesSet, usersAdd, usersChange } from '#users/contract.ts'
import { useMay } from '../../link/rights.ts'
import { useSay } from '../../words/index.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { PeopleTab } from './people-tab.tsx'
import { PersonSheet } from './person-sheet.tsx'
import { RoleSheet } from './role-sheet.tsx'
import { RolesMatrix } from './roles-matrix.tsx'

const tabs = ['people', 'roles'] as const

export default function PeoplePage() {
  const say = useSay()
  const [path, go] = useLocation()
  const tab = path.endsWith('/roles') ? 'roles' : 'people'
  const [person, setPerson] = useState<Person | 'new' | null>(null)
  const [role, setRole] = useState<Role | 'new' | null>(null)
  const may = { people: useMay(usersAdd.needs), roles: useMay(rolesSet.needs) }
  // Whoever may only look has nothing to open.
  const changes = useMay(usersChange.needs)
  const looksAfter = useMay(sessionsOf.needs)
  const openPerson = changes || looksAfter ? setPerson : undefined
  const openRole = may.roles ? setRole : undefined
  const add = () => (tab === 'people' ? setPerson('new') : setRole('new'))
  return (
    <OfficePage>
      <PageHead title={say('office.people')}>
        {may[tab] && (
          <Button leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />} onClick={add}>
            {say(tab === 'people' ? 'peopleOffice.add' : 'peopleOffice.addRole')}
          </Button>
        )}
      </PageHead>
      <Tabs
        value={tab}
        onChange={(value) => go(value === 'roles' ? '/office/people/roles' : '/office/people')}
      >
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say(`peopleOffice.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab === 'people' ? <PeopleTab onOpen={openPerson} /> : <RolesMatrix onOpen={openRole} />}
      {person !== null && (
        <PersonSheet
          personId={person === 'new' ? null : person.id}
          onClose={() => setPerson(null)}
        />
      )}
      {role !== null && (
        <RoleSheet role={role === 'new' ? null : role} onClose={() => setRole(null)} />
      )}
    </OfficePage>
  )
}
