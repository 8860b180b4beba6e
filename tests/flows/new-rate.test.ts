// The rate of a tax changes while shops sell: what is sold from then on bears the new one, what was sold
// before keeps its own wherever it turns up, in a late entry, in a return and in the report of a day.
import t from 'tap'
import { COMPANY } from '#shared/streams.ts'
import { system } from '#kernel/scope.ts'
import { readDaySales } from '#reports/queries.ts'
import { taxChanged, taxesReplace, type Tax } from '#stores/contract.ts'
import { prove } from '../../src/verify.ts'
import { backOf, id, openTrade } from '../support/trade.ts'

const trade = await openTrade(t)
const { hub, shop, bread, first, second } = trade
const { kernel } = hub
const old = shop.tax
const rate = (ratePpm: number): Tax['parts'] => old.parts.map((part) => ({ ...part, ratePpm }))
const next: Tax = { ...old, id: id(), parts: rate(200_000) }
const ago = (seconds: number) => new Date(Date.parse(kernel.at()) - seconds * 1000).toISOString()
const two = { goods: bread, quantityMilli: 2000 }
const wrong = { outcome: 'refused', problem: { type: '/problems/totals-mismatch' } }
const posted = (...codes: string[]) => ({
  outcome: codes.length ? 'posted-with-exception' : 'posted',
  ...(codes.length && { exceptions: codes.map((code) => ({ code })) }),
})
const ratesOf = ({ totals }: { totals: { taxes: { ratePpm: number }[] } }) =>
  totals.taxes.map(({ ratePpm }) => ratePpm)

/** Has the new tax hold for so long already, which no verb allows. */
async function begunBefore(seconds: number): Promise<void> {
  const from = ago(seconds)
  await kernel.database.sql(`update tax set next_from = $1 where id = $2`, [from, old.id])
  const body = { ...old, next: { taxId: next.id, from } }
  await kernel.transact({ scope: system }, async (tx) => tx.emit(taxChanged, COMPANY, body))
  await kernel.tail.look()
}

t.test('the new rate holds from its time on, and a moment around it either', async (t) => {
  const before = await first.sell([two])
  t.match(before, posted())
  t.same(ratesOf(before.body), [140_000])
  await shop.ask(taxesReplace, { taxId: old.id, tax: next, from: null })
  t.match(await first.sell([two]), posted(), 'a till may hear of it a moment later')
  const fresh = { ...two, taxId: next.id }
  const after = await first.sell([fresh])
  t.match(after, posted())
  t.same(ratesOf(after.body), [200_000])
  await begunBefore(130)
  t.match(await first.sell([two]), wrong, 'but no longer')
  t.match(await first.sell([fresh]), posted())

  const offline = { offline: true, at: ago(270) }
  t.match(await second.sell([two], offline), posted(), 'it was right when it was sold')
  t.match(await second.sell([fresh], offline), posted('totals-mismatch'))
  t.match(await second.sell([two], { offline: true }), posted('totals-mismatch'))
})

t.test('what comes back is worth what it was sold for, beside goods of today', async (t) => {
  await begunBefore(0)
  const { body } = await first.sell([two])
  await begunBefore(300)
  const exchange = [backOf(bread, body), { goods: bread, taxId: next.id }]
  const made = await first.sell(exchange)
  t.match(made, posted())
  t.same(ratesOf(made.body), [200_000, 140_000])
  t.match(await first.sell([backOf(bread, body)]), posted(), 'to the last unit')

  const about = { storeId: shop.store.id, businessOn: made.body.businessOn }
  const day = await kernel.database.snapshot((sql) =>
    readDaySales(sql, kernel.memory, about, kernel.at(), async () => {}),
  )
  const rates = day.taxes.map(({ ratePpm }) => ratePpm)
  t.same(rates, [200_000, 140_000], 'a day is reported by the rates it was sold with')
  t.equal((await prove(hub.databaseUrl)).broken, null, 'and the books are proved')
})
