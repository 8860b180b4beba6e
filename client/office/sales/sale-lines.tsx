// The lines of a sale as they were sold, each with the lots it took, why it had its price, and what came back of it.
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Discount, SaleLine, StoredSale } from '#sales/contract.ts'
import { lots } from '#stock/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useReasonSaid } from '../../ui/return-reasons.ts'
import { useSay } from '../../words/index.ts'
import { useNames } from '../parts/named.ts'
import parts from '../parts/parts.module.css'
import { AccountSaid } from './account-said.tsx'
import css from './sales.module.css'
import { WhyPrice } from './why-price.tsx'

export function SaleLines({ sale, storeId }: { sale: StoredSale; storeId: string }) {
  const say = useSay()
  return (
    <section>
      <h3 className={parts.heading}>{say('salesOffice.lines')}</h3>
      <ul className={parts.rows}>
        {sale.body.lines.map((line) => (
          <Line key={line.id} line={line} sale={sale} storeId={storeId} />
        ))}
      </ul>
    </section>
  )
}

type LineProps = { line: SaleLine; sale: StoredSale; storeId: string }

function Line({ line, sale, storeId }: LineProps) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const [asked, setAsked] = useState(false)
  const variant = useRecord(variants, line.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const name = variant && product ? nameIn(locale, fullName(product, variant)) : '–'
  return (
    <li className={css.line}>
      <span className={css.name}>
        <bdi>{name}</bdi>
      </span>
      <bdi className={css.amount}>{numerals.amount(line.amountMinor, sale.currency)}</bdi>
      <LineFacts line={line} sale={sale} storeId={storeId} unit={variant?.unit ?? 'C62'} />
      <Button
        variant="subtle"
        className={css.ask}
        aria-expanded={asked}
        aria-label={`${say(asked ? 'salesOffice.whyHide' : 'salesOffice.why')}, ${name}`}
        onClick={() => setAsked(!asked)}
      >
        {say(asked ? 'salesOffice.whyHide' : 'salesOffice.why')}
      </Button>
      {asked && <WhyPrice storeId={storeId} saleId={sale.saleId} lineId={line.id} />}
    </li>
  )
}

function LineFacts({ line, sale, storeId, unit }: LineProps & { unit: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const many = (milli: number) => {
    const { figure, unit: named } = numerals.quantity(milli, unit)
    return named ? `${figure}\u00A0${named}` : figure
  }
  const price = numerals.unitPriceParts(line.unitPriceCentiMinor, sale.currency).figure
  const result = sale.result.lines.find(({ lineId }) => lineId === line.id)
  const seller = line.salesPersonId
  return (
    <span className={css.facts}>
      <bdi>{`${many(line.quantityMilli)} × ${price}`}</bdi>
      {result?.lots.map(({ lotId, quantityMilli }) =>
        lotId === null ? null : (
          <LotTaken key={lotId} lotId={lotId}>
            {many(quantityMilli)}
          </LotTaken>
        ),
      )}
      {seller !== undefined && seller !== sale.body.salesPersonId && (
        <bdi>{say('basket.soldByName', { name: names.person(seller) })}</bdi>
      )}
      {line.issues !== null && (
        <span>
          {say('salesOffice.issues')} <AccountSaid id={line.issues} named />
        </span>
      )}
      {line.discounts.map((discount, at) => (
        <DiscountSaid key={at} discount={discount} currency={sale.currency} />
      ))}
      <LineMarks line={line} sale={sale} storeId={storeId} many={many} />
    </span>
  )
}

function DiscountSaid({ discount, currency }: { discount: Discount; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const { by, amountMinor, reason } = discount
  const what = say(`salesOffice.discountOf.${by}`, {
    amount: numerals.amount(-amountMinor, currency),
  })
  return <bdi>{reason === null ? what : say('salesOffice.because', { what, reason })}</bdi>
}

type LineMarksProps = LineProps & { many(milli: number): string }

/** What is out of the ordinary in a line: its price by hand, where it came from, what came back, what was not there. */
function LineMarks({ line, sale, storeId, many }: LineMarksProps) {
  const say = useSay()
  const reasonSaid = useReasonSaid()
  const returned = sale.returned.find(({ lineId }) => lineId === line.id)?.quantityMilli ?? 0
  const short = sale.result.lines.find(({ lineId }) => lineId === line.id)?.shortMilli ?? 0
  const { decision, returnOf } = line
  return (
    <>
      {decision.by === 'override' && (
        <Chip tone="off">{say('salesOffice.override', { reason: decision.reason ?? '–' })}</Chip>
      )}
      {returnOf && (
        <Chip tone="accent">
          {say('salesOffice.returnOf', { reason: reasonSaid(returnOf.reason) })}
        </Chip>
      )}
      {returnOf && returnOf.saleId !== null && sale.body.voidOf === null && (
        <Link href={`/office/sales/${storeId}/${returnOf.saleId}`}>
          {say('salesOffice.toOriginal')}
        </Link>
      )}
      {returned > 0 && (
        <Chip tone="accent">{say('salesOffice.returned', { quantity: many(returned) })}</Chip>
      )}
      {short > 0 && <Chip tone="bad">{say('salesOffice.short', { quantity: many(short) })}</Chip>}
    </>
  )
}

function LotTaken({ lotId, children }: { lotId: string; children: ReactNode }) {
  const say = useSay()
  const { store } = useLink()
  return (
    <span>
      {say('line.lot')} <Code>{store.record(lots, lotId)?.code ?? '–'}</Code>{' '}
      <bdi>× {children}</bdi>
    </span>
  )
}
