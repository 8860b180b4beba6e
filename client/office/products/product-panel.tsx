// One product beside the grid: what it is, what it costs in each list, what each store holds, its variants and barcodes.
// Everything here is live; it is changed in forms of its own.
import { ActionIcon, Button } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconPencil, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { catalogChange, categories, type Product } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { taxes } from '#stores/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Picture } from '../../look/pictures/index.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useSay } from '../../words/index.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { TwoNames } from '../parts/names.tsx'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { said } from '../../forms/said.tsx'
import { useWork } from '../../forms/work.ts'
import { ChangeProduct } from './change-product.tsx'
import { useGoods } from './live-goods.ts'
import { ProductPrices, ProductStock } from './product-standing.tsx'
import { ProductVariants } from './product-variants.tsx'
import css from './products.module.css'

export function ProductPanel({ variantId, onClose }: { variantId: string; onClose(): void }) {
  const say = useSay()
  const goods = useGoods(variantId)
  const [changing, setChanging] = useState(false)
  if (!goods) {
    const action = { words: say('act.close'), onAct: onClose }
    return (
      <Empty icon={<IconX size={32} aria-hidden />} title={say('products.gone')} action={action} />
    )
  }
  const { product, variant } = goods
  return (
    <div className={css.product}>
      <div className={css.productHead}>
        <span className={css.picture}>
          <Picture picture={product.picture ?? ''} />
        </span>
        <h2>
          <TwoNames names={fullName(product, variant)} />
        </h2>
        <span className={css.push}>
          <ActionIcon variant="subtle" aria-label={say('products.closePanel')} onClick={onClose}>
            <IconX size={20} stroke={1.8} />
          </ActionIcon>
        </span>
      </div>
      {product.archived && <Chip tone="off">{say('products.archived')}</Chip>}
      <ProductFacts product={product} />
      <Button
        variant="default"
        leftSection={<IconPencil size={20} stroke={1.8} aria-hidden />}
        onClick={() => setChanging(true)}
      >
        {say('products.change')}
      </Button>
      <ProductPrices variant={variant} />
      <ProductStock product={product} variant={variant} />
      <ProductVariants product={product} variant={variant} />
      <Archive product={product} />
      <ChangeProduct opened={changing} product={product} onClose={() => setChanging(false)} />
    </div>
  )
}

function ProductFacts({ product }: { product: Product }) {
  const say = useSay()
  const numerals = useNumerals()
  const { locale } = useLook()
  const category = useRecord(categories, product.categoryId)
  const tax = useRecord(taxes, product.taxId)
  const named = (of: { name: { en: string; ar: string } } | undefined) =>
    of ? <bdi>{nameIn(locale, of.name)}</bdi> : '–'
  const reorder = product.reorderMilli
  return (
    <Facts>
      <Fact term={say('products.category')}>{named(category)}</Fact>
      <Fact term={say('products.tax')}>{named(tax)}</Fact>
      <Fact term={say('products.tracking')}>{say(`products.trackings.${product.tracking}`)}</Fact>
      <Fact term={say('products.stockPolicy')}>
        {say(`products.policies.${product.stockPolicy}`)}
      </Fact>
      <Fact term={say('products.reorder')}>
        {reorder === null ? '–' : <bdi>{numerals.quantity(reorder, 'C62', 'short').figure}</bdi>}
      </Fact>
    </Facts>
  )
}

function Archive({ product }: { product: Product }) {
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const work = useWork()
  const name = nameIn(locale, product.name)
  const set = async (archived: boolean, undoable: boolean) => {
    const agreed = await work.run(() => call(catalogChange, { productId: product.id, archived }))
    if (!agreed) return
    const back = { words: say('act.undo'), onAct: () => void set(!archived, false) }
    said(
      say(archived ? 'products.archivedNow' : 'products.restoredNow', { name }),
      undefined,
      undoable ? back : undefined,
    )
  }
  const Icon = product.archived ? IconArchiveOff : IconArchive
  return (
    <>
      <ProblemNote problem={work.problem} />
      <Button
        variant={product.archived ? 'default' : 'outline'}
        loading={work.doing}
        leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
        onClick={() => void set(!product.archived, true)}
      >
        {say(product.archived ? 'products.restore' : 'products.archive')}
      </Button>
    </>
  )
}
