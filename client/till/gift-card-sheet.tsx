// Sells a gift card or loads one: how much, and onto which card. Without a card in hand a code is made, which the
// receipt of the sale shows once.
import { Button } from '@mantine/core'
import { IconCloudOff, IconGiftCard, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { exponentOf } from '#shared/money.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { useRecords } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { balancePaper } from '../printing/slip-paper.ts'
import { Empty } from '../ui/empty.tsx'
import { NumberField, SelectField, TextField } from '../ui/fields.tsx'
import { useSay } from '../words/index.ts'
import { usePrintPaper } from './drawer-print.ts'
import { giftGoods } from './gift-card.ts'
import { useSetting } from './receipt.tsx'
import { useScanTaker } from './scan-taker.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { useGiftCard } from './use-gift-card.ts'

export function GiftCardSheet() {
  const till = useTill()
  const say = useSay()
  const byId = new Map(useRecords(products).map((product) => [product.id, product]))
  const goods = giftGoods(useRecords(variants), (id) => byId.get(id))
  if (!till.live) {
    return (
      <Empty
        icon={<IconCloudOff size={36} stroke={1.6} aria-hidden />}
        title={say('value.title')}
        detail={say('value.needsLink')}
      />
    )
  }
  if (goods.length === 0) {
    return (
      <Empty
        icon={<IconGiftCard size={36} stroke={1.6} aria-hidden />}
        title={say('value.noGoods')}
        detail={say('value.noGoodsDetail')}
      />
    )
  }
  return <Form goods={goods} />
}

function Form({ goods }: { goods: Goods }) {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const { currency } = till.shelf.shop
  const decimals = exponentOf(currency)
  const [amount, setAmount] = useState<number | null>(null)
  const [variantId, setVariant] = useState(goods[0]?.variant.id ?? '')
  const { code, setCode, known, said, busy, lookUp, take } = useGiftCard()
  const amountMinor = Math.round((amount ?? 0) * 10 ** decimals)
  const written = numerals.money(amountMinor, currency)
  useScanTaker((text) => {
    lookUp(text)
    return true
  })
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (amountMinor > 0) take(variantId, amountMinor)
      }}
    >
      {goods.length > 1 && <SoldAs goods={goods} value={variantId} onChange={setVariant} />}
      <NumberField
        first
        label={say('value.amount')}
        value={amount}
        decimals={decimals}
        least={0}
        most={9_000_000}
        onChange={setAmount}
      />
      <div onBlur={() => code.trim() !== '' && lookUp(code)}>
        <TextField
          code
          label={say('value.code')}
          hint={say('value.codeHint')}
          value={code}
          onChange={(text) => setCode(text.slice(0, 80))}
        />
      </div>
      {said && (
        <p className={css.note} role="status">
          {said}
        </p>
      )}
      {known && <PrintBalance account={known} />}
      <Button type="submit" size="lg" loading={busy} aria-disabled={amountMinor <= 0}>
        {amountMinor <= 0
          ? say('value.needsAmount')
          : say(known ? 'value.load' : 'value.sell', { amount: written })}
      </Button>
    </form>
  )
}

/** What is on a card, for its bearer, who need not buy anything for it. */
function PrintBalance({ account }: { account: StoredValueAccount }) {
  const { link } = useTill()
  const say = useSay()
  const setting = useSetting()
  const print = usePrintPaper()
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
      onClick={() => print(balancePaper(account, link.clock.nowAt(), setting))}
    >
      {say('value.printBalance')}
    </Button>
  )
}

type Goods = ReturnType<typeof giftGoods>

function SoldAs(props: { goods: Goods; value: string; onChange(value: string): void }) {
  const say = useSay()
  const { locale } = useLook()
  return (
    <SelectField
      label={say('value.goods')}
      value={props.value}
      options={props.goods.map(({ variant, product }) => ({
        value: variant.id,
        label: nameIn(locale, fullName(product, variant)),
      }))}
      onChange={(value) => props.onChange(value ?? props.value)}
    />
  )
}
