// Prices that ended leave the replicas by themselves, but not before a till that was away for days
// could have come back.
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { prices, pricesExplain, pricesSet } from '#prices/contract.ts'
import { priceJobs } from '#prices/jobs.ts'
import { openCompany } from '../support/catalog.ts'
import { runFirst } from '../support/jobs.ts'
import { lawHolds } from '../support/law.ts'
import { id } from '../support/stock.ts'

const DAY_MS = 86_400_000

t.test('a price that made way for a planned one is replicated for a week more', async (t) => {
  const company = await openCompany(t)
  const { kernel, list, store } = company
  const { variant } = await company.sells()
  const set = (unitPriceCentiMinor: number, validFrom?: string) =>
    company.call(system, pricesSet, {
      listId: list.id,
      ...(validFrom && { validFrom }),
      prices: [{ id: id(), variantId: variant.id, unitPriceCentiMinor, minimumMilli: 0 }],
    })
  await set(100_000)
  const start = nowMs()
  await set(200_000, new Date(start + 60_000).toISOString())
  const run = () => runFirst(kernel, priceJobs)
  t.equal(kernel.memory.records(prices).size, 2)
  t.teardown(turnClock(() => start + 6 * DAY_MS))
  await lawHolds(t, kernel, [], run)
  t.equal(kernel.memory.records(prices).size, 2, 'for those who were away')
  t.teardown(turnClock(() => start + 8 * DAY_MS))
  await lawHolds(t, kernel, [], run)
  const left = [...kernel.memory.records(prices).values()]
  t.match(left, [{ unitPriceCentiMinor: 200_000 }])
  const then = new Date(start + 1_000).toISOString()
  const asked = { storeId: store.id, variantId: variant.id, at: then }
  const { price } = await company.call(system, pricesExplain, asked)
  t.equal(price?.unitPriceCentiMinor, 100_000, 'and what held then is still told')
})
