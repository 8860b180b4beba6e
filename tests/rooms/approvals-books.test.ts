// The proof of approvals: each corruption that somebody with the owner's rights could plant is named
// by the check that is there for it.
import t from 'tap'
import { approvalsCancel, approvalsDecide } from '#approvals/contract.ts'
import { approvalChecks } from '../../src/verify/approvals.ts'
import { openApprovalShop } from '../support/approvals.ts'
import { mint } from '../support/people.ts'
import { withSql } from '../support/stock.ts'

const shop = await openApprovalShop(t, { fourEyes: true })
const { town, store } = shop
const { id: storeId } = store
const decides = (id: string, grant: boolean) =>
  town.call(shop.at(shop.dalia), approvalsDecide, { storeId, id, grant, note: null })
const [used, waiting, denied, cancelled, granted] = [
  await shop.asks(),
  await shop.asks(),
  await shop.asks(),
  await shop.asks(),
  await shop.asks(),
]
await shop.uses(await decides(used.id, true))
await decides(denied.id, false)
await decides(granted.id, true)
const cashier = shop.at(shop.cashier, shop.till)
await town.call(cashier, approvalsCancel, { storeId, id: cancelled.id })
const refusedId = mint()
await shop.uses(waiting, { id: refusedId })

const hashed = 'an approval is hashed from what it was asked for'
const decided = 'an approval was decided as its state says, and used only if it was granted'
const named = 'what used an approval is a posted document of its store that names it'
const eyes = 'with four eyes nobody approved what they asked for or sold themselves'
const one = `where id = '${used.id}'`

const corruptions: [check: string, what: string, plant: string][] = [
  [hashed, 'a hash', `update approval set subject_hash = repeat('0', 64) ${one}`],
  [hashed, 'a kind', `update approval set kind = 'void' ${one}`],
  [
    hashed,
    'a sum that was shown',
    `update approval set subject = jsonb_set(subject, '{askMinor}', '1') ${one}`,
  ],
  [decided, 'a grant by nobody', `update approval set decided_by = null ${one}`],
  [
    decided,
    'one used that was only asked for',
    `update approval set state = 'requested', listed_in = store_id ${one}`,
  ],
  [decided, 'one used that still shows', `update approval set listed_in = store_id ${one}`],
  [
    decided,
    'a grant that no screen shows',
    `update approval set listed_in = null where id = '${granted.id}'`,
  ],
  [named, 'another document', `update approval set consumed_by = '${mint()}' ${one}`],
  [named, 'a refused document', `update approval set consumed_by = '${refusedId}' ${one}`],
  [named, 'a document of another store', `update approval set store_id = '${mint()}' ${one}`],
  [eyes, 'one’s own word', `update approval set decided_by = person_id ${one}`],
]

t.test('the books are sound, and every check had something to look at', async (t) => {
  for (const { name, run } of approvalChecks) {
    const { breaks, looked } = await withSql(town.url, run)
    t.same(breaks, [], name)
    t.equal(looked, 5, name)
  }
})

for (const [name, what, plant] of corruptions) {
  t.test(`${what} is named`, async (t) => {
    const check = approvalChecks.find((each) => each.name === name)
    await withSql(town.url, async (sql) => {
      await sql('begin')
      await sql(plant)
      const found = await check?.run(sql)
      await sql('rollback')
      t.equal(found?.breaks.length, 1, name)
    })
  })
}
