// Thirty-two tills in one store, one lot in every sale. Besides the speed: of five hundred units six
// hundred customers get exactly five hundred, and no number is missing.
import { newId } from '#shared/ids.ts'
import { stockAdjust } from '#stock/contract.ts'
import { prove } from '../src/verify.ts'
import type { Place } from './place.ts'
import { resultOf, type Result } from './result.ts'
import { compare, pace, peerNames, TILLS } from './sale/compare.ts'
import { openScene, type Scene } from './sale/scene.ts'
import { openTills, threeOf, type SellingTill } from './sale/tills.ts'

const full = { tills: TILLS, ...pace, units: 500, customers: 600 }
const MOST_P99_MS = 50

export async function run(size = full, place?: Place): Promise<Result> {
  const scene = await openScene(1, size.tills, { place })
  try {
    const tills = await openTills(scene)
    const basket = () => [scene.hot, ...threeOf(scene.goods).slice(0, 2)]
    const { perSecond, p50Ms, ...more } = await compare(scene, tills, basket, size, {
      hot: true,
    })
    const sold = await sellOut(scene, tills, size)
    const proof = await prove(scene.url)
    const dense = proof.checks.filter(({ invariant }) => invariant === 5 || invariant === 23)
    return resultOf(
      'sale-hot-32',
      'sales per second',
      perSecond.lane,
      {
        [peerNames.unitOfWork]: perSecond.unitOfWork,
        [peerNames.oneFlush]: perSecond.oneFlush,
        [peerNames.oneStatement]: perSecond.oneStatement,
      },
      { [peerNames.unitOfWork]: { be: 'at-least', ratio: 30 } },
      {
        'no oversell': sold === size.units,
        'no gap': dense.every(({ breaks }) => breaks.length === 0),
        'p99 at most 50 ms': more.p99Ms <= MOST_P99_MS,
      },
      { p50Ms: p50Ms.lane, ...more, soldOfLast: `${sold} of ${size.units}` },
    )
  } finally {
    await scene.close()
  }
}

/** Leaves so many units of the hot lot and lets more customers than that ask for one. */
async function sellOut(
  scene: Scene,
  tills: readonly SellingTill[],
  { units, customers }: Pick<typeof full, 'units' | 'customers'>,
): Promise<number> {
  const storeId = scene.storeIds[0] ?? ''
  // The peers took from it past the hub, so its memory is no help.
  const [level] = await scene.kernel.database.sql<{ lotId: string; onHandMilli: number }>(
    `select l.lot_id as "lotId", l.on_hand_milli as "onHandMilli" from level l
       join location p on p.id = l.location_id
      where l.store_id = $1 and l.variant_id = $2 and p.kind = 'shop-floor'`,
    [storeId, scene.hot.variantId],
  )
  if (!level) throw new Error('the hot lot is gone')
  const changeMilli = units * 1000 - level.onHandMilli
  await scene.ask(stockAdjust, {
    id: newId(Date.now()),
    storeId,
    reason: 'Leave a few',
    lines: [{ variantId: scene.hot.variantId, lotId: level.lotId, changeMilli }],
  })
  let sold = 0
  let asked = 0
  await Promise.all(
    tills.map(async (till) => {
      while (asked < customers) {
        asked += 1
        if ((await till.sell([scene.hot])).outcome === 'posted') sold += 1
      }
    }),
  )
  return sold
}
