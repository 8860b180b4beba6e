// Adds a warehouse or changes it: its name, and the places in it. A place is added and renamed here, never removed.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import {
  type Location,
  locationKinds,
  locations,
  virtualKinds,
  type Warehouse,
  warehousesSet,
} from '#stock/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { CheckField, SelectField } from '../../ui/fields.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { bothNames } from '../parts/both-names.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { useSave } from '../../forms/use-save.ts'

type Place = Omit<Location, 'storeId' | 'warehouseId'>
const ownKinds = locationKinds.filter((kind) => !virtualKinds.includes(kind))
const fresh = (): Place => ({
  id: newId(Date.now()),
  kind: 'shop-floor',
  name: { en: '', ar: '' },
  sellable: true,
})

export function WarehouseSheet(props: { warehouse: Warehouse | null; onClose(): void }) {
  const { warehouse, onClose } = props
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const { work, save } = useSave(onClose)
  const known = useRecords(locations).filter(
    (each) => each.warehouseId === warehouse?.id && !virtualKinds.includes(each.kind),
  )
  const [id] = useState(() => warehouse?.id ?? newId(Date.now()))
  const [name, setName] = useState(warehouse?.name ?? { en: '', ar: '' })
  const [places, setPlaces] = useState<readonly Place[]>(() =>
    known.length > 0
      ? known.map(({ id: placeId, kind, name: called, sellable }) => {
          return { id: placeId, kind, name: called, sellable }
        })
      : [fresh()],
  )
  const named = bothNames(name)
  const given = places.flatMap((place) => {
    const placeName = bothNames(place.name)
    return placeName ? [{ ...place, name: placeName }] : []
  })
  const send = () => {
    if (!store || !named) return
    const input = { id, storeId: store.id, name: named, locations: given }
    save(named, () => call(warehousesSet, input))
  }
  const put = (place: Place) =>
    setPlaces(places.map((each) => (each.id === place.id ? place : each)))
  return (
    <FormSheet
      opened
      title={say(warehouse ? 'stockOffice.changeWarehouse' : 'stockOffice.addWarehouse')}
      words={say('act.save')}
      work={work}
      ready={named !== null && given.length === places.length}
      onSubmit={send}
      onClose={onClose}
    >
      <NameFields value={name} onChange={setName} />
      {places.map((place) => (
        <PlaceFields key={place.id} place={place} onChange={put} />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
        onClick={() => setPlaces([...places, fresh()])}
      >
        {say('stockOffice.addPlace')}
      </Button>
    </FormSheet>
  )
}

function PlaceFields({ place, onChange }: { place: Place; onChange(place: Place): void }) {
  const say = useSay()
  return (
    <Panel title={say('stockOffice.place')}>
      <NameFields value={place.name} onChange={(name) => onChange({ ...place, name })} />
      <SelectField
        label={say('stockOffice.placeKind')}
        value={place.kind}
        options={ownKinds.map((kind) => ({
          value: kind,
          label: say(`stockOffice.places.${kind}`),
        }))}
        onChange={(value) => {
          const kind = ownKinds.find((each) => each === value) ?? place.kind
          onChange({ ...place, kind, sellable: kind === 'shop-floor' })
        }}
      />
      {place.kind !== 'quarantine' && place.kind !== 'in-transit' && (
        <CheckField
          label={say('stockOffice.sellable')}
          value={place.sellable}
          onChange={(sellable) => onChange({ ...place, sellable })}
        />
      )}
    </Panel>
  )
}
