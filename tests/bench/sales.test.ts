// The benches of sales at a tiny size, so that none is found broken on the day it is measured with: each opens its
// shop, sells in every way it compares, and gives a result.
import t from 'tap'
import { sale } from '../../bench/scale/hub.ts'
import { run as seal } from '../../bench/seal.ts'
import { run as batchLimit } from '../../bench/sale-batch-limit.ts'
import { run as hot } from '../../bench/sale-hot.ts'
import { run as single } from '../../bench/sale-single.ts'
import { run as uniform } from '../../bench/sale-uniform.ts'
import { isWellFormed, tinyPlace } from './tiny.ts'

// Each worker sells once, however short its time is.
const pace = { rounds: 1, seconds: 0.001 }

t.test('tills of several stores', async (t) => {
  isWellFormed(
    t,
    'sale-uniform-32',
    await uniform({ stores: 2, tills: 2, ...pace }, await tinyPlace(t)),
  )
})

t.test('one till', async (t) => {
  isWellFormed(t, 'sale-single', await single(pace, await tinyPlace(t)))
})

t.test('tills that sell the last of one lot', async (t) => {
  const found = await hot({ tills: 2, ...pace, units: 2, customers: 3 }, await tinyPlace(t))
  isWellFormed(t, 'sale-hot-32', found, ['no oversell', 'no gap'])
})

t.test('many sales in one transaction', async (t) => {
  const found = await batchLimit(
    { stores: 2, tills: 2, salesInOne: 1, ...pace },
    await tinyPlace(t),
  )
  isWellFormed(t, 'sale-batch-limit', found)
})

t.test('the Z of a day', async (t) => {
  const found = await seal({ sales: 2, tills: 2 }, await tinyPlace(t))
  isWellFormed(t, 'seal', found, ['the same sums', 'the books agree'])
})

t.test('a small shop and a large one', async (t) => {
  const places = [await tinyPlace(t), await tinyPlace(t)]
  const size = { ...pace, warmUp: 0, tills: 2 }
  const { ratio, small, large } = await sale({ movements: 10 }, { products: 500 }, size, places)
  for (const figure of [ratio, small.p50, large.p50]) t.ok(figure > 0)
})
