// Answers over HTTP are the JSON of what an operation gave, whatever of it was written before.
import t from 'tap'
import { writerOf } from '#kernel/answers.ts'

const text = (bytes: Buffer) => bytes.toString('utf8')

t.test('an answer without records is plain JSON', async (t) => {
  const write = writerOf({})
  for (const given of [{}, { name: 'خبز', none: undefined, nothing: null }, [1, 'two'], 'three']) {
    t.equal(text(write(given)), JSON.stringify(given))
  }
})

t.test('records stand in the place of their field', async (t) => {
  const write = writerOf({ records: ['product', 'variant'] })
  const product = { id: '1', name: { en: 'Bread "brown"', ar: 'خبز\nأسمر' } }
  const variant = { id: '2', unit: 'C62', barcodes: [] }
  const answers = [
    { product, variant, lotCode: null },
    { lotCode: 'Ä', product, quantityMilli: 1, variant },
    { none: undefined, product },
    { product: null, variant: undefined, lotCode: null },
    { lotCode: null },
    {},
  ]
  for (const each of [...answers, ...answers]) t.equal(text(write(each)), JSON.stringify(each))
})

t.test('a record that took the place of another is written anew', async (t) => {
  const write = writerOf({ records: ['product'] })
  const before = { id: '1', name: 'Bread' }
  t.equal(text(write({ product: before })), '{"product":{"id":"1","name":"Bread"}}')
  t.equal(
    text(write({ product: { ...before, name: 'Cake' } })),
    '{"product":{"id":"1","name":"Cake"}}',
  )
})
