// The till of the bench of scale in a tiny shop, so that it is not found broken on the day it is measured with: in a
// real browser it is started from disk, scans, takes out and sells as a cashier does now.
import t from 'tap'
import { barcodeOf } from '../../bench/scale/goods.ts'
import { Shop } from '../../bench/scale/till.ts'
import { payExactly, scan } from '../support/till-face.ts'

t.test('the till of the bench scans, takes out and sells', { timeout: 110_000 }, async (t) => {
  const shop = await Shop.open(3, 1)
  t.teardown(() => shop.close())
  t.equal((await shop.scans(2)).length, 2)
  for (const figure of Object.values(shop.start)) t.ok(Number.isFinite(figure))
  await scan(shop.face, barcodeOf(0))
  t.match(await payExactly(shop.face), /^LON-/)
})
