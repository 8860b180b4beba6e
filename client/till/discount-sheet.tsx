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
import { type Discount, type Line, selectedLine } from './basket.ts'
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
  const { locale } = useLook()
  const [kind, setKind] = useState<Discount['kind']>('percent')
  const [entry, setEntry] = useState('')
  const { currency } = till.shelf.shop
  const decimals = kind === 'percent' ? 2 : exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((now) => press(now, key, decimals))
  usePadKeys(take)
  const line = till.basket.lines.find(({ id }) => id === lineId)
  if (!line) return null
  const discount = discountTyped(kind, entryValue(entry, decimals))
  const set = (chosen: Discount | null) => {
    till.act({ do: 'discount', id: lineId, discount: chosen })
    till.show({ sheet: null })
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        set(discount)
      }}
    >
      <p className={css.about}>
        <bdi>{till.view.lines.find(({ id }) => id === lineId)?.names[locale]}</bdi>
      </p>
      <KindChoice
        kind={kind}
        onChoose={(chosen) => {
          setKind(chosen)
          setEntry('')
        }}
      />
      <Effect line={line} kind={kind} discount={discount} currency={currency} />
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
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

function discountTyped(kind: Discount['kind'], typed: number): Discount | null {
  if (typed === 0) return null
  if (kind === 'amount') return { kind, amountMinor: typed, reason: null }
  return { kind, ratePpm: Math.min(WHOLE_PPM, typed * POINT_PPM), reason: null }
}

function KindChoice(props: { kind: Discount['kind']; onChoose(kind: Discount['kind']): void }) {
  const say = useSay()
  return (
    <SegmentedControl
      fullWidth
      aria-label={say('till.discount')}
      value={props.kind}
      onChange={(value) => props.onChoose(value === 'amount' ? 'amount' : 'percent')}
      data={[
        { value: 'percent', label: say('sell.percent') },
        { value: 'amount', label: say('sell.amountOff') },
      ]}
    />
  )
}

type EffectProps = {
  line: Line
  kind: Discount['kind']
  discount: Discount | null
  currency: string
}

/** What is typed, and what the line comes to before and after it. */
function Effect({ line, kind, discount, currency }: EffectProps) {
  const { numerals } = useLook()
  const full = fullAmount(line)
  const off = discountOf({ ...line, discount })
  const ratePpm = discount?.kind === 'percent' ? discount.ratePpm : 0
  return (
    <>
      <output className={css.figure}>
        {kind === 'percent' ? (
          <bdi>{numerals.percent(ratePpm)}</bdi>
        ) : (
          <Money amountMinor={off} currency={currency} hero />
        )}
      </output>
      <p className={css.outcome}>
        <s>
          <Money amountMinor={full} currency={currency} />
        </s>
        <b>
          <Money amountMinor={full - off} currency={currency} />
        </b>
      </p>
    </>
  )
}
