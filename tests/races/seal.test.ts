// A sale that comes from afar while its session is sealed, over two hubs: it is in one Z, never in none and
// never in two, and the books of drawers hold.
import t from 'tap'
import { system } from '#kernel/scope.ts'
import type { Id } from '#shared/ids.ts'
import { cashCount } from '#tills/contract.ts'
import { tillsSeal } from '#tills/seal-contract.ts'
import { drawerFaults } from '../support/drawers.ts'
import { openKernel } from '../support/kernel.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import { openSelling, saleOf, sellingRooms, writeSale } from '../support/sales.ts'
import { counted } from '../support/tills.ts'

t.setTimeout(PATIENCE_MS)

t.test('a sale that comes while its session is sealed is in one Z, never in none', async (t) => {
  const { shop, staff, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 1_000_000)
  const { directory } = staff
  const other = await openKernel(t, { url: shop.url, rooms: sellingRooms, directory })
  let inTime = 0
  await rounds(t, async (t, round) => {
    if (round > 0) await till.open(0)
    const { cashSessionId } = till
    t.match(await till.post(cashCount, { ...counted(till, 1, round > 0 ? 0 : 10_000) }), {
      outcome: 'posted',
    })
    const late = writeSale(till, saleOf(shop, till, [{ goods: bread }], { offline: true }))
    const [z, [verdict]] = await Promise.all([
      shop.call(system, tillsSeal, { storeId: shop.store.id, cashSessionId }),
      till.send([late], round % 2 ? other : shop),
    ])
    inTime += z.totals.salesCount
    t.equal(verdict?.outcome, 'posted-with-exception')
    if (z.totals.salesCount > 0) return
    const [left] = await shop.kernel.database.sql<{ id: Id }>(
      `select id from cash_session where z_number is null and open_on is null`,
    )
    const of = { storeId: shop.store.id, cashSessionId: left?.id ?? '' }
    t.equal((await shop.call(system, tillsSeal, of)).totals.salesCount, 1)
  })
  t.comment(`${inTime} came in time`)
  t.same(await drawerFaults(shop.kernel.database.sql), [])
})
