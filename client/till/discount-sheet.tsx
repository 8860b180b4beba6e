// Something off the chosen line or off the whole basket, as a percentage or an amount, with its reason. It is never
// more than what it is taken off; what goes beyond the person's limit is asked for before payment.
import { Button, SegmentedControl } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { sumMinor, WHOLE_PPM } from '#shared/money.ts'
import { exponentOf } from '../look/decimals.ts'
import { useLook } from '../look/look.tsx'
import { Empty } from '../ui/empty.tsx'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { type Discount, selectedLine } from './basket.ts'
import { basketShares, discountOf, fullAmount, takenOff } from './document.ts'
import { ReasonChoice, useFirstReason } from './reason-choice.tsx'
import parts from './line-sheets.module.css'
import css from './sheets.module.css'
import { type Till, useTill } from './till-state.ts'

const POINT_PPM = 100
type Scope = 'line' | 'basket'

export function DiscountSheet({ whole }: { whole: boolean }) {
  const till = useTill()
  const say = useSay()
  const line = selectedLine(till.basket)
  const [scope, setScope] = useState<Scope>(whole || !line ? 'basket' : 'line')
  if (till.basket.lines.length === 0) {
    return (
      <Empty
        icon={<IconLock size={36} stroke={1.6} aria-hidden />}
        title={say('sell.chooseLine')}
      />
    )
  }
  const fixed = scope === 'line' && line && (line.sold !== null || line.issues !== null)
  const choice = (
    <SegmentedControl
      fullWidth
      aria-label={say('basket.off')}
      value={scope}
      onChange={(value) => setScope(value === 'basket' ? 'basket' : 'line')}
      data={[
        { value: 'line', label: say('basket.offLine') },
        { value: 'basket', label: say('basket.offBasket') },
      ]}
    />
  )
  return (
    <div className={css.form}>
      {fixed && choice}
      {fixed ? (
        <Empty
          icon={<IconLock size={36} stroke={1.6} aria-hidden />}
          title={say('sell.noDiscountOnReturn')}
        />
      ) : (
        <DiscountPad key={`${scope} ${line?.id}`} scope={scope} choice={choice} />
      )}
    </div>
  )
}

/** What stands before the discount, what is taken off now, and how to take off something else. */
function target(till: Till, scope: Scope) {
  const { basket } = till
  const line = selectedLine(basket)
  if (scope === 'line' && line) {
    const fullMinor = Math.abs(fullAmount(line))
    return {
      now: line.discount,
      fullMinor,
      off: (discount: Discount | null) => Math.abs(discountOf({ ...line, discount })),
      set: (discount: Discount | null) => till.act({ do: 'discount', id: line.id, discount }),
    }
  }
  const without = { ...basket, discount: null }
  const most = { kind: 'percent' as const, ratePpm: WHOLE_PPM, reason: null }
  const fullMinor = sumMinor(basketShares({ ...without, discount: most }))
  return {
    now: basket.discount,
    fullMinor,
    off: (discount: Discount | null) => (discount ? takenOff(discount, fullMinor) : 0),
    set: (discount: Discount | null) => till.act({ do: 'basket-discount', discount }),
  }
}

function DiscountPad({ scope, choice }: { scope: Scope; choice: ReactNode }) {
  const till = useTill()
  const say = useSay()
  const { locale } = useLook()
  const [kind, setKind] = useState<Discount['kind']>('percent')
  const [entry, setEntry] = useState('')
  const first = useFirstReason('discount')
  const { now, fullMinor, off, set } = target(till, scope)
  const [reason, setReason] = useState(now?.reason ?? first)
  const { currency } = till.shelf.shop
  const decimals = kind === 'percent' ? 2 : exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((before) => press(before, key, decimals))
  usePadKeys(take)
  const discount = discountTyped(kind, entryValue(entry, decimals), reason)
  const done = (chosen: Discount | null) => {
    set(chosen)
    till.show({ sheet: null })
  }
  const line = till.view.lines.find(({ id }) => id === till.basket.selectedId)
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        done(discount)
      }}
    >
      {scope === 'line' && (
        <p className={css.about}>
          <bdi>{line?.names[locale]}</bdi>
        </p>
      )}
      <div className={parts.pair}>
        {choice}
        <KindChoice
          kind={kind}
          onChoose={(chosen) => {
            setKind(chosen)
            setEntry('')
          }}
        />
      </div>
      <Effect {...{ kind, discount, currency, fullMinor }} offMinor={off(discount)} />
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      <ReasonChoice of="discount" value={reason} onChange={setReason} />
      <Button type="submit" size="lg" fullWidth autoFocus data-autofocus>
        {say('sell.takeOff')}
      </Button>
      {now && (
        <Button variant="default" fullWidth onClick={() => done(null)}>
          {say('sell.noneOff')}
        </Button>
      )}
    </form>
  )
}

function discountTyped(kind: Discount['kind'], typed: number, reason: string): Discount | null {
  if (typed === 0) return null
  if (kind === 'amount') return { kind, amountMinor: typed, reason }
  return { kind, ratePpm: Math.min(WHOLE_PPM, typed * POINT_PPM), reason }
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
  kind: Discount['kind']
  discount: Discount | null
  currency: string
  fullMinor: number
  offMinor: number
}

/** What is typed, and what it comes to before and after it. */
function Effect({ kind, discount, currency, fullMinor, offMinor }: EffectProps) {
  const { numerals } = useLook()
  const ratePpm = discount?.kind === 'percent' ? discount.ratePpm : 0
  return (
    <>
      <output className={css.figure}>
        {kind === 'percent' ? (
          <bdi>{numerals.percent(ratePpm)}</bdi>
        ) : (
          <Money amountMinor={offMinor} currency={currency} hero />
        )}
      </output>
      <p className={css.outcome}>
        <s>
          <Money amountMinor={fullMinor} currency={currency} />
        </s>
        <b>
          <Money amountMinor={fullMinor - offMinor} currency={currency} />
        </b>
      </p>
    </>
  )
}
