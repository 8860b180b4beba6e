// Says when another tax takes hold of what lies in the open basket. It remembers from look to look only; the sale is
// judged by the hub.
import { useEffect, useRef } from 'react'
import { sumMinor } from '#shared/money.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import type { Basket } from './basket.ts'
import { useNews } from './news.tsx'
import type { Shelf } from './shelf.ts'
import { type Taxed, taxedNow, taxThatCame } from './taxed.ts'

export function useTaxNews(basket: Basket, shelf: Shelf): void {
  const say = useSay()
  const news = useNews()
  const { locale, numerals } = useLook()
  const last = useRef<Taxed>(undefined)
  useEffect(() => {
    const before = last.current
    const now = taxedNow(basket, shelf)
    last.current = now
    const taxId = before && taxThatCame(before, now)
    if (!before || taxId === undefined) return
    const tax = taxId === null ? undefined : shelf.tax(taxId)
    const { currency } = shelf.shop
    const rate = numerals.percent(sumMinor((tax?.parts ?? []).map(({ ratePpm }) => ratePpm)))
    const name = tax ? nameIn(locale, tax.name) : say('sell.tax')
    const amount = numerals.money(now.totalMinor, currency)
    const former = numerals.money(before.totalMinor, currency)
    const detail = amount === former ? 'sell.taxNowSame' : 'sell.taxNowDetail'
    news.said(say('sell.taxNow', { name, rate }), say(detail, { amount, former }))
  }, [basket, shelf, say, news, locale, numerals])
}
