// Adds a tax position or changes it: which tax takes the place of which for the customers who have it.
import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import { taxes, type TaxPosition, taxPositionsSet } from '#stores/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import {
  choosable,
  type MapDraft,
  mapFault,
  newMapping,
  positionDraftOf,
  positionOf,
} from './tax-draft.ts'

export type PositionSheetProps = { position: TaxPosition | null; onClose(): void }

export function PositionSheet({ position, onClose }: PositionSheetProps) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [draft, setDraft] = useState(() => positionDraftOf(position))
  const [id] = useState(() => position?.id ?? newId(Date.now()))
  const sent = positionOf(draft)
  return (
    <FormSheet
      opened
      title={say(position ? 'taxPositions.change' : 'taxPositions.add')}
      words={say('act.save')}
      work={work}
      ready={sent !== undefined}
      onSubmit={() => sent && save(sent.name, () => call(taxPositionsSet, { id, ...sent }))}
      onClose={onClose}
    >
      <NameFields value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <p className={parts.quiet}>{say('taxPositions.detail')}</p>
      {draft.map.map((row, at) => (
        <Mapping
          key={row.key}
          row={row}
          map={draft.map}
          onChange={(next) =>
            setDraft({ ...draft, map: draft.map.toSpliced(at, 1, ...(next ? [next] : [])) })
          }
        />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
        onClick={() => setDraft({ ...draft, map: [...draft.map, newMapping()] })}
      >
        {say('taxPositions.addRow')}
      </Button>
    </FormSheet>
  )
}

type MappingProps = {
  row: MapDraft
  map: readonly MapDraft[]
  onChange(row: MapDraft | null): void
}

function Mapping({ row, map, onChange }: MappingProps) {
  const say = useSay()
  const { locale } = useLook()
  const fault = mapFault(row, map)
  const every = useRecords(taxes)
  const optionsFor = (chosen: string | null) =>
    choosable(every, chosen).map(({ id, name }) => ({
      value: id,
      label: nameIn(locale, name),
    }))
  return (
    <div className={parts.mapping}>
      <SelectField
        label={say('taxPositions.from')}
        value={row.fromTaxId}
        options={optionsFor(row.fromTaxId)}
        onChange={(fromTaxId) => onChange({ ...row, fromTaxId })}
      />
      <SelectField
        label={say('taxPositions.to')}
        value={row.toTaxId}
        options={optionsFor(row.toTaxId)}
        onChange={(toTaxId) => onChange({ ...row, toTaxId })}
        {...(fault ? { error: say(`taxPositions.faults.${fault}`) } : {})}
      />
      <ActionIcon
        variant="subtle"
        aria-label={say('taxPositions.removeRow')}
        onClick={() => onChange(null)}
      >
        <IconTrash size={20} stroke={1.8} />
      </ActionIcon>
    </div>
  )
}
