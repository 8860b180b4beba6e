// The drawer: opened with a float, money put in or taken out for a reason, closed with a count. What it should hold
// is never said before the count is in; the difference is told after it.
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { exponentOf } from '../look/decimals.ts'
import { Failure } from '../ui/failure.tsx'
import { TextField } from '../ui/fields.tsx'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { classes } from '../ui/classes.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { type Counted, type DrawerAct, useDrawer } from './use-drawer.ts'

export function DrawerSheet() {
  const { drawer, shelf, basket } = useTill()
  const say = useSay()
  const [chosen, setChosen] = useState<'in' | 'out' | 'close'>('in')
  const { act, busy, problem, counted } = useDrawer()
  if (counted) return <Difference counted={counted} currency={shelf.shop.currency} />
  const isCounting = drawer?.counts === 1
  const doing: DrawerAct = !drawer ? 'open' : isCounting ? 'close' : chosen
  return (
    <div className={css.form}>
      {drawer && !isCounting && (
        <SegmentedControl
          fullWidth
          aria-label={say('sell.drawer')}
          value={chosen}
          onChange={(value) => setChosen(value === 'out' || value === 'close' ? value : 'in')}
          data={[
            { value: 'in', label: say('sell.payIn') },
            { value: 'out', label: say('sell.payOut') },
            { value: 'close', label: say('sell.close') },
          ]}
        />
      )}
      {problem !== null && (
        <Failure
          happened={problem}
          kept={say('sell.drawerAsBefore')}
          next={say('sell.nextAgain')}
        />
      )}
      {doing === 'close' && basket.lines.length > 0 && (
        <p className={css.note}>{say('sell.closeWithBasket')}</p>
      )}
      <AmountForm key={doing} doing={doing} busy={busy} onDone={act} />
    </div>
  )
}

type AmountFormProps = {
  doing: DrawerAct
  busy: boolean
  onDone(doing: DrawerAct, amountMinor: number, reason: string): void
}

function AmountForm({ doing, busy, onDone }: AmountFormProps) {
  const { shelf } = useTill()
  const say = useSay()
  const [entry, setEntry] = useState('')
  const [reason, setReason] = useState('')
  const { currency } = shelf.shop
  const decimals = exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((now) => press(now, key, decimals))
  usePadKeys(take)
  const amountMinor = entryValue(entry, decimals)
  const moves = doing === 'in' || doing === 'out'
  const ready = !busy && (moves ? amountMinor > 0 && reason.trim() !== '' : entry !== '')
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onDone(doing, amountMinor, reason.trim())
      }}
    >
      <p className={css.about}>{say(aboutWords[doing])}</p>
      <output
        className={classes(css.figure, entry === '' && css.unsaid)}
        aria-label={say('sell.amount')}
      >
        <Money amountMinor={amountMinor} currency={currency} hero />
      </output>
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      {moves && (
        <TextField
          label={say('sell.why')}
          value={reason}
          onChange={(text) => setReason(text.slice(0, 200))}
        />
      )}
      <Button type="submit" size="lg" loading={busy} aria-disabled={!ready} data-autofocus>
        {say(doWords[doing])}
      </Button>
    </form>
  )
}

const aboutWords = {
  open: 'sell.floatDetail',
  in: 'sell.payInDetail',
  out: 'sell.payOutDetail',
  close: 'sell.closeDetail',
} as const
const doWords = {
  open: 'sell.openDrawer',
  in: 'sell.doPayIn',
  out: 'sell.doPayOut',
  close: 'sell.doClose',
} as const

function Difference({ counted, currency }: { counted: Counted; currency: string }) {
  const till = useTill()
  const say = useSay()
  const row = (words: string, amountMinor: number, signed = false) => (
    <div className={css.sum}>
      <span>{words}</span>
      <b>
        <Money amountMinor={amountMinor} currency={currency} signed={signed} />
      </b>
    </div>
  )
  const even = counted.varianceMinor === 0
  return (
    <div className={css.form} role="status">
      <h3>{say('sell.drawerClosedNow')}</h3>
      {row(say('sell.counted'), counted.countedMinor)}
      {counted.expectedMinor === null ? (
        <p className={css.note}>{say('sell.varianceLater')}</p>
      ) : (
        <>
          {row(say('sell.expected'), counted.expectedMinor)}
          <div className={classes(css.variance, even && css.even)}>
            {row(
              even ? say('sell.noVariance') : say('sell.variance'),
              counted.varianceMinor ?? 0,
              true,
            )}
          </div>
        </>
      )}
      <Button size="lg" onClick={() => till.show({ sheet: null })}>
        {say('act.close')}
      </Button>
    </div>
  )
}
