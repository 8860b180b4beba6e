// The settings of one store, or a new store. Code and currency are chosen once: receipts and prices are written in them.
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import { type Store, storesChange, storesOpen } from '#stores/contract.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { CheckField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { LinesField } from '../parts/fields.tsx'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { useSave } from '../../forms/use-save.ts'
import { SpeechFields } from '../people/person-fields.tsx'
import {
  emptyStore,
  readRounding,
  type StoreDraft,
  storeDraftOf,
  type StoreFieldsProps,
  storeOf,
} from './store-draft.ts'
import { StorePolicies } from './store-policies.tsx'
import { StoreRules } from './store-rules.tsx'

export function StoreSheet({ store, onClose }: { store: Store | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const { work, act } = useSave(onClose)
  const [draft, setDraft] = useState<StoreDraft>(() =>
    store ? storeDraftOf(store) : emptyStore(newId(Date.now())),
  )
  const next = storeOf(draft)
  const save = () => {
    if (!next) return
    const { id, code: _, currency: __, ...settings } = next
    const name = nameIn(locale, next.name)
    act(say(store ? 'officeParts.saved' : 'storesOffice.opened', { name }), () =>
      store ? call(storesChange, { storeId: id, ...settings }) : call(storesOpen, next),
    )
  }
  return (
    <FormSheet
      opened
      title={store ? nameIn(locale, store.name) : say('storesOffice.open')}
      words={say(store ? 'act.save' : 'storesOffice.open')}
      work={work}
      ready={next !== undefined}
      onSubmit={save}
      onClose={onClose}
    >
      <StoreFields draft={draft} fresh={store === null} onChange={setDraft} />
      <StoreRules draft={draft} onChange={setDraft} />
      <StorePolicies draft={draft} onChange={setDraft} />
    </FormSheet>
  )
}

function OnceFields({ draft, onChange }: StoreFieldsProps) {
  const say = useSay()
  const set = (part: Partial<StoreDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <TextField
        code
        label={say('storesOffice.code')}
        hint={say('storesOffice.codeHint')}
        value={draft.code}
        onChange={(code) => set({ code: code.trim().toUpperCase() })}
      />
      <TextField
        code
        label={say('storesOffice.currency')}
        hint={say('storesOffice.currencyHint')}
        value={draft.currency}
        onChange={(currency) => set({ currency: currency.trim().toUpperCase() })}
      />
    </>
  )
}

function StoreFields({ draft, fresh, onChange }: StoreFieldsProps & { fresh: boolean }) {
  const say = useSay()
  const set = (part: Partial<StoreDraft>) => onChange({ ...draft, ...part })
  const lines = (field: 'receiptHeader' | 'address', locale: 'en' | 'ar') => (
    <LinesField
      label={say(locale === 'en' ? 'officeParts.inEnglish' : 'officeParts.inArabic', {
        what: say(`storesOffice.${field}`),
      })}
      value={draft[field][locale]}
      onChange={(text) => set({ [field]: { ...draft[field], [locale]: text } })}
    />
  )
  return (
    <>
      <NameFields value={draft.name} onChange={(name) => set({ name })} />
      {fresh && <OnceFields draft={draft} onChange={onChange} />}
      <TextField
        code
        label={say('storesOffice.timeZone')}
        value={draft.timeZone}
        onChange={(timeZone) => set({ timeZone: timeZone.trim() })}
      />
      {lines('receiptHeader', 'en')}
      {lines('receiptHeader', 'ar')}
      {lines('address', 'en')}
      {lines('address', 'ar')}
      <TextField
        code
        label={say('storesOffice.taxNumber')}
        value={draft.taxNumber ?? ''}
        onChange={(text) => set({ taxNumber: text.trim() === '' ? null : text.trim() })}
      />
      <SpeechFields value={draft} onChange={set} />
      <TextField
        label={say('storesOffice.rounding')}
        hint={say('storesOffice.roundingHint')}
        value={draft.rounding}
        onChange={(rounding) => set({ rounding })}
        {...(readRounding(draft.rounding, draft.currency) === undefined
          ? { error: say('products.noPriceDetail') }
          : {})}
      />
      <CheckField
        label={say('storesOffice.isOpen')}
        value={draft.open}
        onChange={(open) => set({ open })}
      />
    </>
  )
}
