// A new product with its first variant and, where a list is shown, its first price: three things a till needs to sell it.
import { useState } from 'react'
import { catalogAdd } from '#catalog/contract.ts'
import { pricesSet, type PriceList } from '#prices/contract.ts'
import { newId } from '#shared/ids.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { said } from '../../forms/said.tsx'
import { useWork } from '../../forms/work.ts'
import { readPrice } from '../parts/typed.ts'
import { emptyDraft, productOf } from './product-draft.ts'
import { ProductFields } from './product-fields.tsx'
import { emptyVariant, variantOf } from './variant-draft.ts'
import { VariantFields } from './variant-fields.tsx'

export type NewProductProps = { opened: boolean; list: PriceList | null; onClose(): void }

export function NewProduct({ opened, list, onClose }: NewProductProps) {
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const work = useWork()
  const [ids] = useState(() => ({ product: newId(Date.now()), variant: newId(Date.now()) }))
  const [draft, setDraft] = useState(emptyDraft)
  const [form, setForm] = useState(emptyVariant)
  const [typed, setTyped] = useState('')
  const fields = productOf(draft)
  const variant = variantOf(form, ids.variant, ids.product)
  const price = typed.trim() === '' ? null : readPrice(typed, list?.currency ?? 'XXX')
  const add = async () => {
    if (!fields || !variant || price === undefined) return
    const product = { ...fields, id: ids.product, archived: false }
    const agreed = await work.run(async () => {
      await call(catalogAdd, { product, variants: [variant] })
      if (price === null || !list) return
      const first = { id: newId(Date.now()), variantId: variant.id, unitPriceCentiMinor: price }
      await call(pricesSet, { listId: list.id, prices: [first] })
    })
    if (!agreed) return
    said(say('products.added', { name: nameIn(locale, product.name) }), variant.sku)
    onClose()
  }
  return (
    <FormSheet
      opened={opened}
      title={say('products.newProduct')}
      words={say('products.addProduct')}
      work={work}
      ready={fields !== undefined && variant !== undefined && price !== undefined}
      onSubmit={() => void add()}
      onClose={onClose}
    >
      <ProductFields value={draft} onChange={setDraft} />
      <VariantFields value={form} onChange={setForm} />
      {list && (
        <TextField
          label={say('products.price', { currency: list.currency })}
          value={typed}
          onChange={setTyped}
          {...(price === undefined ? { error: say('products.noPriceDetail') } : {})}
        />
      )}
    </FormSheet>
  )
}
