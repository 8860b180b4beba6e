// What a version contains: each price with its quantity, its pack, and whether it still holds, and those it took out.
import { IconTag } from '@tabler/icons-react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { priceLists, type Price, type PriceVersion } from '#prices/contract.ts'
import { ONE_MILLI } from '#prices/rules.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useSay } from '../../words/index.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { TwoNames } from '../parts/names.tsx'
import { priceText } from '../products/price-edits.ts'
import { useHubNow } from './use-rollout.ts'
import css from './versions.module.css'

export type VersionPricesProps = {
  version: PriceVersion
  prices: readonly Price[] | undefined
  waiting: boolean
  /** Looks at what each till charges for it. */
  onLook(variantId: string): void
}

export function VersionPrices({ version, prices, waiting, onLook }: VersionPricesProps) {
  const say = useSay()
  const { locale } = useLook()
  const { store } = useLink()
  const columns = useColumns(version)
  const icon = <IconTag size={40} stroke={1.6} aria-hidden />
  if (waiting && !prices) return <Empty icon={icon} title={say('versions.needsLink')} />
  return (
    <div className={css.content}>
      <Listing<Price>
        label={say('versions.content', { number: version.number })}
        name="version-prices"
        columns={columns}
        rows={prices}
        idOf={({ id }) => id}
        nameOf={({ variantId }) => {
          const variant = store.record(variants, variantId)
          const product = variant && store.record(products, variant.productId)
          return variant && product ? nameIn(locale, fullName(product, variant)) : ''
        }}
        onOpen={({ variantId }) => onLook(variantId)}
        empty={{ icon, title: say('versions.noPrices') }}
      />
    </div>
  )
}

function useGoodsOf() {
  const { store } = useLink()
  return ({ variantId }: Price) => {
    const variant = store.record(variants, variantId)
    const product = variant && store.record(products, variant.productId)
    return { variant, names: variant && product && fullName(product, variant) }
  }
}

function useColumns(version: PriceVersion): readonly ListColumn<Price>[] {
  const say = useSay()
  const { locale } = useLook()
  const goodsOf = useGoodsOf()
  const currency = useRecord(priceLists, version.listId)?.currency ?? 'XXX'
  return [
    {
      id: 'name',
      head: say('products.product'),
      width: 'minmax(180px, 2fr)',
      by: (price) => {
        const { names } = goodsOf(price)
        return names ? nameIn(locale, names) : null
      },
      cell: (price) => {
        const { names } = goodsOf(price)
        return names ? <TwoNames names={names} /> : '–'
      },
    },
    {
      id: 'sku',
      head: say('products.sku'),
      width: 'minmax(110px, 1fr)',
      by: (price) => goodsOf(price).variant?.sku ?? null,
      cell: (price) => <Code>{goodsOf(price).variant?.sku ?? '–'}</Code>,
    },
    ...useFigureColumns(currency, version.number),
  ]
}

// What it costs, from how much on, for which pack, and whether that is still so.
function useFigureColumns(currency: string, number: number): ListColumn<Price>[] {
  const say = useSay()
  const numerals = useNumerals()
  const nowAt = useHubNow()
  const { store } = useLink()
  const quantity = (milli: number, { variantId }: Price) => {
    const unit = store.record(variants, variantId)?.unit ?? 'C62'
    const { figure, unit: name } = numerals.quantity(milli, unit, 'short')
    return <bdi>{name ? `${figure}\u00A0${name}` : figure}</bdi>
  }
  const stands = ({ validTo, validFrom, version: set }: Price) => {
    if (set !== number) return 'ended'
    if (validTo !== null && validTo <= nowAt) return 'over'
    return validFrom > nowAt ? 'planned' : 'holds'
  }
  const tones = { over: 'plain', ended: 'plain', planned: 'off', holds: 'live' } as const
  return [
    {
      id: 'price',
      head: say('products.price', { currency }),
      width: '120px',
      number: true,
      by: ({ unitPriceCentiMinor }) => unitPriceCentiMinor,
      plain: ({ unitPriceCentiMinor }) => Number(priceText(unitPriceCentiMinor, currency)),
      cell: ({ unitPriceCentiMinor }) => (
        <bdi>{numerals.unitPriceParts(unitPriceCentiMinor, currency).figure}</bdi>
      ),
    },
    {
      id: 'minimum',
      head: say('breaks.from'),
      width: '100px',
      number: true,
      by: ({ minimumMilli }) => minimumMilli / ONE_MILLI,
      cell: (price) => (price.minimumMilli === 0 ? '–' : quantity(price.minimumMilli, price)),
    },
    {
      id: 'pack',
      head: say('breaks.per'),
      width: '100px',
      number: true,
      by: ({ packMilli }) => packMilli / ONE_MILLI,
      cell: (price) => quantity(price.packMilli, price),
    },
    {
      id: 'state',
      head: say('peopleOffice.state'),
      width: '110px',
      by: stands,
      plain: (price) => say(`versions.stands.${stands(price)}`),
      cell: (price) => (
        <Chip tone={tones[stands(price)]}>{say(`versions.stands.${stands(price)}`)}</Chip>
      ),
    },
  ]
}
