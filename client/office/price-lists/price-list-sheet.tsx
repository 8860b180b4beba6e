// Adds a price list or changes where and when it holds. Its currency is chosen once: its prices are written in it.
import { useState } from 'react'
import { channels, priceListsSet, type PriceList } from '#prices/contract.ts'
import { plainList } from '#prices/rules.ts'
import { customerGroups } from '#customers/contract.ts'
import { newId } from '#shared/ids.ts'
import { isCurrency } from '#shared/money.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { nameIn, type Names } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { CheckField, NumberField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { ChecksField, MomentField } from '../parts/fields.tsx'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { instantOf, momentOf } from '../parts/moments.ts'
import { NameFields } from '../parts/names.tsx'
import css from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'

// A list for nobody or nowhere would never hold.
const whole = ({ storeIds, customerGroupIds, channels: chosen }: PriceList) =>
  [storeIds, customerGroupIds, chosen].every((each) => each === null || each.length > 0)

export function PriceListSheet({ list, onClose }: { list: PriceList | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [draft, setDraft] = useState<PriceList>(
    () =>
      list ?? {
        ...plainList,
        id: newId(Date.now()),
        name: { en: '', ar: '' },
        currency: 'EGP',
      },
  )
  const name = bothNames(draft.name)
  return (
    <FormSheet
      opened
      title={say(list ? 'priceListsOffice.change' : 'priceListsOffice.add')}
      words={say('act.save')}
      work={work}
      ready={name !== null && isCurrency(draft.currency) && whole(draft)}
      onSubmit={() => name && save(name, () => call(priceListsSet, { ...draft, name }))}
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
      <Where draft={draft} onChange={setDraft} />
      <When draft={draft} onChange={setDraft} />
      <CheckField
        label={say('priceListsOffice.active')}
        value={draft.active}
        onChange={(active) => setDraft({ ...draft, active })}
      />
    </FormSheet>
  )
}

type PartProps = { draft: PriceList; onChange(draft: PriceList): void }

// For all of them, or for those that are chosen.
function AllOrSome<Choice extends string>(props: {
  all: string
  label: string
  none?: string
  options: readonly { value: Choice; label: string }[]
  value: readonly Choice[] | null
  onChange(value: Choice[] | null): void
}) {
  const { all, label, none, options, value, onChange } = props
  return (
    <>
      <CheckField label={all} value={value === null} onChange={(on) => onChange(on ? null : [])} />
      {value !== null && options.length === 0 && <p className={css.quiet}>{none}</p>}
      {value !== null && options.length > 0 && (
        <ChecksField
          label={label}
          options={options}
          value={value}
          onChange={(chosen) =>
            onChange(options.map((each) => each.value).filter((each) => chosen.includes(each)))
          }
        />
      )}
    </>
  )
}

/** Where it holds, and for whom. */
function Where({ draft, onChange }: PartProps) {
  const say = useSay()
  const { locale } = useLook()
  const set = (part: Partial<PriceList>) => onChange({ ...draft, ...part })
  const named = ({ id, name }: { id: string; name: Names }) => ({
    value: id,
    label: nameIn(locale, name),
  })
  const fits = useRecords(stores).filter(({ currency }) => currency === draft.currency)
  return (
    <>
      <AllOrSome
        all={say('peopleOffice.everyStore')}
        label={say('peopleOffice.stores')}
        none={say('listsOffice.noStores')}
        options={fits.map(named)}
        value={draft.storeIds}
        onChange={(storeIds) => set({ storeIds })}
      />
      <AllOrSome
        all={say('listsOffice.everybody')}
        label={say('listsOffice.groups')}
        none={say('listsOffice.noGroups')}
        options={useRecords(customerGroups).map(named)}
        value={draft.customerGroupIds}
        onChange={(customerGroupIds) => set({ customerGroupIds })}
      />
      <AllOrSome
        all={say('listsOffice.everyChannel')}
        label={say('listsOffice.channels')}
        options={channels.map((value) => ({ value, label: say(`listsOffice.channel.${value}`) }))}
        value={draft.channels}
        onChange={(chosen) => set({ channels: chosen })}
      />
    </>
  )
}

/** From when to when, and against which others. */
function When({ draft, onChange }: PartProps) {
  const say = useSay()
  const set = (part: Partial<PriceList>) => onChange({ ...draft, ...part })
  return (
    <>
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
