// Customers: found by name, phone, e-mail or tax number; added and changed. The hub searches, because tills hold no copy.
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import {
  type Customer,
  customerChanged,
  customerGroupsSet,
  customersSearch,
} from '#customers/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { SearchField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { CustomerSheet } from './customer-sheet.tsx'
import { GroupsSheet } from './groups-sheet.tsx'

const TYPED_MS = 250

export default function CustomersPage() {
  const say = useSay()
  const { call } = useLink()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), TYPED_MS)
  const [groups, setGroups] = useState(false)
  const mayGroup = useMay(customerGroupsSet.needs)
  const [open, setOpen] = useState<Customer | 'new' | null>(null)
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(customersSearch, { ...(text === '' ? {} : { text }), ...page }, askOptions),
    [call, text],
  )
  const asked = usePages<Customer>(ask, useFactVersion(customerChanged))
  const columns = useColumns()
  const add = { words: say('customersOffice.add'), onAct: () => setOpen('new') }
  return (
    <OfficePage>
      <PageHead title={say('office.customers')}>
        {mayGroup && (
          <Button variant="default" onClick={() => setGroups(true)}>
            {say('customerGroups.title')}
          </Button>
        )}
        <Button leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />} onClick={add.onAct}>
          {add.words}
        </Button>
      </PageHead>
      <Listing<Customer>
        label={say('office.customers')}
        name="customers"
        ownSearch
        filters={
          <div className={parts.grow}>
            <SearchField label={say('customersOffice.search')} value={typed} onChange={setTyped} />
          </div>
        }
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={setOpen}
        empty={{
          icon: <IconUsers size={40} stroke={1.6} aria-hidden />,
          title: say(text === '' ? 'customersOffice.none' : 'customersOffice.noneFound'),
          action: add,
        }}
      />
      {groups && <GroupsSheet onClose={() => setGroups(false)} />}
      {open !== null && (
        <CustomerSheet customer={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </OfficePage>
  )
}

function useColumns(): readonly ListColumn<Customer>[] {
  const say = useSay()
  return useMemo(() => {
    const code = (text: string | null) => (text === null ? '–' : <Code>{text}</Code>)
    return [
      {
        id: 'name',
        head: say('officeParts.name'),
        width: 'minmax(200px, 2fr)',
        by: ({ name }) => name,
        cell: ({ name, archived }) => (
          <>
            <bdi>{name}</bdi>
            {archived && <Chip tone="off">{say('customersOffice.archived')}</Chip>}
          </>
        ),
      },
      {
        id: 'phone',
        head: say('customersOffice.phone'),
        width: '170px',
        by: ({ phone }) => phone,
        cell: ({ phone }) => code(phone),
      },
      {
        id: 'email',
        head: say('customersOffice.email'),
        width: 'minmax(180px, 1fr)',
        by: ({ email }) => email,
        cell: ({ email }) => code(email),
      },
      {
        id: 'tax',
        head: say('customersOffice.taxNumber'),
        width: '150px',
        by: ({ taxNumber }) => taxNumber,
        cell: ({ taxNumber }) => code(taxNumber),
      },
    ]
  }, [say])
}
