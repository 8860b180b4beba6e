// Something off the chosen line, as a percentage or an amount, for whoever may. It is never more than the line.
import { Button, SegmentedControl } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { discountPermission } from '#sales/contract.ts'
import { exponentOf } from '../look/decimals.ts'
import { useLook } from '../look/look.tsx'
import { Empty } from '../ui/empty.tsx'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { type Discount, selectedLine } from './basket.ts'
import { discountOf, fullAmount } from './document.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

const WHOLE_PPM = 1_000_000
const POINT_PPM = 100

export function DiscountSheet() {
  const till = useTill()
  const say = useSay()
  const line = selectedLine(till.basket)
  if (!till.may(discountPermission)) {
    return (
      <Empty
        icon={<IconLock size={36} stroke={1.6} aria-hidden />}
        title={say('sell.noDiscount')}
        detail={say('sell.nextManager')}
      />
    )
  }
  if (!line || line.sold) {
    return (
      <Empty
        icon={<IconLock size={36} stroke={1.6} aria-hidden />}
        title={say(line ? 'sell.noDiscountOnReturn' : 'sell.chooseLine')}
      />
    )
  }
  return <DiscountPad key={line.id} lineId={line.id} />
}

function DiscountPad({ lineId }: { lineId: string }) {
  const till = useTill()
  const say = useSay()
  const { locale, numerals } = useLook()
  const [kind, setKind] = useState<Discount['kind']>('percent')
  const [entry, setEntry] = useState('')
  const { currency } = till.shelf.shop
  const decimals = kind === 'percent' ? 2 : exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((now) => press(now, key, decimals))
  usePadKeys(take)
  const line = till.basket.lines.find(({ id }) => id === lineId)
  if (!line) return null
  const typed = entryValue(entry, decimals)
  const discount: Discount =
    kind === 'percent'
      ? { kind, ratePpm: Math.min(WHOLE_PPM, typed * POINT_PPM) }
      : { kind, amountMinor: typed }
  const after = { ...line, discount: typed === 0 ? null : discount }
  const set = (chosen: Discount | null) => {
    till.act({ do: 'discount', id: lineId, discount: chosen })
    till.show({ sheet: null })
  }
  const view = till.view.lines.find(({ id }) => id === lineId)
  const shown = kind === 'percent' ? numerals.percent(Math.min(WHOLE_PPM, typed * POINT_PPM)) : null
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        set(after.discount)
      }}
    >
      <p className={css.about}>
        <bdi>{view?.names[locale]}</bdi>
      </p>
      <SegmentedControl
        fullWidth
        aria-label={say('till.discount')}
        value={kind}
        onChange={(value) => {
          setKind(value === 'amount' ? 'amount' : 'percent')
          setEntry('')
        }}
        data={[
          { value: 'percent', label: say('sell.percent') },
          { value: 'amount', label: say('sell.amountOff') },
        ]}
      />
      <output className={css.figure}>
        {shown ?? <Money amountMinor={typed} currency={currency} hero />}
      </output>
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      <p className={css.outcome}>
        <s>
          <Money amountMinor={fullAmount(line)} currency={currency} />
        </s>
        <b>
          <Money amountMinor={fullAmount(line) - discountOf(after)} currency={currency} />
        </b>
      </p>
      <Button type="submit" size="lg" fullWidth data-autofocus>
        {say('sell.takeOff')}
      </Button>
      {line.discount && (
        <Button variant="default" fullWidth onClick={() => set(null)}>
          {say('sell.noneOff')}
        </Button>
      )}
    </form>
  )
}
