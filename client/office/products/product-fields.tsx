// The fields of a product, the same for a new one and for one that is changed.
import { UnstyledButton } from '@mantine/core'
import { useId } from 'react'
import { categories } from '#catalog/contract.ts'
import { taxes } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Picture, pictureKeys } from '../../look/pictures/index.tsx'
import { CheckField, NumberField, SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { NameFields } from '../parts/names.tsx'
import { readQuantity } from '../parts/typed.ts'
import { choosable } from '../taxes/tax-draft.ts'
import type { ProductDraft } from './product-draft.ts'
import css from './products.module.css'

const trackings = ['none', 'lot'] as const
const policies = ['block', 'warn', 'allow'] as const

export type ProductFieldsProps = { value: ProductDraft; onChange(value: ProductDraft): void }

export function ProductFields({ value, onChange }: ProductFieldsProps) {
  const say = useSay()
  const set = (part: Partial<ProductDraft>) => onChange({ ...value, ...part })
  return (
    <>
      <NameFields value={value.name} onChange={(name) => set({ name })} />
      <Belonging value={value} onChange={onChange} />
      <SelectField
        label={say('products.tracking')}
        value={value.tracking}
        options={trackings.map((each) => ({
          value: each,
          label: say(`products.trackings.${each}`),
        }))}
        onChange={(tracking) => set({ tracking: tracking === 'lot' ? 'lot' : 'none' })}
      />
      <SelectField
        label={say('products.stockPolicy')}
        value={value.stockPolicy}
        options={policies.map((each) => ({ value: each, label: say(`products.policies.${each}`) }))}
        onChange={(chosen) =>
          set({ stockPolicy: policies.find((each) => each === chosen) ?? value.stockPolicy })
        }
      />
      <TextField
        label={say('products.reorder')}
        hint={say('products.reorderHint')}
        value={value.reorder}
        onChange={(reorder) => set({ reorder })}
        {...(readQuantity(value.reorder) === undefined
          ? { error: say('products.noQuantity') }
          : {})}
      />
      <NumberField
        label={say('products.minimumLife')}
        hint={say('products.minimumLifeHint')}
        least={0}
        most={3650}
        value={value.minimumLifeDays}
        onChange={(days) => set({ minimumLifeDays: days ?? 0 })}
      />
      <PictureField value={value.picture} onChange={(picture) => set({ picture })} />
      <CheckField
        label={say('products.favourite')}
        value={value.favourite}
        onChange={(favourite) => set({ favourite })}
      />
      <CheckField
        label={say('products.service')}
        value={value.service}
        onChange={(service) => set({ service })}
      />
    </>
  )
}

function Belonging({ value, onChange }: ProductFieldsProps) {
  const say = useSay()
  const { locale } = useLook()
  const named = (each: { id: string; name: { en: string; ar: string } }) => ({
    value: each.id,
    label: nameIn(locale, each.name),
  })
  return (
    <>
      <SelectField
        label={say('products.category')}
        value={value.categoryId}
        options={useRecords(categories).map(named)}
        searchable
        onChange={(categoryId) => onChange({ ...value, categoryId })}
      />
      <SelectField
        label={say('products.tax')}
        value={value.taxId}
        options={choosable(useRecords(taxes), value.taxId).map(named)}
        onChange={(taxId) => onChange({ ...value, taxId })}
      />
    </>
  )
}

function PictureField(props: { value: string | null; onChange(value: string | null): void }) {
  const say = useSay()
  const label = useId()
  return (
    <div className={css.section}>
      <h3 id={label}>{say('products.picture')}</h3>
      <div className={css.pictures} role="radiogroup" aria-labelledby={label}>
        {pictureKeys.map((key) => (
          <UnstyledButton
            key={key}
            role="radio"
            aria-checked={props.value === key}
            aria-label={key}
            className={css.pictureChoice}
            onClick={() => props.onChange(props.value === key ? null : key)}
          >
            <Picture picture={key} />
          </UnstyledButton>
        ))}
      </div>
    </div>
  )
}
