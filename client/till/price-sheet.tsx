// Why the chosen line costs what it costs, step by step with amounts, and where a person may say another price.
import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExplainStep } from '#sales/contract.ts'
import { exponentOf } from '../look/decimals.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money, UnitPrice } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { type Line, selectedLine } from './basket.ts'
import { explained } from './explain.ts'
import { isOverridden, overridden } from './pricing.ts'
import { ReasonChoice, useFirstReason } from './reason-choice.tsx'
import parts from './line-sheets.module.css'
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
  const say = useSay()
  const { locale, numerals } = useLook()
  const chain = explained(line, basket, shelf)
  const { currency } = shelf.shop
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
      {chain.version !== null && (
        <p className={css.about} data-testid="price-version">
          {chain.since === null
            ? say('price.version', { number: numerals.count(chain.version) })
            : say('price.versionSince', {
                number: numerals.count(chain.version),
                date: numerals.date(chain.since.slice(0, 10), 'day-year'),
              })}
        </p>
      )}
      <ol className={parts.chain} data-testid="price-chain">
        {chain.steps.map((step, i) => (
          <Step key={`${i} ${step.by}`} step={step} currency={currency} first={i === 0} />
        ))}
        <li>
          <span>{say('price.comesTo')}</span>
          <Money amountMinor={chain.amountMinor} currency={currency} />
        </li>
      </ol>
    </>
  )
}

function Step({ step, currency, first }: { step: ExplainStep; currency: string; first: boolean }) {
  const say = useSay()
  const { locale, numerals } = useLook()
  const { name, reason, unitPriceCentiMinor, ratePpm, changeMinor, minimumMilli, packMilli } = step
  const notes = [
    name && nameIn(locale, name),
    reason,
    ratePpm !== null && numerals.percent(ratePpm),
    minimumMilli !== null &&
      say('price.from', { quantity: numerals.quantity(minimumMilli, 'C62', 'short').figure }),
    step.by === 'pack' &&
      packMilli !== null &&
      say('line.pack', { size: numerals.quantity(packMilli, 'C62', 'short').figure }),
  ].filter((note) => typeof note === 'string')
  const words = step.origin === 'basket' ? say('price.step.basket') : say(`price.step.${step.by}`)
  return (
    <li>
      <span>
        {words}
        {notes.length > 0 && (
          <span className={css.quiet}>
            {notes.map((note) => (
              <bdi key={note}>{note} </bdi>
            ))}
          </span>
        )}
      </span>
      <span className={parts.chainEnd}>
        {changeMinor === 0 && !first ? (
          <span className={css.quiet}>
            {say(step.by === 'tax' ? 'price.included' : 'price.same')}
          </span>
        ) : (
          <Money amountMinor={changeMinor} currency={currency} signed={!first} />
        )}
        {unitPriceCentiMinor !== null && (
          <span className={css.quiet}>
            <UnitPrice unitPriceCentiMinor={unitPriceCentiMinor} currency={currency} />
          </span>
        )}
      </span>
    </li>
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
