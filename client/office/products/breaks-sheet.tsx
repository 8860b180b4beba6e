// The prices of one product in one list: for the unit, for each pack, and from a quantity on; set together as one version.
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Variant } from '#catalog/contract.ts'
import { prices, pricesSet, type PriceList } from '#prices/contract.ts'
import { ONE_MILLI } from '#prices/rules.ts'
import { newId } from '#shared/ids.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { MomentField } from '../parts/fields.tsx'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { instantOf } from '../parts/moments.ts'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import { breakChanges, breakFault, type BreakRow, breakRows, packSizes } from './breaks.ts'
import { nowAt } from './live-goods.ts'
import css from './products.module.css'

export type BreaksSheetProps = { variant: Variant; list: PriceList; onClose(): void }

export function BreaksSheet({ variant, list, onClose }: BreaksSheetProps) {
  const say = useSay()
  const { store, call } = useLink()
  const { locale } = useLook()
  const { work, act } = useSave(onClose)
  const { currency } = list
  const [rows, setRows] = useState(() => {
    const found = breakRows(store.find(prices, 'variant', variant.id), list.id, currency, nowAt())
    return found.length > 0 ? found : [newRow()]
  })
  const [moment, setMoment] = useState('')
  const [note, setNote] = useState('')
  const changes = breakChanges(rows, variant.id, currency)
  const count = changes ? changes.prices.length + changes.ends.length : 0
  const save = () => {
    if (!changes) return
    const validFrom = instantOf(moment)
    const input = {
      listId: list.id,
      note: note.trim() === '' ? null : note.trim(),
      ...(validFrom === null ? {} : { validFrom }),
      prices: changes.prices.map((each) => ({ ...each, id: newId(Date.now()) })),
      ends: changes.ends,
    }
    const done = say('products.published', { count })
    act(done, () => call(pricesSet, input), nameIn(locale, list.name))
  }
  return (
    <FormSheet
      opened
      title={say('breaks.title', { list: nameIn(locale, list.name) })}
      words={say('products.publish', { count })}
      work={work}
      ready={count > 0}
      onSubmit={save}
      onClose={onClose}
    >
      <p className={parts.quiet}>{say('breaks.detail')}</p>
      <Rows rows={rows} variant={variant} currency={currency} onChange={setRows} />
      <MomentField
        label={say('products.effectiveAt')}
        hint={say('versions.whenEmpty')}
        value={moment}
        onChange={setMoment}
      />
      <TextField
        label={say('versions.noteLabel')}
        hint={say('versions.noteHint')}
        value={note}
        onChange={setNote}
      />
    </FormSheet>
  )
}

const newRow = (): BreakRow => ({
  key: newId(Date.now()),
  packMilli: ONE_MILLI,
  from: '',
  price: '',
  was: null,
  ends: false,
})

type RowsProps = {
  rows: readonly BreakRow[]
  variant: Variant
  currency: string
  onChange(rows: BreakRow[]): void
}

function Rows({ rows, variant, currency, onChange }: RowsProps) {
  const say = useSay()
  return (
    <>
      {rows.map((row, at) => (
        <Row
          key={row.key}
          row={row}
          rows={rows}
          variant={variant}
          currency={currency}
          onChange={(next) => onChange(rows.toSpliced(at, 1, ...(next ? [next] : [])))}
        />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
        onClick={() => onChange([...rows, newRow()])}
      >
        {say('breaks.add')}
      </Button>
    </>
  )
}

type RowProps = Omit<RowsProps, 'onChange'> & {
  row: BreakRow
  /** Null for a row that is taken out again. */
  onChange(row: BreakRow | null): void
}

// What a price is for stays as it was set; only a new row chooses it.
function Row({ row, rows, variant, currency, onChange }: RowProps) {
  const say = useSay()
  const sized = useSized(variant.unit)
  const { quantity } = sized
  const fault = breakFault(row, rows, currency)
  const untouched = row.was === null && row.price === '' && row.from === ''
  const words =
    row.from === ''
      ? quantity(row.packMilli)
      : say('breaks.perFrom', { per: quantity(row.packMilli), from: row.from })
  return (
    <fieldset className={parts.part}>
      <legend>{words}</legend>
      {row.was === null && (
        <div className={css.halves}>
          <SelectField
            label={say('breaks.per')}
            value={String(row.packMilli)}
            options={packSizes(variant.packs).map((milli) => ({
              value: String(milli),
              label: quantity(milli),
            }))}
            onChange={(milli) => onChange({ ...row, packMilli: Number(milli ?? ONE_MILLI) })}
          />
          <TextField
            label={say('breaks.fromIn', { unit: sized.unit })}
            value={row.from}
            onChange={(from) => onChange({ ...row, from })}
          />
        </div>
      )}
      <div className={css.removable}>
        <TextField
          label={say('products.price', { currency })}
          value={row.price}
          disabled={row.ends}
          onChange={(price) => onChange({ ...row, price })}
          {...(fault === undefined || untouched ? {} : { error: say(`breaks.faults.${fault}`) })}
        />
        <Remove row={row} of={words} onChange={onChange} />
      </div>
      {row.ends && <p className={parts.quiet}>{say('breaks.willEnd')}</p>}
    </fieldset>
  )
}

// A price in force ends only when this is published, and until then may be kept after all.
function Remove({ row, of, onChange }: Pick<RowProps, 'row' | 'onChange'> & { of: string }) {
  const say = useSay()
  const Icon = row.ends ? IconArrowBackUp : IconTrash
  return (
    <ActionIcon
      variant="subtle"
      aria-label={say(row.ends ? 'breaks.keep' : 'breaks.remove', { of })}
      onClick={() => onChange(row.was === null ? null : { ...row, ends: !row.ends })}
    >
      <Icon size={20} stroke={1.8} aria-hidden />
    </ActionIcon>
  )
}

function useSized(unit: string) {
  const say = useSay()
  const numerals = useNumerals()
  return {
    quantity: (milli: number) => {
      const { figure, unit: name } = numerals.quantity(milli, unit, 'short')
      return name ? `${figure}\u00A0${name}` : say('breaks.pieces', { figure })
    },
    unit: numerals.quantity(ONE_MILLI, unit, 'short').unit || say('breaks.piece'),
  }
}
