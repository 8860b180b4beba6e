// One receipt: what it was, and exactly what is reversed when it is: goods, money, and by whose word.
import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowBackUp, IconCreditCard, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { fullName } from '#catalog/rules.ts'
import type { SaleLine, StoredSale, Tender } from '#sales/contract.ts'
import { people } from '#users/contract.ts'
import { useRecord } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { Failure } from '../ui/failure.tsx'
import { SelectField } from '../ui/fields.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { tenderWord } from '../ui/tenders.ts'
import { useSay } from '../words/index.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { reversedBy, voidStop } from './post-void.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { useVoid } from './use-void.ts'

const reasons = [
  'wrong-goods',
  'wrong-price',
  'wrong-tender',
  'customer-left',
  'training',
  'other',
] as const
type Reason = (typeof reasons)[number]

export function ReceiptVoid({ sale, onBack }: { sale: StoredSale; onBack(): void }) {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const here = {
    terminalId: till.terminal.id,
    cashSessionId: till.drawer?.id ?? null,
    onDay: till.onDay,
  }
  const stop = voidStop(sale, here)
  return (
    <div className={css.form}>
      <Button
        variant="subtle"
        justify="flex-start"
        autoFocus
        leftSection={
          <Flip>
            <IconArrowLeft size={20} stroke={1.8} aria-hidden />
          </Flip>
        }
        onClick={onBack}
      >
        {say('undoing.back')}
      </Button>
      <p className={css.about}>
        <Code>{sale.receipt}</Code> <bdi>{numerals.date(sale.at, 'day-year')}</bdi>{' '}
        <bdi>{numerals.time(sale.at)}</bdi>
      </p>
      <Turned sale={sale} />
      <SeeAgain sale={sale} />
      {stop ? <p className={css.note}>{say(`undoing.${stop}`)}</p> : <DoVoid sale={sale} />}
    </div>
  )
}

function Turned({ sale }: { sale: StoredSale }) {
  const say = useSay()
  const { back, again, money, byCard } = reversedBy(sale.body)
  return (
    <section className={css.apart} aria-label={say('undoing.what')}>
      <h3>{say('undoing.what')}</h3>
      {back.length > 0 && <Goods words={say('undoing.goodsBack')} lines={back} sale={sale} />}
      {again.length > 0 && <Goods words={say('undoing.goodsAgain')} lines={again} sale={sale} />}
      <span className={css.quiet}>{say('undoing.money')}</span>
      <ul className={css.rows}>
        {money.map((tender, i) => (
          <MoneyRow key={i} tender={tender} currency={sale.currency} />
        ))}
      </ul>
      {byCard && (
        <p className={css.note}>
          <IconCreditCard size={18} stroke={1.8} aria-hidden /> {say('undoing.cardNote')}
        </p>
      )}
    </section>
  )
}

function MoneyRow({ tender, currency }: { tender: Tender; currency: string }) {
  const say = useSay()
  const { kind, amountMinor } = tender
  return (
    <li>
      <span>
        {say(tenderWord(kind))} · {say(amountMinor < 0 ? 'undoing.takeBack' : 'undoing.takeAgain')}
      </span>
      <Money amountMinor={Math.abs(amountMinor)} currency={currency} />
    </li>
  )
}

function Goods(props: { words: string; lines: readonly SaleLine[]; sale: StoredSale }) {
  const { shelf } = useTill()
  const { locale, numerals } = useLook()
  return (
    <>
      <span className={css.quiet}>{props.words}</span>
      <ul className={css.rows}>
        {props.lines.map(({ id, variantId, quantityMilli, amountMinor }) => {
          const variant = shelf.variant(variantId)
          const product = variant && shelf.product(variant.productId)
          const { figure } = numerals.quantity(Math.abs(quantityMilli), variant?.unit ?? 'C62')
          return (
            <li key={id}>
              <span>
                <bdi>{figure}</bdi> ×{' '}
                <bdi>{product && variant ? nameIn(locale, fullName(product, variant)) : ''}</bdi>
              </span>
              <Money amountMinor={Math.abs(amountMinor)} currency={props.sale.currency} />
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** The receipt as it was, to be looked at and printed. */
function SeeAgain({ sale }: { sale: StoredSale }) {
  const { desk, show } = useTill()
  const say = useSay()
  const cashier = useRecord(people, sale.personId)?.name ?? ''
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
      onClick={() => {
        const { body, receipt, result } = sale
        const made = { body, receipt, result, cashier, customer: null, outcome: 'posted' as const }
        desk.change({ last: made })
        show({ mode: 'done', sheet: null })
      }}
    >
      {say('sell.receiptAgain')}
    </Button>
  )
}

function DoVoid({ sale }: { sale: StoredSale }) {
  const till = useTill()
  const say = useSay()
  const [reason, setReason] = useState<Reason>('wrong-goods')
  const { asked, doVoid } = useVoid(sale, reason)
  const { failure, busy } = till.screen
  return (
    <section className={css.apart} aria-label={say('undoing.doVoid')}>
      <SelectField
        label={say('undoing.why')}
        value={reason}
        options={reasons.map((value) => ({ value, label: say(`undoing.reason.${value}`) }))}
        onChange={(value) => setReason(reasons.find((each) => each === value) ?? 'other')}
      />
      {failure && (
        <Failure happened={failure.happened} kept={say('undoing.kept')} next={failure.next} />
      )}
      {asked ? (
        <ApprovalPanel asked={asked} reason={say(`undoing.reason.${reason}`)} onGranted={doVoid} />
      ) : (
        <Button
          size="lg"
          loading={busy}
          leftSection={
            <Flip>
              <IconArrowBackUp size={20} stroke={1.8} aria-hidden />
            </Flip>
          }
          onClick={doVoid}
        >
          {say('undoing.doVoid')}
        </Button>
      )}
    </section>
  )
}
