// Finding goods: the search, the categories, and their tiles with what is left, moving while one looks.
import { IconClock, IconScan, IconSearchOff } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { categories, products, type Variant, variants } from '#catalog/contract.ts'
import { useSelector, useWatched } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Empty } from '../ui/empty.tsx'
import { SearchField } from '../ui/fields.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { ProductTile } from '../ui/product-tile.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { CategoryPills } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import { searchBook } from '../link/catalog-search.ts'
import css from './page.module.css'
import { readScan } from './scan.ts'
import { tileSources } from './shelf.ts'
import { basketCounts, mainCategories, type Tile, tileOf, variantsUnder } from './tiles.ts'
import { useLatest } from './use-latest.ts'
import { type Till, useTill } from './till-state.ts'

const MOST_HITS = 48
const catalogSources = [categories, products, variants]

export function FindZone() {
  const till = useTill()
  const say = useSay()
  const { locale, numerals } = useLook()
  const { search, category } = till.screen
  const pills = useSelector([categories], mainCategories, sameList)
  const found = useFound(till)
  const filling = useWatched(till.link.store.filling) !== null
  return (
    <section className={css.find} aria-label={say('till.find')}>
      <search>
        <SearchField
          tall
          label={say('till.searchLabel')}
          value={search}
          onChange={(text) => till.show({ search: text })}
          onEnter={(text) => takeFirst(till, text, found)}
          end={
            <>
              <IconScan size={22} stroke={1.8} aria-hidden /> <Kbd>F2</Kbd>
            </>
          }
        />
      </search>
      <CategoryPills
        categories={pills.map(({ id, name }) => ({ id, words: nameIn(locale, name) }))}
        chosen={search.trim() === '' ? category : ''}
        onChoose={(id) => till.show({ category: id, search: '' })}
      />
      {!till.live && till.lostAtMs !== null && (
        <p className={css.asOf} role="status">
          <IconClock size={18} stroke={1.8} aria-hidden />
          {say('till.stockAsOf', { time: numerals.time(till.lostAtMs) })}
        </p>
      )}
      {found.length === 0 && filling && <Skeletons shape="tiles" count={12} />}
      {found.length === 0 && !filling && (
        <Empty
          icon={<IconSearchOff size={36} stroke={1.6} aria-hidden />}
          title={say(search.trim() === '' ? 'sell.noGoods' : 'sell.noHits', {
            text: search.trim(),
          })}
          detail={say(search.trim() === '' ? 'sell.noGoodsDetail' : 'sell.noHitsDetail')}
        />
      )}
      {found.length > 0 && <Tiles found={found} />}
    </section>
  )
}

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((each, i) => each === b[i])

function useFound(till: Till): readonly Variant[] {
  const { locale } = useLook()
  const { search, category } = till.screen
  const book = searchBook(till.link.store)
  const indexed = useWatched(book.version)
  const text = search.trim()
  const under = useMemo(
    () => (store: Store) => variantsUnder(store, category, locale),
    [category, locale],
  )
  const shelved = useSelector(catalogSources, under, sameList)
  return useMemo(() => {
    void indexed
    return text === '' ? shelved : book.search(text, MOST_HITS).map(({ variant }) => variant)
  }, [text, shelved, book, indexed])
}

/** Enter takes what the text is the code of, else the best match. */
function takeFirst(till: Till, text: string, found: readonly Variant[]): void {
  const { shelf, link } = till
  if (text.trim() === '') return
  const variantsBy = (index: 'barcode' | 'sku', term: string) =>
    link.store.find(variants, index, term)
  const read = readScan({ ...shelf, variantsBy }, text, link.clock.nowAt())
  const [first] = found
  if (read.kind !== 'unknown' && read.kind !== 'unreadable') till.scan(text)
  else if (first) till.pickVariant(first.id)
  else return till.scan(text)
  till.show({ search: '' })
}

function Tiles({ found }: { found: readonly Variant[] }) {
  const till = useTill()
  const { shelf, onDay, link } = till
  const select = useMemo(
    () => (store: Store) =>
      found.flatMap((variant) => {
        const at = link.clock.nowAt()
        return (
          tileOf(store, shelf, store.record(variants, variant.id) ?? variant, { at, onDay }) ?? []
        )
      }),
    [found, shelf, onDay, link],
  )
  const tiles = useSelector(tileSources, select, sameTiles)
  const counts = basketCounts(till.basket.lines)
  const pick = useLatest(till.pickVariant)
  return (
    <ul className={css.tiles}>
      {tiles.map((tile) => (
        <OneTile key={tile.id} tile={tile} inBasketMilli={counts.get(tile.id) ?? 0} onPick={pick} />
      ))}
    </ul>
  )
}

const OneTile = memo(function OneTile(props: {
  tile: Tile
  inBasketMilli: number
  onPick(id: string): void
}) {
  return (
    <li>
      <ProductTile {...props.tile} inBasketMilli={props.inBasketMilli} onPick={props.onPick} />
    </li>
  )
}, sameTile)

function sameTile(
  a: { tile: Tile; inBasketMilli: number },
  b: { tile: Tile; inBasketMilli: number },
): boolean {
  return a.inBasketMilli === b.inBasketMilli && JSON.stringify(a.tile) === JSON.stringify(b.tile)
}

function sameTiles(a: readonly Tile[], b: readonly Tile[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
