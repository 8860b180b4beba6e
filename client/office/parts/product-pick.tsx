// Chooses a product by name, SKU, barcode or lot from this device's own copy; it offers twenty and never a list of all.
import { Select } from '@mantine/core'
import { useState } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { useLink, useWatched } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { searchBook } from '../../link/catalog-search.ts'
import { findVariants } from '../products/catalog-finder.ts'

const OFFERED = 20

export type ProductPickProps = {
  value: string | null
  onChange(variantId: string | null): void
  /** Drawn over the field; said of it only where left out. */
  label?: string
}

export function ProductPick({ value, onChange, label }: ProductPickProps) {
  const say = useSay()
  const { store } = useLink()
  const { locale } = useLook()
  useWatched(searchBook(store).version)
  const [text, setText] = useState('')
  const found =
    text.trim() === ''
      ? store
          .records(variants)
          .slice(0, OFFERED)
          .map(({ id }) => id)
      : findVariants(store, text, OFFERED)
  const offered = new Set([...(value === null ? [] : [value]), ...found])
  const data = [...offered].flatMap((id) => {
    const variant = store.record(variants, id)
    const product = variant && store.record(products, variant.productId)
    if (!variant || !product) return []
    return [{ value: id, label: `${nameIn(locale, fullName(product, variant))} · ${variant.sku}` }]
  })
  return (
    <Select
      {...(label === undefined ? { 'aria-label': say('products.searchLabel') } : { label })}
      placeholder={label === undefined ? say('products.searchLabel') : ''}
      value={value}
      data={data}
      // What is offered was found already; filtering again would lose what was found by its barcode.
      filter={({ options }) => options}
      searchable
      clearable
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}
