// Reads a label by the rules as a till would, so that a rule is seen to be right before anybody scans by it.
import { useState } from 'react'
import type { BarcodeRule } from '#catalog/contract.ts'
import { useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import css from '../parts/parts.module.css'
import { readLabel, type Reading } from './rule-draft.ts'
import { variants } from '#catalog/contract.ts'

export function TryCode({ rules }: { rules: readonly Pick<BarcodeRule, 'rule'>[] }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const currency = useChosenStore().store?.currency ?? 'XXX'
  const reading = readLabel(
    typed,
    rules.map(({ rule }) => rule),
    currency,
  )
  return (
    <div className={css.filters}>
      <TextField
        code
        label={say('codeRules.tryCode')}
        hint={say('codeRules.tryHint')}
        value={typed}
        onChange={setTyped}
      />
      <p className={css.quiet} role="status" data-testid="reading">
        <Meaning reading={reading} currency={currency} />
      </p>
    </div>
  )
}

function Meaning({ reading, currency }: { reading: Reading; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const { store } = useLink()
  const item = (code: string) => {
    const [found] = store.find(variants, 'barcode', code)
    return found ? `${code} (${found.sku})` : code
  }
  switch (reading.kind) {
    case 'quantity': {
      const { figure, unit } = numerals.quantity(reading.quantityMilli, reading.unit, 'exact')
      return say('codeRules.reads.quantity', {
        item: item(reading.itemCode),
        quantity: unit ? `${figure}\u00A0${unit}` : figure,
      })
    }
    case 'price':
      return say('codeRules.reads.price', {
        item: item(reading.itemCode),
        price: numerals.money(reading.amountMinor, currency),
      })
    case 'none':
    case 'plain':
    case 'check':
    case 'refused':
      return say(`codeRules.reads.${reading.kind}`)
  }
}
