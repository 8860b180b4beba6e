// What the trail is narrowed to: whose log, what it is about, who did it or is named in it, from which day to which.
import { Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { streamOf } from '#shared/streams.ts'
import { people } from '#users/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { DayField } from '../parts/fields.tsx'
import css from './audit.module.css'
import { factGroups } from './fact-words.ts'
import { isNarrowed, type TrailQuestion, wholeTrail } from './trail-question.ts'

type TrailFiltersProps = { value: TrailQuestion; onChange(question: TrailQuestion): void }

export function TrailFilters({ value, onChange }: TrailFiltersProps) {
  const say = useSay()
  const everyone = useRecords(people)
  const set = (part: Partial<TrailQuestion>) => onChange({ ...value, ...part })
  return (
    <>
      <div className={css.filters}>
        <StreamPick value={value.stream} onChange={(stream) => set({ stream })} />
        <Select
          label={say('auditOffice.what')}
          placeholder={say('auditOffice.everyKind')}
          clearable
          value={value.group}
          data={factGroups.map((each) => ({
            value: each,
            label: say(`auditOffice.groups.${each}`),
          }))}
          onChange={(group) => set({ group: factGroups.find((each) => each === group) ?? null })}
        />
        <Select
          label={say('auditOffice.person')}
          placeholder={say('auditOffice.everybody')}
          clearable
          searchable
          nothingFoundMessage={say('auditOffice.nobody')}
          value={value.personId}
          data={everyone.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(personId) => set({ personId })}
        />
        <DayField
          label={say('auditOffice.from')}
          value={value.fromOn}
          onChange={(fromOn) => set({ fromOn })}
        />
        <DayField
          label={say('auditOffice.to')}
          value={value.toOn}
          onChange={(toOn) => set({ toOn })}
        />
      </div>
      {isNarrowed(value) && (
        <Button
          variant="default"
          leftSection={<IconX size={20} stroke={1.8} aria-hidden />}
          onClick={() => onChange({ ...wholeTrail, stream: value.stream })}
        >
          {say('auditOffice.everything')}
        </Button>
      )}
    </>
  )
}

function StreamPick({ value, onChange }: { value: string; onChange(stream: string): void }) {
  const say = useSay()
  const { locale } = useLook()
  const streams = useOwnStores().map(({ id, name }) => ({
    value: streamOf(id) as string,
    label: nameIn(locale, name),
  }))
  return (
    <Select
      label={say('auditOffice.stream')}
      value={value}
      data={[{ value: wholeTrail.stream, label: say('auditOffice.company') }, ...streams]}
      allowDeselect={false}
      onChange={(stream) => stream !== null && onChange(stream)}
    />
  )
}
