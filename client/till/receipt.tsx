// The receipt, 80 mm wide, black on white, in both languages as the paper is: the same on the screen and through the
// browser's print. Its QR code is its number, so that goods come back by one scan.
import { drawingSVG, qrcode } from 'bwip-js/browser'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { fullName } from '#catalog/rules.ts'
import type { SaleLine, Tender } from '#sales/contract.ts'
import { discountOf } from '#sales/rules.ts'
import { numerals as numeralsOf } from '../look/numerals.ts'
import { Code } from '../ui/code.tsx'
import { ar } from '../words/ar.ts'
import { en } from '../words/en.ts'
import type { Made } from './desk.ts'
import css from './receipt.module.css'
import { useTill } from './till-state.ts'

const paper = { ar: ar.paper, en: en.paper }
const lotWord = { ar: ar.line.lot, en: en.line.lot }
type PaperWord = keyof typeof en.paper

/** A word in both languages, the store's own first. */
function useBoth() {
  const { locale } = useTill().shelf.shop
  const other = locale === 'ar' ? 'en' : 'ar'
  return (key: PaperWord) => (
    <>
      <bdi>{paper[locale][key]}</bdi> <bdi className={css.second}>{paper[other][key]}</bdi>
    </>
  )
}

function useFigures() {
  const { shop } = useTill().shelf
  const numerals = numeralsOf(shop.locale, shop.digits, shop.timeZone)
  return { numerals, shop, money: (minor: number) => numerals.amount(minor, shop.currency) }
}

export function Receipt({ sale }: { sale: Made }) {
  const { shop } = useTill().shelf
  const first = shop.locale
  const second = first === 'ar' ? 'en' : 'ar'
  return (
    <article className={css.receipt} dir={first === 'ar' ? 'rtl' : 'ltr'} lang={first}>
      <header className={css.head}>
        <Balance />
        <h2>{shop.receiptHeader[first]}</h2>
        <p className={css.also}>{shop.receiptHeader[second]}</p>
        <p>{shop.address[first]}</p>
        {shop.taxNumber !== null && <TaxNumber number={shop.taxNumber} />}
      </header>
      <Particulars sale={sale} />
      <ul className={css.lines}>
        {sale.body.lines.map((line) => (
          <PaperLine key={line.id} line={line} />
        ))}
      </ul>
      <Sums sale={sale} />
      <footer className={css.foot}>
        <Qr text={sale.receipt} />
        <p>{paper[first].scan}</p>
        <p className={css.also}>{paper[second].scan}</p>
        <p className={css.thanks}>{paper[first].thanks}</p>
      </footer>
    </article>
  )
}

/** The same on paper alone: a copy outside the page that only the printer sees. */
export function PrintedReceipt({ sale }: { sale: Made }) {
  const sheet = useRef<HTMLDivElement>(null)
  const [heightPx, setHeightPx] = useState(0)
  useLayoutEffect(() => setHeightPx(sheet.current?.scrollHeight ?? 0), [sale])
  // A roll has no page height of its own: the page is as long as what is on it.
  const lengthMm = Math.ceil((heightPx * 25.4) / 96) + 8
  return createPortal(
    <div ref={sheet} className={css.sheet} aria-hidden="true" inert>
      <style>{`@page receipt { size: 80mm ${lengthMm}mm; margin: 3mm 4mm; }`}</style>
      <Receipt sale={sale} />
    </div>,
    document.body,
  )
}

function TaxNumber({ number }: { number: string }) {
  const say = useBoth()
  return (
    <p>
      {say('taxNumber')} <Code>{number}</Code>
    </p>
  )
}

function Particulars({ sale }: { sale: Made }) {
  const say = useBoth()
  const { numerals } = useFigures()
  const { terminal } = useTill()
  const refund = sale.body.totals.totalMinor < 0
  return (
    <div className={css.part}>
      <div className={css.row}>
        <span>{say(refund ? 'refund' : 'receipt')}</span>
        <Code>{sale.receipt}</Code>
      </div>
      <div className={css.row}>
        <bdi>
          {numerals.date(sale.body.at, 'day-year')} {numerals.time(sale.body.at)}
        </bdi>
        <bdi>
          {terminal.name}, {sale.cashier}
        </bdi>
      </div>
      {sale.customer !== null && (
        <div className={css.row}>
          <span>{say('customer')}</span>
          <bdi>{sale.customer}</bdi>
        </div>
      )}
      {sale.result && (
        <div className={css.row}>
          <span>{say('invoice')}</span>
          <Code>{sale.result.invoiceNumber}</Code>
        </div>
      )}
    </div>
  )
}

function PaperLine({ line }: { line: SaleLine }) {
  const { shelf } = useTill()
  const { numerals, money, shop } = useFigures()
  const variant = shelf.variant(line.variantId)
  const product = variant && shelf.product(variant.productId)
  const names = product && variant ? fullName(product, variant) : { en: '', ar: '' }
  const first = shop.locale
  const second = first === 'ar' ? 'en' : 'ar'
  const lot = line.lotId === null ? undefined : shelf.lot(line.lotId)
  const { figure, unit } = numerals.quantity(line.quantityMilli, variant?.unit ?? 'C62')
  const price = numerals.unitPriceParts(line.unitPriceCentiMinor, shop.currency).figure
  return (
    <li className={css.line}>
      <div className={css.row}>
        <bdi className={css.name}>{names[first]}</bdi>
        <bdi className={css.amount}>{money(line.amountMinor)}</bdi>
      </div>
      {names[second] !== names[first] && (
        <div className={css.also}>
          <bdi lang={second}>{names[second]}</bdi>
        </div>
      )}
      <div className={css.row}>
        <bdi dir="ltr">
          {figure} {unit} × {price}
        </bdi>
        {lot && <LotOf code={lot.code} />}
      </div>
      {discountOf(line) !== 0 && <Off line={line} />}
    </li>
  )
}

function LotOf({ code }: { code: string }) {
  const { shop } = useFigures()
  return (
    <span>
      {lotWord[shop.locale]} <Code>{code}</Code>
    </span>
  )
}

function Off({ line }: { line: SaleLine }) {
  const say = useBoth()
  const { money } = useFigures()
  return (
    <div className={css.row}>
      <span>{say('discount')}</span>
      <bdi>{money(-discountOf(line))}</bdi>
    </div>
  )
}

function Sums({ sale }: { sale: Made }) {
  const say = useBoth()
  const { numerals, money, shop } = useFigures()
  const { totals, tenders, changeMinor } = sale.body
  const total = numerals.moneyParts(totals.totalMinor, shop.currency)
  return (
    <div className={css.sums}>
      {totals.roundingMinor !== 0 && (
        <div className={css.row}>
          <span>{say('rounding')}</span>
          <bdi>{money(totals.roundingMinor)}</bdi>
        </div>
      )}
      <div className={css.total}>
        <span className={css.totalWords}>{say('total')}</span>
        <strong>
          <bdi>
            {total.symbolAt === 'start' && <small>{total.symbol} </small>}
            {total.figure}
            {total.symbolAt === 'end' && <small> {total.symbol}</small>}
          </bdi>
        </strong>
      </div>
      {tenders.map((tender, i) => (
        <PaperTender key={i} tender={tender} />
      ))}
      {changeMinor > 0 && (
        <div className={css.row}>
          <span>{say('change')}</span>
          <b>{money(changeMinor)}</b>
        </div>
      )}
      {totals.taxes
        .filter(({ ratePpm }) => ratePpm > 0)
        .map(({ ratePpm, category, taxMinor }) => (
          <div key={`${category}${ratePpm}`} className={css.row}>
            <span>
              {say('tax')} <bdi>{numerals.percent(ratePpm)}</bdi>
            </span>
            <bdi>{money(taxMinor)}</bdi>
          </div>
        ))}
    </div>
  )
}

function PaperTender({ tender }: { tender: Tender }) {
  const say = useBoth()
  const { money } = useFigures()
  const { kind, reference, amountMinor } = tender
  const known = kind === 'cash' || kind === 'card' ? kind : 'voucher'
  return (
    <div className={css.row}>
      <span>
        {say(known)} {kind === 'card' && reference !== null && <Code>{reference}</Code>}
      </span>
      <b>{money(amountMinor)}</b>
    </div>
  )
}

function Qr({ text }: { text: string }) {
  const svg = useMemo(
    () => qrcode({ bcid: 'qrcode', text, scale: 3, padding: 4 }, drawingSVG()),
    [text],
  )
  const drawn = { __html: svg }
  return <div className={css.qr} role="img" aria-label={text} dangerouslySetInnerHTML={drawn} />
}

/** The mark in one colour: paper has no other. */
function Balance() {
  return (
    <svg className={css.mark} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
        <path d="M16 6v20M11 26h10M5 10.6 16 8l11 2.6" />
        <path d="M7 10.6 3.8 17.8h6.4zM25 10.6l-3.2 7.2h6.4z" />
      </g>
    </svg>
  )
}
