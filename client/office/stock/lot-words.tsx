// How the status and the dates of a lot are said: always colour, and always words.
import type { Lot } from '#stock/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useSay } from '../../words/index.ts'

const tones: Record<Lot['status'], Tone> = {
  available: 'live',
  'on-hold': 'off',
  quarantined: 'off',
  recalled: 'bad',
  expired: 'bad',
  damaged: 'bad',
}

export function LotStatusChip({ status }: { status: Lot['status'] }) {
  const say = useSay()
  return <Chip tone={tones[status]}>{say(`stockOffice.statuses.${status}`)}</Chip>
}

export function LotDay({ lot }: { lot: Lot }) {
  const say = useSay()
  const numerals = useNumerals()
  if (lot.expiryOn !== null) return <bdi>{numerals.date(lot.expiryOn, 'day-year')}</bdi>
  if (lot.bestBeforeOn === null) return '–'
  return say('line.bestBefore', { date: numerals.date(lot.bestBeforeOn, 'day-year') })
}

export function Quantity({ milli, unit }: { milli: number; unit: string }) {
  const numerals = useNumerals()
  const parts = numerals.quantity(milli, unit, 'short')
  return (
    <bdi>
      {parts.figure}
      {parts.unit && `\u00A0${parts.unit}`}
    </bdi>
  )
}
