// One limit of one customer, sold on at sixteen tills of two hubs at once, and payments that come in
// meanwhile: nobody ever owes more than they may.
import t from 'tap'
import {
  customersAccount,
  customersReceive,
  customersSet,
  customersSetCredit,
} from '#customers/contract.ts'
import { system } from '#kernel/scope.ts'
import { openArena, reasons, TILLS, winners } from '../support/arena.ts'
import { aCustomer } from '../support/purse.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import { id } from '../support/stock.ts'
import { pays, PRICE_MINOR } from '../support/trade.ts'

t.setTimeout(PATIENCE_MS)
const currency = 'EGP'

t.test('of sixteen sales on one limit one is made, and one more for each payment', async (t) => {
  const arena = await openArena(t)
  const { shop, hubs } = arena
  const goods = await arena.goods()
  const tenders = [pays('on-account', PRICE_MINOR)]
  await rounds(t, async (t) => {
    const { id: customerId } = await shop.ask(customersSet, aCustomer())
    const limitMinor = 2 * PRICE_MINOR - 1
    await shop.ask(customersSetCredit, { id: customerId, currency, limitMinor })
    await arena.heard()
    const sellAll = () =>
      arena.all(({ counter }) => counter.sell([{ goods }], { customerId, tenders }))
    const first = await sellAll()
    t.equal(winners(first).length, 1)
    for (const why of reasons(first)) t.match(why, /^(credit-exceeded|approval-required)$/)
    const payment = { id: customerId, storeId: shop.store.id, currency, amountMinor: PRICE_MINOR }
    const how = { kind: 'bank-transfer' as const, reference: 'TRX 17' }
    const [then] = await Promise.all([
      sellAll(),
      ...hubs.map(({ kernel }) =>
        kernel.operations.call(system, customersReceive.name, id(), {
          ...{ ...payment, ...how, paymentId: id() },
        }),
      ),
    ])
    const last = await sellAll()
    t.equal(winners([...then, ...last]).length, 2, 'as much as was paid')
    const account = await shop.ask(customersAccount, { id: customerId, currency })
    t.equal(account.balanceMinor, PRICE_MINOR)
    t.equal(first.length, TILLS)
  })
  await arena.soundBooks(t)
})
