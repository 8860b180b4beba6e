// The packs a product is sold in beside its unit: what each is, how much is in it, and the codes on it.
import { Button } from '@mantine/core'
import { IconPackages, IconTrash } from '@tabler/icons-react'
import { newId } from '#shared/ids.ts'
import { units } from '#shared/units.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { Barcodes } from './barcodes.tsx'
import css from './products.module.css'
import { type PackDraft, packFault } from './variant-draft.ts'

/** What one product may have. */
const MOST_PACKS = 10

export type PackFieldsProps = {
  /** What the packs are counted in. */
  unit: string
  value: readonly PackDraft[]
  onChange(value: readonly PackDraft[]): void
}

export function PackFields({ unit, value, onChange }: PackFieldsProps) {
  const say = useSay()
  const added = () => ({ key: newId(Date.now()), unit: 'CS', quantity: '', barcodes: [] })
  return (
    <div className={css.section}>
      <h3>{say('packs.title')}</h3>
      {value.map((pack, at) => (
        <PackPart
          key={pack.key}
          unit={unit}
          pack={pack}
          packs={value}
          onChange={(next) => onChange(value.toSpliced(at, 1, ...(next ? [next] : [])))}
        />
      ))}
      {value.length < MOST_PACKS && (
        <Button
          variant="default"
          leftSection={<IconPackages size={20} stroke={1.8} aria-hidden />}
          onClick={() => onChange([...value, added()])}
        >
          {say('packs.add')}
        </Button>
      )}
    </div>
  )
}

function PackPart(props: {
  unit: string
  pack: PackDraft
  packs: readonly PackDraft[]
  onChange(pack: PackDraft | null): void
}) {
  const { unit, pack, packs, onChange } = props
  const say = useSay()
  const unitName = useUnitName()
  const fault = pack.quantity === '' ? undefined : packFault(pack, packs)
  const name = say('packs.of', { pack: unitName(pack.unit), quantity: pack.quantity || '–' })
  return (
    <fieldset className={css.break}>
      <legend>{name}</legend>
      <div className={css.halves}>
        <UnitField
          label={say('packs.kind')}
          value={pack.unit}
          onChange={(kind) => onChange({ ...pack, unit: kind })}
        />
        <TextField
          label={say('packs.quantity', { unit: unitName(unit) })}
          value={pack.quantity}
          onChange={(quantity) => onChange({ ...pack, quantity })}
          {...(fault ? { error: say(`packs.faults.${fault}`) } : {})}
        />
      </div>
      <Barcodes
        label={say('packs.codes', { name })}
        value={pack.barcodes}
        onChange={(barcodes) => onChange({ ...pack, barcodes })}
      />
      <Button
        variant="subtle"
        leftSection={<IconTrash size={20} stroke={1.8} aria-hidden />}
        onClick={() => onChange(null)}
      >
        {say('packs.remove')}
      </Button>
    </fieldset>
  )
}

function useUnitName() {
  const { locale } = useLook()
  return (code: string) =>
    Object.entries(units).find(([each]) => each === code)?.[1].symbol[locale] ?? code
}

/** One of the units goods are counted and measured in. */
export function UnitField(props: { label: string; value: string; onChange(unit: string): void }) {
  const { locale } = useLook()
  return (
    <SelectField
      label={props.label}
      value={props.value}
      searchable
      options={Object.entries(units).map(([code, { symbol }]) => ({
        value: code,
        label: `${symbol[locale]} (${code})`,
      }))}
      onChange={(unit) => props.onChange(unit ?? props.value)}
    />
  )
}
