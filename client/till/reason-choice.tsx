// Why something was done to a sale: one touch for the usual reasons, or words of one's own. It is never empty.
import { TextInput, UnstyledButton } from '@mantine/core'
import { Labelled } from '../ui/labelled.tsx'
import { useSay } from '../words/index.ts'
import parts from './line-sheets.module.css'

const reasonsFor = {
  discount: ['courtesy', 'damaged', 'shelfPrice', 'regular'],
  override: ['shelfPrice', 'match', 'damaged', 'agreed'],
  void: ['mistake', 'changedMind', 'price', 'noMoney'],
} as const
export type ReasonsOf = keyof typeof reasonsFor

/** The reason that stands there before anybody chooses. */
export function useFirstReason(of: ReasonsOf): string {
  const say = useSay()
  return say(`why.${reasonsFor[of][0]}`)
}

/** The next key confirms. */
function goOn(chip: HTMLElement): void {
  chip.closest('form')?.querySelector<HTMLElement>('[type="submit"]')?.focus()
}

export function ReasonChoice(props: {
  of: ReasonsOf
  value: string
  onChange(reason: string): void
}) {
  const say = useSay()
  const usual = reasonsFor[props.of].map((key) => say(`why.${key}`))
  return (
    <Labelled words={say('sell.why')} isGroup>
      <div className={parts.chips}>
        {usual.map((reason) => (
          <UnstyledButton
            key={reason}
            className={parts.chip}
            aria-pressed={reason === props.value}
            onClick={(event) => {
              props.onChange(reason)
              goOn(event.currentTarget)
            }}
          >
            {reason}
          </UnstyledButton>
        ))}
      </div>
      <TextInput
        aria-label={say('why.own')}
        placeholder={say('why.own')}
        maxLength={200}
        dir="auto"
        value={usual.includes(props.value as never) ? '' : props.value}
        onChange={(event) => props.onChange(event.currentTarget.value || usual[0] || '')}
      />
    </Labelled>
  )
}
