// The lots of the company, first expiring first, with what the store looked at holds; each opens to be held or recalled.
import { Select } from '@mantine/core'
import { IconPackages } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { lotStatuses } from '#stock/contract.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { CheckField, SearchField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { TwoNames } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { StorePick } from '../parts/store-pick.tsx'
import { isLotStatus, type LotFilter, type LotRow } from './lot-rows.ts'
import { LotSheet } from './lot-sheet.tsx'
import { LotDay, LotStatusChip, Quantity } from './lot-words.tsx'
import { useLotRows } from './use-lot-rows.ts'

const everything: LotFilter = { text: '', status: 'all', held: false }

export function LotsTab({ openId }: { openId: string | null }) {
  const say = useSay()
  const { locale } = useLook()
  const [, go] = useLocation()
  const [filter, setFilter] = useState(everything)
  const { all, shown } = useLotRows(filter)
  const columns = useColumns()
  return (
    <>
      <LotFilters filter={filter} onChange={setFilter} />
      <Listing<LotRow>
        label={say('stockOffice.tabs.lots')}
        name="lots"
        ownSearch
        columns={columns}
        rows={useOnceKnown(shown)}
        idOf={({ lot }) => lot.id}
        nameOf={({ lot, productName }) => `${nameIn(locale, productName)}, ${lot.code}`}
        onOpen={({ lot }) => go(`/office/stock/lots/${lot.id}`)}
        empty={{
          icon: <IconPackages size={40} stroke={1.6} aria-hidden />,
          title: say(all === 0 ? 'stockOffice.noLots' : 'stockOffice.noLotsFound'),
          detail: say(all === 0 ? 'stockOffice.noLotsDetail' : 'products.noneFoundDetail'),
          ...(all === 0
            ? {}
            : {
                action: {
                  words: say('stockOffice.showAllLots'),
                  onAct: () => setFilter(everything),
                },
              }),
        }}
      />
      {openId !== null && <LotSheet lotId={openId} onClose={() => go('/office/stock/lots')} />}
    </>
  )
}

function LotFilters(props: { filter: LotFilter; onChange(filter: LotFilter): void }) {
  const { filter, onChange } = props
  const say = useSay()
  const options = ['all', ...lotStatuses] as const
  return (
    <div className={parts.filters}>
      <div className={parts.grow}>
        <SearchField
          label={say('stockOffice.searchLots')}
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
      <Select
        aria-label={say('stockOffice.status')}
        value={filter.status}
        data={options.map((value) => ({ value, label: say(`stockOffice.statuses.${value}`) }))}
        allowDeselect={false}
        onChange={(value) => onChange({ ...filter, status: isLotStatus(value) ? value : 'all' })}
      />
      <StorePick />
      <CheckField
        label={say('stockOffice.onlyHeld')}
        value={filter.held}
        onChange={(held) => onChange({ ...filter, held })}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<LotRow>[] {
  const say = useSay()
  const { locale } = useLook()
  return useMemo(
    () => [
      {
        id: 'product',
        head: say('products.product'),
        width: 'minmax(220px, 2fr)',
        by: ({ productName }) => nameIn(locale, productName),
        cell: ({ productName }) => <TwoNames names={productName} />,
      },
      {
        id: 'code',
        head: say('stockOffice.lot'),
        width: 'minmax(120px, 1fr)',
        by: ({ lot }) => lot.code,
        cell: ({ lot }) => <Code>{lot.code}</Code>,
      },
      {
        id: 'status',
        head: say('stockOffice.status'),
        width: '140px',
        by: ({ lot }) => lot.status,
        plain: ({ lot }) => say(`stockOffice.statuses.${lot.status}`),
        cell: ({ lot }) => <LotStatusChip status={lot.status} />,
      },
      {
        id: 'expiry',
        head: say('stockOffice.expiry'),
        width: '160px',
        by: ({ lot }) => lot.expiryOn ?? lot.bestBeforeOn,
        cell: ({ lot }) => <LotDay lot={lot} />,
      },
      {
        id: 'onHand',
        head: say('products.onHand'),
        width: '120px',
        number: true,
        by: ({ onHandMilli }) => onHandMilli,
        plain: ({ onHandMilli }) => onHandMilli / 1000,
        cell: ({ onHandMilli, unit }) => <Quantity milli={onHandMilli} unit={unit} />,
      },
    ],
    [say, locale],
  )
}
