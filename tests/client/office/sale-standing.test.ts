// What a document is called by its lines, and which tenders name an account.
import t from 'tap'
import { accountOf, kindOf } from '../../../client/office/sales/sale-standing.ts'

const sold = { quantityMilli: 1000 }
const back = { quantityMilli: -1000 }

t.test('goods sold, taken back, both in one ticket, and a whole sale undone', async (t) => {
  t.equal(kindOf({ voidOf: null, lines: [sold, sold] }), 'sale')
  t.equal(kindOf({ voidOf: null, lines: [back] }), 'return')
  t.equal(kindOf({ voidOf: null, lines: [sold, back] }), 'exchange')
  t.equal(kindOf({ voidOf: 'another', lines: [back, sold] }), 'reversal')
})

t.test('only stored value names an account; the reference of a card is the slip’s', async (t) => {
  t.equal(accountOf({ kind: 'gift-card', reference: 'account' }), 'account')
  t.equal(accountOf({ kind: 'store-credit', reference: 'account' }), 'account')
  t.equal(accountOf({ kind: 'voucher', reference: 'account' }), 'account')
  t.equal(accountOf({ kind: 'card', reference: '0042' }), null)
  t.equal(accountOf({ kind: 'cash', reference: null }), null)
})
