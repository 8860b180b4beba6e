// The number of a receipt: what a till gives is what a scanner reads.
import t from 'tap'
import { isReceiptNumber, receiptNumber } from '#shared/receipt.ts'

t.test('a receipt tells its store, its till, the fence and the place in the journal', async (t) => {
  const number = receiptNumber({ code: 'CAI' }, { code: 'T1' }, { fence: 2, n: 41 })
  t.equal(number, 'CAI-T1-2-41')
  t.ok(isReceiptNumber(number))
  t.ok(isReceiptNumber('cai-t1-2-41'))
})

t.test('barcodes and other numbers are not receipts', async (t) => {
  for (const text of [
    '6223001234567',
    'CAI-T1-2',
    'CAI-T1-2-',
    'CAI-T1-2-41-5',
    ' CAI-T1-2-41',
    '',
  ]) {
    t.notOk(isReceiptNumber(text), text)
  }
})
