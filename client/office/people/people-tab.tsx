// Everyone with their role and stores; those who left stay in the list, because sales carry their name.
import { IconUsers } from '@tabler/icons-react'
import { useMemo } from 'react'
import { stores } from '#stores/contract.ts'
import { people, roles, type Person } from '#users/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'

type PeopleTabProps = { onOpen: ((person: Person) => void) | undefined }

export function PeopleTab({ onOpen }: PeopleTabProps) {
  const say = useSay()
  const rows = useRecords(people)
  const columns = useColumns()
  const inOrder = useMemo(
    () =>
      rows.toSorted((a, b) => Number(b.active) - Number(a.active) || (a.name < b.name ? -1 : 1)),
    [rows],
  )
  return (
    <Listing<Person>
      label={say('peopleOffice.tabs.people')}
      name="people"
      columns={columns}
      rows={useOnceKnown(inOrder)}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      {...(onOpen ? { onOpen } : {})}
      empty={{
        icon: <IconUsers size={40} stroke={1.6} aria-hidden />,
        title: say('peopleOffice.none'),
      }}
    />
  )
}

function useColumns(): readonly ListColumn<Person>[] {
  const say = useSay()
  const { locale } = useLook()
  const everyRole = useRecords(roles)
  const everyStore = useRecords(stores)
  return useMemo(() => {
    const roleOf = ({ roleId }: Person) => {
      const role = everyRole.find(({ id }) => id === roleId)
      return role ? nameIn(locale, role.name) : roleId
    }
    const stateOf = ({ active }: Pick<Person, 'active'>) =>
      say(active ? 'peopleOffice.active' : 'peopleOffice.inactive')
    const storesOf = ({ storeIds }: Person) => {
      if (storeIds === null) return say('peopleOffice.everyStore')
      const named = everyStore.filter(({ id }) => storeIds.includes(id))
      const separator = locale === 'ar' ? '، ' : ', '
      return named.map(({ name }) => nameIn(locale, name)).join(separator) || '–'
    }
    return [
      {
        id: 'name',
        head: say('officeParts.name'),
        width: 'minmax(180px, 2fr)',
        by: ({ name }) => name,
        cell: ({ name }) => <bdi>{name}</bdi>,
      },
      {
        id: 'login',
        head: say('sign.name'),
        width: '150px',
        by: ({ login }) => login,
        cell: ({ login }) => <Code>{login}</Code>,
      },
      {
        id: 'role',
        head: say('peopleOffice.role'),
        width: '150px',
        by: roleOf,
        cell: (person) => <bdi>{roleOf(person)}</bdi>,
      },
      {
        id: 'stores',
        head: say('peopleOffice.stores'),
        width: 'minmax(160px, 1fr)',
        by: storesOf,
        cell: (person) => <bdi>{storesOf(person)}</bdi>,
      },
      {
        id: 'active',
        head: say('peopleOffice.state'),
        width: '120px',
        by: ({ active }) => Number(active),
        plain: stateOf,
        cell: ({ active }) => <Chip tone={active ? 'live' : 'plain'}>{stateOf({ active })}</Chip>,
      },
    ]
  }, [say, locale, everyRole, everyStore])
}
