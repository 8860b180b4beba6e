// Drawers under pressure: whatever happens to them in whatever order, the books of drawers and Zs hold, and
// no sale is outside of a session.
import t from 'tap'
import { system } from '#kernel/scope.ts'
import type { Id } from '#shared/ids.ts'
import { cashCount, cashMove, cashNoSale, drawers, moveKinds } from '#tills/contract.ts'
import { tillsSeal } from '#tills/seal-contract.ts'
import { drawerFaults } from '../support/drawers.ts'
import { lawHolds } from '../support/law.ts'
import { openSelling, sell } from '../support/sales.ts'
import type { Shop } from '../support/stock.ts'
import { aTill, counted, type Till } from '../support/tills.ts'

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

async function unsealed(shop: Shop, terminalId: Id): Promise<Id[]> {
  const rows = await shop.kernel.database.sql<{ id: Id }>(
    `select id from cash_session where terminal_id = $1 and z_number is null and open_on is null
      order by number`,
    [terminalId],
  )
  return rows.map(({ id }) => id)
}

/** Seals all that can be sealed, in order; gives how many. */
async function sealAll(shop: Shop, terminalId: Id): Promise<number> {
  const storeId = shop.store.id
  const sessions = await unsealed(shop, terminalId)
  for (const cashSessionId of sessions)
    await shop.call(system, tillsSeal, { storeId, cashSessionId })
  return sessions.length
}

for (const seed of [1, 2, 3, 4]) {
  t.test(`anything in any order keeps the books of drawers (${seed})`, async (t) => {
    const { shop, staff, till: former } = await openSelling(t)
    const bread = await shop.sells({}, 125_000, 1_000_000)
    const roll = dice(seed)
    let till: Till = former
    const at = () => ({ cashSessionId: till.cashSessionId, reason: 'x', offline: roll(3) === 0 })
    const card = { kind: 'card', amountMinor: 1250, reference: 'slip' } as const
    const doings: (() => Promise<unknown>)[] = [
      () => sell(shop, till, [{ goods: bread }], { offline: roll(2) === 0 }),
      () => sell(shop, till, [{ goods: bread }], { tenders: [card], offline: roll(2) === 0 }),
      () => sell(shop, till, [{ goods: bread, quantityMilli: 3000 }]),
      () => {
        const kind = moveKinds[roll(4)] ?? 'loan'
        return till.post(cashMove, { ...at(), kind, amountMinor: 1 + roll(900) })
      },
      () => till.post(cashNoSale, at()),
      () => till.open(1000 + roll(500)),
      async () => {
        await shop.kernel.tail.look()
        const drawer = shop.kernel.memory.get(drawers, till.cashSessionId, shop.store.id)
        const minor = Math.max(0, (drawer?.expectedMinor ?? 0) + (roll(3) === 0 ? 7 : 0))
        await till.post(cashCount, { ...counted(till, 1 + roll(2), minor), offline: roll(4) === 0 })
      },
      () => sealAll(shop, till.terminalId),
      async () => {
        if (roll(3) > 0) return
        const { cashSessionId } = till
        till = await aTill(shop, staff, 'T1', till)
        till.cashSessionId = cashSessionId
      },
    ]
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      for (let step = 0; step < 120; step += 1) await doings[roll(doings.length)]?.()
    })
    await sealAll(shop, till.terminalId)
    t.same(await drawerFaults(shop.kernel.database.sql), [])
    const [sales] = await shop.kernel.database.sql<{ outside: number }>(
      `select count(*) as outside from sale s
         left join cash_session c on (c.store_id, c.id) = (s.store_id, s.cash_session_id)
        where c.id is null`,
    )
    t.equal(sales?.outside, 0, 'every sale has its session')
  })
}
