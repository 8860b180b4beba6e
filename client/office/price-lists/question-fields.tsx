// The fields of a question about a price: where, of what, how much, for whom, how, and when.
import { variants } from '#catalog/contract.ts'
import { channels } from '#prices/contract.ts'
import { customerGroups } from '#customers/contract.ts'
import { useRecord, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { MomentField } from '../parts/fields.tsx'
import { ProductPick } from '../parts/product-pick.tsx'
import { packSizes } from '../products/breaks.ts'
import { readQuantity } from '../parts/typed.ts'
import type { QuestionDraft } from './explain-question.ts'
import css from './explain.module.css'

export type QuestionFieldsProps = { draft: QuestionDraft; onChange(draft: QuestionDraft): void }

export function QuestionFields({ draft, onChange }: QuestionFieldsProps) {
  const say = useSay()
  const { locale } = useLook()
  const set = (part: Partial<QuestionDraft>) => onChange({ ...draft, ...part })
  return (
    <div className={css.question}>
      <SelectField
        label={say('officeParts.store')}
        value={draft.storeId}
        options={useOwnStores().map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))}
        onChange={(storeId) => storeId !== null && set({ storeId })}
      />
      <ProductPick
        label={say('products.product')}
        value={draft.variantId}
        onChange={(variantId) => set({ variantId, packMilli: null })}
      />
      <HowMuch draft={draft} onChange={onChange} />
      <ForWhom draft={draft} onChange={onChange} />
      <MomentField
        label={say('explaining.when')}
        value={draft.moment}
        onChange={(moment) => set({ moment })}
      />
    </div>
  )
}

function HowMuch({ draft, onChange }: QuestionFieldsProps) {
  const say = useSay()
  const numerals = useNumerals()
  const variant = useRecord(variants, draft.variantId)
  const sizes = packSizes(variant?.packs ?? [])
  const sized = (milli: number) => {
    const { figure, unit } = numerals.quantity(milli, variant?.unit ?? 'C62', 'short')
    return unit ? `${figure}\u00A0${unit}` : say('breaks.pieces', { figure })
  }
  return (
    <>
      <TextField
        label={say('explaining.quantity')}
        value={draft.quantity}
        onChange={(quantity) => onChange({ ...draft, quantity })}
        {...(readQuantity(draft.quantity) === undefined
          ? { error: say('products.noQuantity') }
          : {})}
      />
      {sizes.length > 1 && (
        <SelectField
          label={say('breaks.per')}
          value={String(draft.packMilli ?? sizes[0])}
          options={sizes.map((milli) => ({ value: String(milli), label: sized(milli) }))}
          onChange={(milli) =>
            onChange({ ...draft, packMilli: Number(milli) === sizes[0] ? null : Number(milli) })
          }
        />
      )}
    </>
  )
}

const NOBODY = 'nobody'

function ForWhom({ draft, onChange }: QuestionFieldsProps) {
  const say = useSay()
  const { locale } = useLook()
  const groups = useRecords(customerGroups)
  const options = groups.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))
  return (
    <>
      <SelectField
        label={say('explaining.group')}
        value={draft.customerGroupId ?? NOBODY}
        options={[{ value: NOBODY, label: say('explaining.nobody') }, ...options]}
        onChange={(id) =>
          onChange({ ...draft, customerGroupId: id === NOBODY || id === null ? null : id })
        }
      />
      <SelectField
        label={say('listsOffice.channels')}
        value={draft.channel}
        options={channels.map((value) => ({ value, label: say(`listsOffice.channel.${value}`) }))}
        onChange={(value) =>
          onChange({ ...draft, channel: channels.find((each) => each === value) ?? draft.channel })
        }
      />
    </>
  )
}
