// Adds a price list or changes where and when it holds. Its currency is chosen once: its prices are written in it.
import { useState } from 'react'
import { priceListsSet, type PriceList } from '#prices/contract.ts'
import { newId } from '#shared/ids.ts'
import { isCurrency } from '#shared/money.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { CheckField, NumberField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { ChecksField, MomentField } from '../parts/fields.tsx'
import { FormSheet } from '../parts/form-sheet.tsx'
import { instantOf, momentOf } from '../parts/moments.ts'
import { NameFields } from '../parts/names.tsx'
import { said } from '../parts/said.tsx'
import { useWork } from '../parts/work.ts'

export function PriceListSheet({ list, onClose }: { list: PriceList | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const work = useWork()
  const [draft, setDraft] = useState<PriceList>(
    () =>
      list ?? {
        id: newId(Date.now()),
        name: { en: '', ar: '' },
        currency: 'EGP',
        storeIds: null,
        customerGroupIds: null,
        channels: null,
        priority: 0,
        validFrom: null,
        validTo: null,
        active: true,
      },
  )
  const name = bothNames(draft.name)
  const save = async () => {
    if (!name || !(await work.run(() => call(priceListsSet, { ...draft, name })))) return
    said(say('officeParts.saved', { name: nameIn(locale, name) }))
    onClose()
  }
  return (
    <FormSheet
      opened
      title={say(list ? 'priceListsOffice.change' : 'priceListsOffice.add')}
      words={say('act.save')}
      work={work}
      ready={name !== null && isCurrency(draft.currency)}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <NameFields value={draft.name} onChange={(typed) => setDraft({ ...draft, name: typed })} />
      {!list && (
        <TextField
          code
          label={say('storesOffice.currency')}
          hint={say('storesOffice.currencyHint')}
          value={draft.currency}
          onChange={(text) => setDraft({ ...draft, currency: text.trim().toUpperCase() })}
        />
      )}
      <Holding draft={draft} onChange={setDraft} />
      <CheckField
        label={say('priceListsOffice.active')}
        value={draft.active}
        onChange={(active) => setDraft({ ...draft, active })}
      />
    </FormSheet>
  )
}

function Holding(props: { draft: PriceList; onChange(draft: PriceList): void }) {
  const { draft, onChange } = props
  const say = useSay()
  const { locale } = useLook()
  const fits = useRecords(stores).filter(({ currency }) => currency === draft.currency)
  const set = (part: Partial<PriceList>) => onChange({ ...draft, ...part })
  return (
    <>
      <CheckField
        label={say('peopleOffice.everyStore')}
        value={draft.storeIds === null}
        onChange={(every) => set({ storeIds: every ? null : [] })}
      />
      {draft.storeIds !== null && (
        <ChecksField
          label={say('peopleOffice.stores')}
          options={fits.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))}
          value={draft.storeIds}
          onChange={(storeIds) => set({ storeIds })}
        />
      )}
      <NumberField
        label={say('priceListsOffice.priority')}
        hint={say('priceListsOffice.priorityHint')}
        least={0}
        most={1000}
        value={draft.priority}
        onChange={(priority) => set({ priority: priority ?? 0 })}
      />
      <MomentField
        label={say('priceListsOffice.from')}
        value={momentOf(draft.validFrom)}
        onChange={(text) => set({ validFrom: instantOf(text) })}
      />
      <MomentField
        label={say('priceListsOffice.to')}
        value={momentOf(draft.validTo)}
        onChange={(text) => set({ validTo: instantOf(text) })}
      />
    </>
  )
}
