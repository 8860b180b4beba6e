// Goods as a card of the handheld shows them: picture, name, code. It shows no quantity and no price.
import type { ReactNode } from 'react'
import { categories, products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { useRecord } from '../link/react.ts'
import { nameIn, type Names } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Picture } from '../look/pictures/index.tsx'
import { Code } from '../ui/code.tsx'
import css from './task.module.css'

export type Goods = { names: Names; sku: string; unit: string; picture: string; category: string }

/** What there is to show of a variant; empty words for one that is not on this device. */
export function useGoods(variantId: Id | null): Goods {
  const variant = useRecord(variants, variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const category = useRecord(categories, product?.categoryId ?? null)
  return {
    names: product && variant ? fullName(product, variant) : { en: '', ar: '' },
    sku: variant?.sku ?? '',
    unit: variant?.unit ?? 'C62',
    picture: product?.picture ?? '',
    category: category?.picture ?? '',
  }
}

export function GoodsHead({ goods, note }: { goods: Goods; note?: ReactNode }) {
  const { locale } = useLook()
  return (
    <div className={css.product}>
      <span className={css.picture}>
        <Picture picture={goods.picture} category={goods.category} />
      </span>
      <span>
        <h2>
          <bdi>{nameIn(locale, goods.names)}</bdi>
        </h2>
        <span className={css.quiet}>{note ?? <Code>{goods.sku}</Code>}</span>
      </span>
    </div>
  )
}
