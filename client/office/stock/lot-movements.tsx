// The movements of one lot as lines of a narrow sheet: what, when and by whom, how much, from where to where.
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import type { Movement } from '#stock/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Flip } from '../../ui/flip.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useReasonSaid } from '../../ui/return-reasons.ts'
import { useSay } from '../../words/index.ts'
import { useNames } from '../parts/named.ts'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { Moved, PlaceName } from './movements.tsx'
import { useMovements } from './use-movements.ts'

export function LotMovements({ lotId }: { lotId: string }) {
  const say = useSay()
  const { answer, asking, problem, again, more } = useMovements({ variantId: null, lotId })
  return (
    <section>
      <h3 className={parts.heading}>{say('stockOffice.tabs.movements')}</h3>
      {asking && <Skeletons shape="rows" count={3} />}
      <ProblemNote problem={problem} onAgain={again} />
      {answer?.length === 0 && <p className={parts.quiet}>{say('stockOffice.noMovements')}</p>}
      <ul className={parts.rows}>
        {answer?.map((movement) => (
          <Line key={movement.id} movement={movement} />
        ))}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {say('officeParts.more')}
        </Button>
      )}
    </section>
  )
}

function Line({ movement }: { movement: Movement }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const reasonSaid = useReasonSaid()
  const { at, kind, storeId, fromLocationId, toLocationId, personId, reason } = movement
  return (
    <li className={parts.row}>
      <span className={parts.names}>
        <span className={parts.name}>{say(`stockOffice.kinds.${kind}`)}</span>
        <span className={parts.otherName}>
          <PlaceName id={fromLocationId} storeId={storeId} />{' '}
          <Flip>
            <IconArrowRight size={14} stroke={1.8} aria-hidden />
          </Flip>{' '}
          <PlaceName id={toLocationId} storeId={storeId} />
        </span>
        <span className={parts.otherName}>
          <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>
          {personId !== null && <bdi> · {names.person(personId)}</bdi>}
          {reason !== null && <bdi> · {reasonSaid(reason)}</bdi>}
        </span>
      </span>
      <Moved movement={movement} />
    </li>
  )
}
