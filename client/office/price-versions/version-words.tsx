// What is said of a price version wherever it is named: its state, when it takes effect, and who set it.
import type { PriceVersion } from '#prices/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useSay } from '../../words/index.ts'
import type { VersionState } from './rollout.ts'

const tones: Record<VersionState, Tone> = {
  staged: 'off',
  'rolling-out': 'accent',
  active: 'live',
  superseded: 'plain',
}

export function VersionChip({ state }: { state: VersionState }) {
  const say = useSay()
  return <Chip tone={tones[state]}>{say(`versions.states.${state}`)}</Chip>
}

/** Writes an instant as a day and a time to the second. */
export function useInstant(): (at: string) => string {
  const numerals = useNumerals()
  return (at) => `${numerals.date(at)} ${numerals.time(at, { seconds: true })}`
}

/** Set for a later time, and not for the moment it was made. */
export const isPlanned = ({ effectiveAt, createdAt }: PriceVersion) => effectiveAt > createdAt
