// Why goods come back and what becomes of them: two questions a return cannot do without.
import { SegmentedControl } from '@mantine/core'
import { SelectField } from '../ui/fields.tsx'
import { returnReasons } from '../ui/return-reasons.ts'
import { useSay } from '../words/index.ts'
import type { ReturnOf } from './basket.ts'

export type Reasoned = Pick<ReturnOf, 'reason' | 'disposition'>
export const plainReason: Reasoned = { reason: 'changed-mind', disposition: 'restock' }
export const dispositions = ['restock', 'quarantine', 'scrap'] as const

export function ReturnReason(props: { value: Reasoned; onChange(value: Reasoned): void }) {
  const say = useSay()
  return (
    <>
      <SelectField
        label={say('sell.why')}
        value={props.value.reason === '' ? null : props.value.reason}
        options={returnReasons.map((value) => ({ value, label: say(`reason.${value}`) }))}
        onChange={(value) => props.onChange({ ...props.value, reason: value ?? '' })}
      />
      <Disposition
        value={props.value.disposition}
        onChange={(disposition) => props.onChange({ ...props.value, disposition })}
      />
    </>
  )
}

export function Disposition(props: {
  value: Reasoned['disposition']
  onChange(value: Reasoned['disposition']): void
}) {
  const say = useSay()
  return (
    <SegmentedControl
      fullWidth
      aria-label={say('sell.goods')}
      value={props.value}
      onChange={(value) => props.onChange(dispositions.find((each) => each === value) ?? 'restock')}
      data={dispositions.map((value) => ({ value, label: say(`sell.${value}`) }))}
    />
  )
}
