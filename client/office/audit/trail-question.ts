// What is sought in the trail, as it is chosen on the page, and how the hub is asked for it. Days are those of this device.
import type { Input } from '#shared/contract.ts'
import type { auditList } from '#audit/contract.ts'
import { type KnownGroup, thingsOf } from './fact-words.ts'

export type TrailQuestion = {
  readonly stream: string
  /** Null for all. */
  readonly group: KnownGroup | null
  readonly personId: string | null
  /** ISO days, the last one included; empty for none. */
  readonly fromOn: string
  readonly toOn: string
}

export const wholeTrail: TrailQuestion = {
  stream: 'company',
  group: null,
  personId: null,
  fromOn: '',
  toOn: '',
}

/** Whether anything besides the stream is left out. */
export const isNarrowed = ({ group, personId, fromOn, toOn }: TrailQuestion): boolean =>
  group !== null || personId !== null || fromOn !== '' || toOn !== ''

/** The first instant of a day, or of the one `after` days later; undefined for no day. */
function startOf(day: string, after = 0): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const start = new Date(year, month - 1, date + after)
  return day === '' || Number.isNaN(start.getTime()) ? undefined : start.toISOString()
}

export function askOf(question: TrailQuestion): Omit<Input<typeof auditList>, 'after' | 'limit'> {
  const { stream, group, personId, fromOn, toOn } = question
  const from = startOf(fromOn)
  const before = startOf(toOn, 1)
  return {
    stream,
    ...(group === null ? {} : { kind: thingsOf(group).join(',') }),
    ...(personId === null ? {} : { personId }),
    ...(from === undefined ? {} : { from }),
    ...(before === undefined ? {} : { before }),
  }
}
