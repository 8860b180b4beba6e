// Secrets and card numbers stay out of the log, ordinary numbers stay in.

import { pino } from 'pino'
import t from 'tap'
import { hideCards, logOptions, requestId } from '#kernel/log.ts'

function written(entry: object): string {
  let line = ''
  const log = pino(logOptions('info'), { write: (text: string) => void (line += text) })
  log.info(entry, 'said')
  return line
}

t.test('secrets are hidden wherever they usually lie', async (t) => {
  const line = written({
    password: 'hunter2',
    input: { pin: '4711', name: 'Mona' },
    req: { headers: { authorization: 'Bearer abc', cookie: 'session=abc', host: 'shop' } },
  })
  t.notMatch(line, /hunter2|4711|Bearer|session=/)
  t.match(line, 'Mona')
  t.match(line, 'shop')
})

t.test('a card number is hidden, a barcode and a time are not', async (t) => {
  t.match(written({ note: 'paid by 4111 1111 1111 1111' }), /\[card\]/)
  t.equal(hideCards('gtin 4006381333931'), 'gtin 4006381333931')
  t.equal(hideCards('4111111111111112'), '4111111111111112')
  t.match(written({}), /"time":"\d{4}-\d\d-\d\dT/)
})

t.test('a request id is taken over only if it is a plain word', async (t) => {
  t.equal(requestId('till-7-0001'), 'till-7-0001')
  t.not(requestId('x\n{"level":60}'), 'x\n{"level":60}')
  t.not(requestId(undefined), requestId(undefined))
})

t.test('a line stays JSON, whatever is hidden in it', async (t) => {
  const { amount, took } = JSON.parse(
    written({ amount: 4111111111111111, took: 0.4111111111111111 }),
  ) as {
    amount: unknown
    took: unknown
  }
  t.equal(amount, '[card]')
  t.equal(took, 0.4111111111111111, 'a fraction is no card')
  t.match(written({ note: '":4111111111111111' }), /\\":\[card\]/)
})
