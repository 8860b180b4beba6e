// Gift cards, store credit and vouchers: found by their code or by its end, each with what moved on it; issued and blocked here.
import { Button, Select } from '@mantine/core'
import { IconGift, IconPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import {
  issuePermission,
  storedValueChanged,
  storedValueKinds,
  storedValueList,
  storedValueMoved,
  type StoredValueAccount,
} from '#stored-value/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { Listing } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { AccountSheet } from './account-sheet.tsx'
import { useAccountColumns } from './account-columns.tsx'
import { FindByCode } from './find-by-code.tsx'
import { IssueSheet } from './issue-sheet.tsx'

const states = ['active', 'blocked', 'used'] as const
type Wanted = { kind: string; state: string }

export default function StoredValuePage() {
  const say = useSay()
  const [wanted, setWanted] = useState<Wanted>({ kind: 'all', state: 'all' })
  const [open, setOpen] = useState<StoredValueAccount | 'new' | null>(null)
  const mayIssue = useMay(issuePermission)
  const asked = useAccounts(wanted)
  const columns = useAccountColumns()
  return (
    <OfficePage>
      <PageHead title={say('office.storedValue')}>
        {mayIssue && (
          <Button
            leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
            onClick={() => setOpen('new')}
          >
            {say('storedValueOffice.issue')}
          </Button>
        )}
      </PageHead>
      <Filters wanted={wanted} onChange={setWanted} onFound={setOpen} />
      <Listing<StoredValueAccount>
        name="stored-value"
        label={say('office.storedValue')}
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ id }) => id}
        nameOf={({ kind, last4 }) =>
          `${say(`storedValueOffice.kinds.${kind}`)} ${last4 ?? say('storedValueOffice.noCode')}`
        }
        onOpen={setOpen}
        empty={{
          icon: <IconGift size={40} stroke={1.6} aria-hidden />,
          title: say('storedValueOffice.none'),
          detail: say('storedValueOffice.noneDetail'),
        }}
      />
      {open === 'new' && <IssueSheet onClose={() => setOpen(null)} />}
      {open !== null && open !== 'new' && (
        <AccountSheet account={open} onClose={() => setOpen(null)} />
      )}
    </OfficePage>
  )
}

function useAccounts({ kind, state }: Wanted) {
  const { call } = useLink()
  const ask = useCallback(
    (page: { after?: string; limit: number }) => {
      const ofKind = storedValueKinds.find((each) => each === kind)
      const inState = states.find((each) => each === state)
      const narrowed = { ...(ofKind && { kind: ofKind }), ...(inState && { state: inState }) }
      return call(storedValueList, { ...narrowed, ...page }, askOptions)
    },
    [call, kind, state],
  )
  const version = useFactVersion(storedValueMoved) + useFactVersion(storedValueChanged)
  return usePages<StoredValueAccount>(ask, version)
}

type FiltersProps = {
  wanted: Wanted
  onChange(wanted: Wanted): void
  onFound(account: StoredValueAccount): void
}

function Filters({ wanted, onChange, onFound }: FiltersProps) {
  const say = useSay()
  return (
    <div className={parts.filters}>
      <div className={parts.grow}>
        <FindByCode onFound={onFound} />
      </div>
      <Select
        aria-label={say('storedValueOffice.kind')}
        value={wanted.kind}
        data={(['all', ...storedValueKinds] as const).map((value) => ({
          value,
          label: say(`storedValueOffice.kinds.${value}`),
        }))}
        allowDeselect={false}
        onChange={(kind) => onChange({ ...wanted, kind: kind ?? 'all' })}
      />
      <Select
        aria-label={say('storedValueOffice.state')}
        value={wanted.state}
        data={(['all', ...states] as const).map((value) => ({
          value,
          label: say(`storedValueOffice.states.${value}`),
        }))}
        allowDeselect={false}
        onChange={(state) => onChange({ ...wanted, state: state ?? 'all' })}
      />
    </div>
  )
}
