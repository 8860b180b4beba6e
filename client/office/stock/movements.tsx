// The ledger of a store for a lot or a product, or all of it: asked for, and asked again when a level changes.
import { IconArrowsExchange } from '@tabler/icons-react'
import { type ReactNode, useMemo } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { locations, lots, type Movement } from '#stock/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { useReasonSaid } from '../../ui/return-reasons.ts'
import { useSay } from '../../words/index.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import parts from '../parts/parts.module.css'
import { Quantity } from './lot-words.tsx'
import { useMovements } from './use-movements.ts'

/** The movements of the store looked at, of one product where it is named. */
export function Movements(props: { variantId: string | null; filters: ReactNode }) {
  const { variantId, filters } = props
  const say = useSay()
  const asked = useMovements({ variantId, lotId: null })
  const columns = useColumns()
  return (
    <Listing<Movement>
      label={say('stockOffice.tabs.movements')}
      name="movements"
      ownSearch
      filters={filters}
      columns={columns}
      rows={asked.answer}
      problem={asked.problem}
      onAgain={asked.again}
      more={asked.more}
      idOf={({ id }) => id}
      nameOf={({ kind }) => say(`stockOffice.kinds.${kind}`)}
      empty={{
        icon: <IconArrowsExchange size={40} stroke={1.6} aria-hidden />,
        title: say('stockOffice.noMovements'),
        detail: say('stockOffice.noMovementsDetail'),
      }}
    />
  )
}

function Goods({ movement }: { movement: Movement }) {
  const { locale } = useLook()
  const variant = useRecord(variants, movement.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const lot = useRecord(lots, movement.lotId)
  return (
    <span className={parts.names}>
      <bdi>{variant && product ? nameIn(locale, fullName(product, variant)) : '–'}</bdi>
      {lot && <Code>{lot.code}</Code>}
    </span>
  )
}

export function Moved({ movement }: { movement: Movement }) {
  const variant = useRecord(variants, movement.variantId)
  return <Quantity milli={movement.quantityMilli} unit={variant?.unit ?? 'C62'} />
}

export function PlaceName({ id, storeId }: { id: string; storeId: string }) {
  const { locale } = useLook()
  const place = useRecord(locations, id, storeId)
  return place ? <bdi>{nameIn(locale, place.name)}</bdi> : '–'
}

type Said = Record<'goods' | 'from' | 'to', (movement: Movement) => string>

/** What the cells of a movement say without their looks, by what this device knows. */
function useSaid(): Said {
  const { store } = useLink()
  const { locale } = useLook()
  return useMemo(() => {
    const place = (id: string, storeId: string) => {
      const found = store.record(locations, id, storeId)
      return found ? nameIn(locale, found.name) : '–'
    }
    return {
      goods: ({ variantId, lotId }) => {
        const variant = store.record(variants, variantId)
        const product = variant && store.record(products, variant.productId)
        const lot = lotId === null ? undefined : store.record(lots, lotId)
        const name = variant && product ? nameIn(locale, fullName(product, variant)) : '–'
        return lot ? `${name} ${lot.code}` : name
      },
      from: ({ fromLocationId, storeId }) => place(fromLocationId, storeId),
      to: ({ toLocationId, storeId }) => place(toLocationId, storeId),
    }
  }, [store, locale])
}

function useColumns(): readonly ListColumn<Movement>[] {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const said = useSaid()
  const reasonSaid = useReasonSaid()
  return useMemo(() => {
    const column = (
      id: 'when' | 'kind' | 'goods' | 'quantity' | 'from' | 'to' | 'reason' | 'who',
      head: string,
      width: string,
      plain: NonNullable<ListColumn<Movement>['plain']>,
      cell: ListColumn<Movement>['cell'],
    ): ListColumn<Movement> => ({ id, head, width, plain, cell, number: id === 'quantity' })
    const kindOf = ({ kind }: Movement) => say(`stockOffice.kinds.${kind}`)
    const reasonOf = ({ reason }: Movement) => (reason === null ? null : reasonSaid(reason))
    const whoOf = ({ personId }: Movement) => names.person(personId)
    return [
      column(
        'when',
        say('officeParts.when'),
        '130px',
        ({ at }) => at,
        ({ at }) => <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>,
      ),
      column('kind', say('stockOffice.kind'), '110px', kindOf, kindOf),
      column('goods', say('products.product'), 'minmax(180px, 2fr)', said.goods, (movement) => (
        <Goods movement={movement} />
      )),
      column(
        'quantity',
        say('stockOffice.quantity'),
        '96px',
        ({ quantityMilli }) => quantityMilli / 1000,
        (movement) => <Moved movement={movement} />,
      ),
      column('from', say('stockOffice.from'), '130px', said.from, ({ fromLocationId, storeId }) => (
        <PlaceName id={fromLocationId} storeId={storeId} />
      )),
      column('to', say('stockOffice.to'), '130px', said.to, ({ toLocationId, storeId }) => (
        <PlaceName id={toLocationId} storeId={storeId} />
      )),
      column('reason', say('stockOffice.reason'), 'minmax(120px, 1fr)', reasonOf, (movement) => (
        <bdi>{reasonOf(movement) ?? '–'}</bdi>
      )),
      column('who', say('officeParts.who'), '130px', whoOf, (movement) => (
        <bdi>{whoOf(movement)}</bdi>
      )),
    ]
  }, [say, numerals, names, said, reasonSaid])
}
