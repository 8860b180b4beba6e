// The roles with how much each permits and how many people hold it.
import { IconUserShield } from '@tabler/icons-react'
import { useMemo } from 'react'
import { people, roles, type Role } from '#users/contract.ts'
import { EVERYTHING } from '#users/rules.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { TwoNames } from '../parts/names.tsx'

export function RolesTab({ onOpen }: { onOpen(role: Role): void }) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const everyone = useRecords(people)
  const columns = useMemo((): readonly ListColumn<Role>[] => {
    const holders = (role: Role) =>
      everyone.filter(({ roleId, active }) => active && roleId === role.id).length
    return [
      {
        id: 'name',
        head: say('peopleOffice.role'),
        width: 'minmax(200px, 1fr)',
        by: ({ name }) => nameIn(locale, name),
        cell: ({ name }) => <TwoNames names={name} />,
      },
      {
        id: 'rights',
        head: say('peopleOffice.rights'),
        width: 'minmax(160px, 1fr)',
        by: ({ permissions }) => permissions.length,
        cell: ({ permissions }) =>
          permissions.includes(EVERYTHING)
            ? say('peopleOffice.everything')
            : say('peopleOffice.rightsCount', { count: permissions.length }),
      },
      {
        id: 'holders',
        head: say('peopleOffice.holders'),
        width: '120px',
        number: true,
        by: holders,
        cell: (role) => <bdi>{numerals.count(holders(role))}</bdi>,
      },
    ]
  }, [say, locale, numerals, everyone])
  return (
    <Listing<Role>
      label={say('peopleOffice.tabs.roles')}
      name="roles"
      columns={columns}
      rows={useOnceKnown(useRecords(roles))}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      onOpen={onOpen}
      empty={{
        icon: <IconUserShield size={40} stroke={1.6} aria-hidden />,
        title: say('peopleOffice.noRoles'),
      }}
    />
  )
}
