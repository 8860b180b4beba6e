// The warehouses of a store and the places in them; the virtual ends of movements are not shown, because nobody keeps them.
import { Button } from '@mantine/core'
import { IconBuildingWarehouse, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { locations, virtualKinds, warehouses, type Warehouse } from '#stock/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { useKnown } from '../parts/known.ts'
import parts from '../parts/parts.module.css'
import { StorePick } from '../parts/store-pick.tsx'
import { WarehouseSheet } from './warehouse-sheet.tsx'

export function WarehousesTab() {
  const say = useSay()
  const all = useRecords(warehouses)
  const { store } = useChosenStore()
  const known = useKnown(store?.id)
  const [open, setOpen] = useState<Warehouse | 'new' | null>(null)
  const add = { words: say('stockOffice.addWarehouse'), onAct: () => setOpen('new') }
  return (
    <>
      <div className={parts.filters}>
        <StorePick />
        <Button
          variant="default"
          leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
          onClick={add.onAct}
        >
          {add.words}
        </Button>
      </div>
      {!known && <Skeletons shape="rows" count={4} />}
      {known && all.length === 0 && (
        <Empty
          icon={<IconBuildingWarehouse size={40} stroke={1.6} aria-hidden />}
          title={say('stockOffice.noWarehouses')}
          action={add}
        />
      )}
      {all.map((warehouse) => (
        <OneWarehouse
          key={warehouse.id}
          warehouse={warehouse}
          onChange={() => setOpen(warehouse)}
        />
      ))}
      {open !== null && (
        <WarehouseSheet warehouse={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function OneWarehouse({ warehouse, onChange }: { warehouse: Warehouse; onChange(): void }) {
  const say = useSay()
  const { locale } = useLook()
  const places = useRecords(locations).filter(
    ({ warehouseId, kind }) => warehouseId === warehouse.id && !virtualKinds.includes(kind),
  )
  const change = (
    <Button
      variant="default"
      leftSection={<IconPencil size={20} stroke={1.8} aria-hidden />}
      onClick={onChange}
    >
      {say('stockOffice.changeWarehouse')}
    </Button>
  )
  return (
    <Panel title={nameIn(locale, warehouse.name)} aside={change}>
      <ul className={parts.rows}>
        {places.map((place) => (
          <li key={place.id} className={parts.row}>
            <bdi>{nameIn(locale, place.name)}</bdi>
            <span className={parts.quiet}>{say(`stockOffice.places.${place.kind}`)}</span>
            {place.sellable && <Chip tone="live">{say('stockOffice.sellable')}</Chip>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
