// What each store holds of a lot, live, so that whoever recalls it sees where it lies.
import { useCallback } from 'react'
import { levels, type Lot } from '#stock/contract.ts'
import type { Store } from '#stores/contract.ts'
import { useSelector } from '../../link/react.ts'
import type { Store as Records } from '../../link/store.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import parts from '../parts/parts.module.css'
import { Quantity } from './lot-words.tsx'

const stocked = [levels]

export function LotHeld({ lot, unit }: { lot: Lot; unit: string }) {
  const say = useSay()
  return (
    <section>
      <h3 className={parts.heading}>{say('products.onHand')}</h3>
      <dl className={parts.facts}>
        {useOwnStores().map((store) => (
          <HeldIn key={store.id} store={store} lotId={lot.id} unit={unit} />
        ))}
      </dl>
    </section>
  )
}

function HeldIn({ store, lotId, unit }: { store: Store; lotId: string; unit: string }) {
  const { locale } = useLook()
  const select = useCallback(
    (records: Records) =>
      records
        .find(levels, 'lot', lotId, store.id)
        .reduce((sum, level) => sum + level.onHandMilli, 0),
    [lotId, store.id],
  )
  const milli = useSelector(stocked, select, Object.is, store.id)
  return (
    <>
      <dt>
        <bdi>{nameIn(locale, store.name)}</bdi>
      </dt>
      <dd>
        <Quantity milli={milli} unit={unit} />
      </dd>
    </>
  )
}
