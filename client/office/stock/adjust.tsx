// Adds or takes away stock for a reason. What will be on hand afterwards is shown before it is done, from the live level.
import { Button } from '@mantine/core'
import { IconPlusMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { newId } from '#shared/ids.ts'
import { levels, levelKey, lots, locations, stockAdjust, virtualKinds } from '#stock/contract.ts'
import { useLink, useRecord, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { ProductPick } from '../parts/product-pick.tsx'
import { useSave } from '../../forms/use-save.ts'
import { readQuantity } from '../parts/typed.ts'
import { Quantity } from './lot-words.tsx'

type Draft = {
  variantId: string | null
  lotId: string | null
  locationId: string | null
  change: string
  reason: string
}
const empty: Draft = { variantId: null, lotId: null, locationId: null, change: '', reason: '' }

export function AdjustButton() {
  const say = useSay()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        leftSection={<IconPlusMinus size={20} stroke={1.8} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {say('stockOffice.adjust')}
      </Button>
      {opened && <AdjustSheet onClose={() => setOpened(false)} />}
    </>
  )
}

function AdjustSheet({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const { work, act } = useSave(onClose)
  const [draft, setDraft] = useState(empty)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const variant = useRecord(variants, draft.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const change = readQuantity(draft.change)
  const lotMissing = product?.tracking === 'lot' && draft.lotId === null
  const ready = Boolean(store && variant && change && draft.reason.trim() && draft.locationId)
  const adjust = () => {
    const { locationId, lotId } = draft
    if (!store || !variant || !change || !locationId) return
    const line = { variantId: variant.id, lotId, changeMilli: change }
    const base = { id: newId(Date.now()), storeId: store.id, locationId }
    const input = { ...base, reason: draft.reason.trim(), lines: [line] }
    act(say('stockOffice.adjusted'), () => call(stockAdjust, input), variant.sku)
  }
  return (
    <FormSheet
      opened
      title={say('stockOffice.adjust')}
      words={say('stockOffice.adjust')}
      work={work}
      ready={ready && !lotMissing}
      onSubmit={adjust}
      onClose={onClose}
    >
      <ProductPick
        label={say('products.product')}
        value={draft.variantId}
        onChange={(variantId) => set({ variantId, lotId: null })}
      />
      {product?.tracking === 'lot' && variant && (
        <LotPick variantId={variant.id} value={draft.lotId} onChange={(lotId) => set({ lotId })} />
      )}
      <PlacePick value={draft.locationId} onChange={(locationId) => set({ locationId })} />
      <TextField
        label={say('stockOffice.change')}
        hint={say('stockOffice.changeHint')}
        value={draft.change}
        onChange={(text) => set({ change: text })}
        {...(change === undefined ? { error: say('products.noQuantity') } : {})}
      />
      <After draft={draft} unit={variant?.unit ?? 'C62'} change={change ?? 0} />
      <TextField
        label={say('stockOffice.reason')}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
      />
    </FormSheet>
  )
}

type PickProps = { value: string | null; onChange(value: string | null): void }

function LotPick({ variantId, ...props }: PickProps & { variantId: string }) {
  const say = useSay()
  const { store } = useLink()
  const options = store
    .find(lots, 'variant', variantId)
    .map(({ id, code }) => ({ value: id, label: code }))
  return <SelectField label={say('stockOffice.lot')} options={options} {...props} />
}

function PlacePick(props: PickProps) {
  const say = useSay()
  const { locale } = useLook()
  const places = useRecords(locations).filter(({ kind }) => !virtualKinds.includes(kind))
  const options = places.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))
  return <SelectField label={say('stockOffice.place')} options={options} {...props} />
}

function After({ draft, unit, change }: { draft: Draft; unit: string; change: number }) {
  const say = useSay()
  const { variantId, lotId, locationId } = draft
  const key = variantId && locationId ? levelKey({ variantId, lotId, locationId }) : null
  const level = useRecord(levels, key)
  if (key === null) return null
  const held = level?.onHandMilli ?? 0
  return (
    <p>
      {say('stockOffice.nowHeld')} <Quantity milli={held} unit={unit} />{' '}
      {say('stockOffice.thenHeld')} <Quantity milli={held + change} unit={unit} />
    </p>
  )
}
