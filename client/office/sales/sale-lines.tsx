// The lines of a sale as they were sold, each with the lots it took, why it had its price, and what came back of it.
import type { ReactNode } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { SaleLine, StoredSale } from '#sales/contract.ts'
import { discountOf } from '#sales/rules.ts'
import { lots } from '#stock/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import css from './sales.module.css'

export function SaleLines({ sale }: { sale: StoredSale }) {
  const say = useSay()
  return (
    <section>
      <h3 className={parts.heading}>{say('salesOffice.lines')}</h3>
      <ul className={parts.rows}>
        {sale.body.lines.map((line) => (
          <Line key={line.id} line={line} sale={sale} />
        ))}
      </ul>
    </section>
  )
}

function Line({ line, sale }: { line: SaleLine; sale: StoredSale }) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const variant = useRecord(variants, line.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const unit = variant?.unit ?? 'C62'
  const many = (milli: number) => {
    const { figure, unit: named } = numerals.quantity(milli, unit)
    return named ? `${figure}\u00A0${named}` : figure
  }
  const price = numerals.unitPriceParts(line.unitPriceCentiMinor, sale.currency).figure
  const returned = sale.returned.find(({ lineId }) => lineId === line.id)?.quantityMilli ?? 0
  const result = sale.result.lines.find(({ lineId }) => lineId === line.id)
  return (
    <li className={css.line}>
      <span className={css.name}>
        <bdi>{variant && product ? nameIn(locale, fullName(product, variant)) : '–'}</bdi>
      </span>
      <bdi className={css.amount}>{numerals.amount(line.amountMinor, sale.currency)}</bdi>
      <span className={css.facts}>
        <bdi>{`${many(line.quantityMilli)} × ${price}`}</bdi>
        {discountOf(line) !== 0 && (
          <span>
            {say('salesOffice.discount', {
              amount: numerals.amount(discountOf(line), sale.currency),
            })}
          </span>
        )}
        {result?.lots.map(({ lotId, quantityMilli }) =>
          lotId === null ? null : (
            <LotTaken key={lotId} lotId={lotId}>
              {many(quantityMilli)}
            </LotTaken>
          ),
        )}
        {line.decision.by === 'override' && (
          <Chip tone="off">
            {say('salesOffice.override', { reason: line.decision.reason ?? '–' })}
          </Chip>
        )}
        {line.returnOf && (
          <Chip tone="accent">{say('salesOffice.returnOf', { reason: line.returnOf.reason })}</Chip>
        )}
        {returned > 0 && (
          <Chip tone="accent">{say('salesOffice.returned', { quantity: many(returned) })}</Chip>
        )}
        {(result?.shortMilli ?? 0) > 0 && (
          <Chip tone="bad">
            {say('salesOffice.short', { quantity: many(result?.shortMilli ?? 0) })}
          </Chip>
        )}
      </span>
    </li>
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
