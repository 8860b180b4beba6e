// Why the chosen line costs what it costs, step by step with amounts, and where a person may say another price.
import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import { exponentOf } from '../look/decimals.ts'
import { useLook } from '../look/look.tsx'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { UnitPrice } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { PriceChain } from '../ui/price-chain.tsx'
import { useSay } from '../words/index.ts'
import { type Line, selectedLine } from './basket.ts'
import { explained } from './explain.ts'
import { isOverridden, overridden } from './pricing.ts'
import { ReasonChoice, useFirstReason } from './reason-choice.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function PriceSheet() {
  const till = useTill()
  const say = useSay()
  const [changing, setChanging] = useState(false)
  const line = selectedLine(till.basket)
  if (!line) return null
  if (changing) return <OverridePad line={line} />
  const fixed = line.sold !== null || line.issues !== null
  return (
    <div className={css.form}>
      <Chain line={line} />
      {!fixed && (
        <Button
          variant="default"
          size="lg"
          leftSection={<IconTag size={20} stroke={1.8} aria-hidden />}
          onClick={() => setChanging(true)}
          data-autofocus
        >
          {say('price.change')}
        </Button>
      )}
      {isOverridden(line) && !fixed && (
        <Button
          variant="default"
          onClick={() => {
            till.setPrice(line.id, null)
            till.show({ sheet: null })
          }}
        >
          {say('price.list')}
        </Button>
      )}
    </div>
  )
}

function Chain({ line }: { line: Line }) {
  const { basket, shelf, view } = useTill()
  const { locale, numerals } = useLook()
  const chain = explained(line, basket, shelf)
  const shown = view.lines.find(({ id }) => id === line.id)
  if (!chain) return null
  return (
    <>
      <p className={css.about}>
        <bdi>{shown?.names[locale]}</bdi>
        {shown && (
          <>
            {' × '}
            <bdi>{numerals.quantity(shown.quantityMilli, shown.unit).figure}</bdi>
          </>
        )}
      </p>
      <PriceChain {...chain} currency={shelf.shop.currency} />
    </>
  )
}

/** Another price for the unit or the pack, with its reason. */
function OverridePad({ line }: { line: Line }) {
  const till = useTill()
  const say = useSay()
  const [entry, setEntry] = useState('')
  const first = useFirstReason('override')
  const [reason, setReason] = useState(line.charge.decision.reason ?? first)
  const { currency } = till.shelf.shop
  const decimals = exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((before) => press(before, key, decimals))
  usePadKeys(take)
  const unitPriceCentiMinor =
    entry === '' ? line.charge.unitPriceCentiMinor : entryValue(entry, decimals) * 100
  const after = overridden(line, { unitPriceCentiMinor, reason })
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (entry !== '') till.setPrice(line.id, { unitPriceCentiMinor, reason })
        till.show({ sheet: null })
      }}
    >
      <output className={css.figure}>
        <UnitPrice unitPriceCentiMinor={after.charge.unitPriceCentiMinor} currency={currency} />
      </output>
      <p className={css.outcome}>
        <span>{say('price.listIs')}</span>
        <UnitPrice unitPriceCentiMinor={line.seen.unitPriceCentiMinor} currency={currency} />
      </p>
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      <ReasonChoice of="override" value={reason} onChange={setReason} />
      <Button type="submit" size="lg" fullWidth autoFocus>
        {say('price.set')}
      </Button>
    </form>
  )
}
