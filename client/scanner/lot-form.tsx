// The lot of goods whose code does not say it: one of those known for the product, or a new one typed from the box.
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Id } from '#shared/ids.ts'
import { lots, type Lot } from '#stock/contract.ts'
import { byExpiry } from '#stock/rules.ts'
import { useLink } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { TextField } from '../ui/fields.tsx'
import { useSay } from '../words/index.ts'
import css from './task.module.css'

const MOST_OFFERED = 3

export function LotForm(props: {
  variantId: Id
  onLot(lot: { code: string; expiryOn: string | null }): void
}) {
  const say = useSay()
  const { store } = useLink()
  const [code, setCode] = useState('')
  const [expiryOn, setExpiryOn] = useState('')
  const known = store.find(lots, 'variant', props.variantId).toSorted(byExpiry)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) props.onLot({ code: code.trim(), expiryOn: expiryOn || null })
  }
  return (
    <form className={css.form} onSubmit={submit} aria-label={say('scan.lotWanted')}>
      <b>{say('scan.lotWanted')}</b>
      <TextField label={say('line.lot')} value={code} onChange={setCode} code />
      <TextInput
        type="date"
        label={say('scanner.expiry')}
        value={expiryOn}
        onChange={(event) => setExpiryOn(event.currentTarget.value)}
      />
      <Button type="submit" size="xl" disabled={!code.trim()}>
        {say('scan.setLot')}
      </Button>
      <LotOptions
        lots={known.filter(({ status }) => status === 'available').slice(0, MOST_OFFERED)}
        onLot={props.onLot}
      />
    </form>
  )
}

/** Lots to choose from, the one that expires first on top. */
export function LotOptions(props: { lots: readonly Lot[]; onLot(lot: Lot): void }) {
  const say = useSay()
  const numerals = useNumerals()
  return (
    <ul className={css.found} aria-label={say('scan.lotsKnown')}>
      {props.lots.map((lot) => (
        <li key={lot.id}>
          <UnstyledButton className={css.option} onClick={() => props.onLot(lot)}>
            <Code>{lot.code}</Code>
            {lot.expiryOn !== null && (
              <span>{say('line.expires', { date: numerals.date(lot.expiryOn, 'day-year') })}</span>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
