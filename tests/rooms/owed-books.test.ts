// The proof of what is owed, on cards and on account: each corruption that somebody with the owner's
// rights could plant is named by the check that is there for it.
import t from 'tap'
import { system } from '#kernel/scope.ts'
import { customersReceive, customersSetCredit } from '#customers/contract.ts'
import { creditChecks } from '../../src/verify/credit.ts'
import { storedValueChecks } from '../../src/verify/stored-value.ts'
import { id, openPurse, tender } from '../support/purse.ts'
import { withSql } from '../support/stock.ts'

const checks = [...storedValueChecks, ...creditChecks]
const currency = 'EGP'

const k = await openPurse(t)
const till = await k.till()
const card = await k.opens({ amountMinor: 0 })
const voucher = await k.opens({ kind: 'voucher' })
const { id: customerId } = await k.customer()
await k.call(system, customersSetCredit, { id: customerId, currency, limitMinor: 1_000 })
await till({ lines: [{ issues: card, amountMinor: 5_000 }] })
const spent = await till({ tenders: [tender('gift-card', 3_000, card)] })
await till({ tenders: [tender('gift-card', 9_000, card)], offline: true })
await till({ tenders: [tender('gift-card', -1_200, card)] })
await till({ tenders: [tender('voucher', 400, voucher)] })
const charged = await till({ customerId, tenders: [tender('on-account', 900)] })
await till({ customerId, tenders: [tender('on-account', 500)], offline: true })
await till({ customerId, tenders: [tender('on-account', 250)], allowedMinor: 700 })
const paid = { id: customerId, paymentId: id(), storeId: k.store.id, currency, amountMinor: 600 }
await k.call(system, customersReceive, { ...paid, kind: 'card', reference: null })

const holds = 'a stored-value account holds what its entries come to, and never less than nothing'
const follows = 'each entry of an account continues the one before, and no document is there twice'
const moved = 'what an account gave and took is what sales and hands put on it and took from it'
const owes = 'a customer owes what the entries come to'
const continues =
  'each entry of a customer continues the one before, and no document is there twice'
const allowed =
  'nobody was charged over the limit unless somebody allowed it or the till was offline'
const sold = 'what was charged is what sales put on account, each once'

const of = `account_id = '${card}'`
const at = `customer_id = '${customerId}'`
const corruptions: [check: string, what: string, plant: string][] = [
  [
    holds,
    'a balance',
    `update stored_value set balance_minor = balance_minor + 1 where id = '${card}'`,
  ],
  [holds, 'an entry that is gone', `delete from stored_value_entry where ${of} and number = 4`],
  [follows, 'a card that is gone', `delete from stored_value where id = '${card}'`],
  [
    follows,
    'an amount',
    `update stored_value_entry set amount_minor = -2999 where ${of} and number = 2`,
  ],
  [follows, 'a number', `update stored_value_entry set number = 9 where ${of} and number = 4`],
  [
    moved,
    'a tender that took nothing',
    `with gone as (delete from stored_value_entry where ${of} and number = 4)
     update stored_value set balance_minor = 0, entries = 3 where id = '${card}'`,
  ],
  [
    moved,
    'an entry nobody dealt for',
    `update stored_value_entry set document_id = '${id()}' where document_id = '${spent.documentId}'`,
  ],
  [
    'a voucher that was used holds nothing',
    'a used card',
    `update stored_value set state = 'used' where id = '${card}'`,
  ],
  [owes, 'a debt', `update customer_account set balance_minor = 0 where ${at}`],
  [owes, 'an account that is gone', `delete from customer_account where ${at}`],
  [
    continues,
    'a charge',
    `update customer_entry set amount_minor = 901 where ${at} and number = 1`,
  ],
  [
    allowed,
    'an approval nobody gave',
    `update customer_entry set allowed_by = '${id()}' where ${at} and allowed_by = 'limit-of-role'`,
  ],
  [
    allowed,
    'an excuse of a till that was there',
    `update customer_entry set allowed_by = 'offline' where ${at} and allowed_by = 'limit-of-role'`,
  ],
  [
    sold,
    'a charge of another sale',
    `update customer_entry set document_id = '${id()}' where document_id = '${charged.documentId}'`,
  ],
]

t.test('the books are sound, and every check had something to look at', async (t) => {
  for (const { name, run } of checks) {
    const { breaks, looked } = await withSql(k.url, run)
    t.same(breaks, [], name)
    t.ok(looked > 0, name)
  }
})

for (const [name, what, plant] of corruptions) {
  t.test(`${what} is named`, async (t) => {
    const check = checks.find((each) => each.name === name)
    await withSql(k.url, async (sql) => {
      await sql('begin')
      await sql(plant)
      const { breaks } = (await check?.run(sql)) ?? { breaks: [] }
      await sql('rollback')
      t.ok(breaks.length > 0, name)
    })
  })
}
