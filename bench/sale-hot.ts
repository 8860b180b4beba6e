// Thirty-two tills in one store, one lot in every sale. Besides the speed: of five hundred units six
// hundred customers get exactly five hundred, and no number is missing.
import { newId } from '#shared/ids.ts'
import { levels, stockAdjust } from '#stock/contract.ts'
import { prove } from '../src/verify.ts'
import { resultOf, type Result } from './result.ts'
import { compare, TILLS } from './sale/compare.ts'
import { openScene, type Scene } from './sale/scene.ts'
import { openTills, threeOf, type SellingTill } from './sale/tills.ts'

const UNITS = 500
const CUSTOMERS = 600

export async function run(): Promise<Result> {
  const scene = await openScene(1, TILLS)
  try {
    const tills = await openTills(scene)
    const [first] = scene.goods
    if (!first) throw new Error('there are no products')
    const hotBasket = () => [scene.hot, ...threeOf(scene.goods.slice(1)).slice(0, 2)]
    const peerBasket = () => [first, ...threeOf(scene.goods.slice(1)).slice(0, 2)]
    const compared = await compare(scene, tills, hotBasket, peerBasket)
    const { lane, unitOfWork, oneStatement, ...more } = compared
    const sold = await sellOut(scene, tills)
    const proof = await prove(scene.url)
    const dense = proof.checks.filter(({ invariant }) => invariant === 5 || invariant === 23)
    return resultOf(
      'sale-hot-32',
      'sales per second',
      lane,
      { 'unit of work': unitOfWork, 'one statement per sale': oneStatement },
      { 'unit of work': { be: 'at-least', ratio: 30 } },
      { 'no oversell': sold === UNITS, 'no gap': dense.every(({ breaks }) => breaks.length === 0) },
      { ...more, soldOfLast: `${sold} of ${UNITS}` },
    )
  } finally {
    await scene.close()
  }
}

/** Leaves so many units of the hot lot and lets more customers than that ask for one. */
async function sellOut(scene: Scene, tills: readonly SellingTill[]): Promise<number> {
  const storeId = scene.storeIds[0] ?? ''
  await scene.kernel.tail.look()
  const level = scene.kernel.memory.records(levels, storeId).find('variant', scene.hot.variantId)[0]
  if (!level) throw new Error('the hot lot is gone')
  const changeMilli = UNITS * 1000 - level.onHandMilli
  await scene.ask(stockAdjust, {
    id: newId(Date.now()),
    storeId,
    reason: 'Leave five hundred',
    lines: [{ variantId: scene.hot.variantId, lotId: level.lotId, changeMilli }],
  })
  let sold = 0
  let asked = 0
  await Promise.all(
    tills.map(async (till) => {
      while (asked < CUSTOMERS) {
        asked += 1
        if ((await till.sell([scene.hot])).outcome === 'posted') sold += 1
      }
    }),
  )
  return sold
}
