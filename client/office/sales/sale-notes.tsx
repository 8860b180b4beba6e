// What happened to a sale beyond its lines: that it was reversed or reverses another, each a touch away, that the till was
// offline, and what the hub found exceptional in it.
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { StoredSale } from '#sales/contract.ts'
import { Chip } from '../../ui/chip.tsx'
import { Flip } from '../../ui/flip.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import css from './sales.module.css'

export function SaleNotes({ sale, storeId }: { sale: StoredSale; storeId: string }) {
  const say = useSay()
  const { voidedBy, body, offline, exceptions } = sale
  return (
    <>
      {voidedBy !== null && (
        <SaleNote
          words={say('salesOffice.voidedBy')}
          to={`/office/sales/${storeId}/${voidedBy}`}
          show={say('salesOffice.toReversal')}
        />
      )}
      {body.voidOf !== null && (
        <SaleNote
          words={say('salesOffice.voidOf')}
          to={`/office/sales/${storeId}/${body.voidOf}`}
          show={say('salesOffice.toReversed')}
        />
      )}
      {offline && <Chip tone="off">{say('salesOffice.soldOffline')}</Chip>}
      {exceptions.length > 0 && (
        <ul className={parts.rows} aria-label={say('salesOffice.exceptions')}>
          {exceptions.map(({ code, detail }) => (
            <li key={`${code} ${detail}`} className={parts.row}>
              <Chip tone="bad">{code}</Chip>
              <bdi>{detail}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function SaleNote({ words, to, show }: { words: string; to: string; show: string }) {
  return (
    <p className={css.note}>
      <Flip>
        <IconArrowBackUp size={18} stroke={1.8} aria-hidden />
      </Flip>
      <span>
        {words} <Link href={to}>{show}</Link>
      </span>
    </p>
  )
}
