// Adds a tax or changes its names and reason. What it takes is said once, because what was sold is found by it: another
// rate is another tax, which follows from an instant on.
import { Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import {
  type Tax,
  taxes,
  taxesAdd,
  taxesChange,
  taxesKeep,
  taxesReplace,
} from '#stores/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { LinesField, MomentField } from '../parts/fields.tsx'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { instantOf } from '../parts/moments.ts'
import { NameFields } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import {
  followingOf,
  MOST_PARTS,
  needsReason,
  newPart,
  type PartDraft,
  partFault,
  taxCategories,
  taxDraftOf,
  taxOf,
} from './tax-draft.ts'

export function TaxSheet({ tax, onClose }: { tax: Tax | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const saving = useSave(onClose)
  const { work, save } = saving
  const [draft, setDraft] = useState(() => taxDraftOf(tax))
  const [moment, setMoment] = useState('')
  const [follows, setFollows] = useState(false)
  const sent = taxOf(draft)
  const send = (fresh: NonNullable<typeof sent>) => {
    const made = { id: newId(Date.now()), ...fresh }
    if (!tax) return call(taxesAdd, made)
    if (!follows) return call(taxesChange, { taxId: tax.id, ...fresh })
    return call(taxesReplace, { taxId: tax.id, tax: made, from: instantOf(moment) })
  }
  return (
    <FormSheet
      opened
      title={say(follows ? 'taxesOffice.follow' : tax ? 'taxesOffice.change' : 'taxesOffice.add')}
      words={say('act.save')}
      work={work}
      ready={sent !== undefined}
      onSubmit={() => sent && save(sent.name, () => send(sent))}
      onClose={onClose}
    >
      <NameFields value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <Parts
        fixed={tax !== null && !follows}
        value={draft.parts}
        onChange={(next) => setDraft({ ...draft, parts: next })}
      />
      {needsReason(draft) && (
        <LinesField
          label={say('taxParts.reason')}
          hint={say('taxParts.reasonHint')}
          value={draft.reason}
          onChange={(reason) => setDraft({ ...draft, reason })}
        />
      )}
      {follows && (
        <MomentField
          label={say('taxesOffice.from')}
          hint={say('taxesOffice.fromHint')}
          value={moment}
          onChange={setMoment}
        />
      )}
      {tax && !follows && <Followed tax={tax} saving={saving} onFollow={() => setFollows(true)} />}
    </FormSheet>
  )
}

type FollowedProps = {
  tax: Tax
  saving: ReturnType<typeof useSave>
  onFollow(): void
}

/** What takes the place of a tax, and the way to have another do so. */
function Followed({ tax, saving: { work, save }, onFollow }: FollowedProps) {
  const say = useSay()
  const { call, clock } = useLink()
  const numerals = useNumerals()
  const following = followingOf(tax, useRecords(taxes), clock.nowAt())
  if (!following) return <Follow onFollow={onFollow} />
  const { from, begun } = following
  const rate = following.tax.parts.map(({ ratePpm }) => numerals.percent(ratePpm)).join(' + ')
  const when = { rate, date: numerals.date(from, 'day-year'), time: numerals.time(from) }
  if (begun) return <p className={parts.quiet}>{say('taxesOffice.followed', when)}</p>
  return (
    <>
      <p className={parts.quiet}>{say('taxesOffice.planned', when)}</p>
      <Follow onFollow={onFollow} />
      <Button
        variant="subtle"
        loading={work.doing}
        onClick={() => save(tax.name, () => call(taxesKeep, { taxId: tax.id }))}
      >
        {say('taxesOffice.keep')}
      </Button>
    </>
  )
}

function Follow({ onFollow }: Pick<FollowedProps, 'onFollow'>) {
  const say = useSay()
  return (
    <Button variant="default" onClick={onFollow}>
      {say('taxesOffice.follow')}
    </Button>
  )
}

type PartsProps = {
  /** How many there are and of which category stays. */
  fixed: boolean
  value: readonly PartDraft[]
  onChange(value: readonly PartDraft[]): void
}

function Parts({ fixed, value, onChange }: PartsProps) {
  const say = useSay()
  return (
    <>
      {value.map((part, at) => (
        <Part
          key={part.key}
          fixed={fixed}
          part={part}
          value={value}
          at={at}
          onChange={(next) => onChange(value.toSpliced(at, 1, ...(next ? [next] : [])))}
        />
      ))}
      {value.length > 1 && <p className={parts.quiet}>{say('taxParts.together')}</p>}
      {!fixed && value.length < MOST_PARTS && (
        <Button
          variant="default"
          leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
          onClick={() => onChange([...value, newPart()])}
        >
          {say('taxParts.add')}
        </Button>
      )}
    </>
  )
}

type PartProps = Omit<PartsProps, 'onChange'> & {
  part: PartDraft
  at: number
  onChange(part: PartDraft | null): void
}

// A tax of one part is that part: only where there are several does each stand apart, with a name of its own.
function Part(props: PartProps) {
  const { part, value, at, fixed, onChange } = props
  const say = useSay()
  if (value.length === 1) return <PartFields {...props} />
  return (
    <fieldset className={parts.part}>
      <legend>{say('taxParts.part', { number: at + 1 })}</legend>
      <NameFields
        label={say('taxParts.name')}
        value={part.name}
        onChange={(name) => onChange({ ...part, name })}
      />
      <PartFields {...props} />
      {!fixed && (
        <Button
          variant="subtle"
          leftSection={<IconTrash size={20} stroke={1.8} aria-hidden />}
          onClick={() => onChange(null)}
        >
          {say('taxParts.remove')}
        </Button>
      )}
    </fieldset>
  )
}

function PartFields({ fixed, part, value, onChange }: PartProps) {
  const say = useSay()
  const fault = partFault(part, value)
  return (
    <>
      <SelectField
        label={say('taxesOffice.category')}
        {...(fixed ? { hint: say('taxParts.stays') } : {})}
        disabled={fixed}
        value={part.category}
        options={taxCategories.map((each) => ({
          value: each,
          label: say(`taxesOffice.categories.${each}`),
        }))}
        onChange={(chosen) =>
          onChange({
            ...part,
            category: taxCategories.find((each) => each === chosen) ?? part.category,
          })
        }
      />
      {part.category === 'S' && (
        <TextField
          label={say('taxesOffice.rate')}
          {...(fixed ? { disabled: true } : { hint: say('taxesOffice.rateHint') })}
          value={part.rate}
          onChange={(rate) => onChange({ ...part, rate })}
          {...(part.rate !== '' && fault ? { error: say(`taxParts.faults.${fault}`) } : {})}
        />
      )}
      {part.category !== 'S' && fault === 'twice' && <p>{say('taxParts.faults.twice')}</p>}
    </>
  )
}
