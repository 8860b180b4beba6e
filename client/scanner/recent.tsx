// The scans already booked, newest first: one tick is kept here, two ticks are confirmed by the hub.
import { IconBan, IconChecks, IconClock } from '@tabler/icons-react'
import { memo } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { lots } from '#stock/contract.ts'
import { useRecord } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'
import type { Booked } from './calls.ts'
import css from './recent.module.css'

export const RecentScans = memo(function RecentScans({ scans }: { scans: readonly Booked[] }) {
  const say = useSay()
  if (scans.length === 0) return null
  return (
    <ul className={css.list} aria-label={say('scan.recent')}>
      {scans.map((booked) => (
        <Row key={booked.id} booked={booked} />
      ))}
    </ul>
  )
})

function Row({ booked }: { booked: Booked }) {
  const say = useSay()
  const { locale, numerals } = useLook()
  const nowMs = useNowMs()
  const variant = useRecord(variants, booked.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const lot = useRecord(lots, booked.lotId)
  const code = booked.lotCode ?? lot?.code
  const { figure, unit } = numerals.quantity(booked.quantityMilli, variant?.unit ?? 'C62')
  const age = numerals.age(nowMs - Date.parse(booked.at))
  return (
    <li className={css.row}>
      <span className={css.words}>
        <bdi>{product && variant ? nameIn(locale, fullName(product, variant)) : ''}</bdi>
        <small>
          {code !== undefined && (
            <>
              <Code>{code}</Code>
              {' · '}
            </>
          )}
          {say('scan.ago', { age })}
        </small>
      </span>
      <b>
        <bdi>{figure}</bdi> {unit}
      </b>
      <Tick state={booked.state} />
    </li>
  )
}

function Tick({ state }: { state: Booked['state'] }) {
  const say = useSay()
  const icon = { size: 24, stroke: 1.8 }
  const looks = {
    waiting: [<IconClock key="icon" {...icon} />, say('scan.kept'), css.waiting],
    confirmed: [<IconChecks key="icon" {...icon} />, say('scanner.confirmed'), css.confirmed],
    refused: [<IconBan key="icon" {...icon} />, say('scanner.refusedTitle'), css.refused],
  } as const
  const [mark, words, look] = looks[state]
  return (
    <span className={look} role="img" aria-label={words} title={words}>
      {mark}
    </span>
  )
}
