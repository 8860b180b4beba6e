// "What each till charges" for one product: store by store, and which tills still charge another price.
import { useCallback, useMemo } from 'react'
import {
  priceLists,
  prices,
  pricesExplain,
  priceVersions,
  type Price,
  type PriceVersion,
} from '#prices/contract.ts'
import { useLink, useLive, useRecords, useSelector } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { shortName } from '../../dashboard/choice.ts'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { ProductPick } from '../parts/product-pick.tsx'
import { chargesOf, type StoreCharges } from './till-charges.ts'
import type { TillStanding } from './rollout.ts'
import { useHubNow } from './use-rollout.ts'
import css from './versions.module.css'

const priced = [prices]
const priceVersion = (store: Store) => store.version(prices)

export type ChargesProps = {
  version: PriceVersion
  tills: readonly TillStanding[]
  variantId: string | null
  onVariant(variantId: string | null): void
}

export function Charges(props: ChargesProps) {
  const say = useSay()
  const rows = useCharges(props)
  return (
    <section className={css.charges} aria-label={say('versions.charges')} data-testid="charges">
      <h3>{say('versions.charges')}</h3>
      <ProductPick
        label={say('products.product')}
        value={props.variantId}
        onChange={props.onVariant}
      />
      <dl className={css.chargeRows}>
        {rows.map((row) => (
          <ChargeRow key={row.store.id} row={row} />
        ))}
      </dl>
    </section>
  )
}

function ChargeRow({ row }: { row: StoreCharges }) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const { store, tills, nowCentiMinor, others, unknown } = row
  const figure = (price: number | null) =>
    price === null ? say('versions.noPrice') : numerals.unitPriceParts(price, store.currency).figure
  const odd = others.map(({ tills: count, unitPriceCentiMinor }) =>
    say('versions.others', { count, price: figure(unitPriceCentiMinor) }),
  )
  return (
    <>
      <dt>
        {say('versions.tillsOf', { count: tills, store: shortName(nameIn(locale, store.name)) })}
      </dt>
      <dd>
        <bdi>{figure(nowCentiMinor)}</bdi>
        {odd.map((words) => (
          <span key={words} className={css.odd}>
            {words}
          </span>
        ))}
        {unknown > 0 && (
          <span className={css.odd}>{say('versions.notKnown', { count: unknown })}</span>
        )}
      </dd>
    </>
  )
}

function useCharges({ tills, variantId }: ChargesProps): readonly StoreCharges[] {
  const { store } = useLink()
  const changed = useSelector(priced, priceVersion)
  const nowAt = useHubNow()
  const everyList = useRecords(priceLists)
  const versions = useRecords(priceVersions)
  const before = useBefore(tills, versions, variantId)
  return useMemo(() => {
    if (variantId === null || changed < 0) return []
    return chargesOf({
      lists: new Map(everyList.map((list) => [list.id, list])),
      prices: store.find(prices, 'variant', variantId),
      before,
      tills,
      newest: Math.max(0, ...versions.map(({ number }) => number)),
      nowAt,
    })
  }, [store, changed, nowAt, everyList, versions, before, tills, variantId])
}

// What ended has left this copy: the hub still knows what held before the oldest version that some till lacks.
function useBefore(
  tills: readonly TillStanding[],
  versions: readonly PriceVersion[],
  variantId: string | null,
): ReadonlyMap<string, readonly Price[]> | null {
  const { call } = useLink()
  const live = useLive().kind === 'live'
  const newest = Math.max(0, ...versions.map(({ number }) => number))
  const late = tills.filter(({ held }) => held !== null && held < newest)
  const least = Math.min(...late.map(({ held }) => held ?? 0))
  const missed = versions.filter(({ number }) => number > least)
  const first = missed.map(({ effectiveAt }) => effectiveAt).toSorted()[0]
  const storeIds = [...new Set(late.map(({ store }) => store.id))].join()
  const ask = useCallback(async () => {
    if (variantId === null || first === undefined) return null
    const at = new Date(Date.parse(first) - 1).toISOString()
    const answers = storeIds.split(',').map(async (storeId) => {
      const { considered } = await call(pricesExplain, { storeId, variantId, at }, askOptions)
      return [storeId, considered.map(({ price }) => price)] as const
    })
    return new Map(await Promise.all(answers))
  }, [call, variantId, first, storeIds])
  const asked = useAsked(live && storeIds !== '' ? ask : null)
  return asked.answer ?? null
}
