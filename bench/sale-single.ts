// One till with nobody beside it: how long a sale takes when there is nothing to batch.
import type { Place } from './place.ts'
import { resultOf, type Result } from './result.ts'
import { compare, pace, peerNames } from './sale/compare.ts'
import { openScene } from './sale/scene.ts'
import { openTills, threeOf } from './sale/tills.ts'

export async function run(size = pace, place?: Place): Promise<Result> {
  const scene = await openScene(1, 1, { place })
  try {
    const tills = await openTills(scene)
    const basket = () => threeOf(scene.goods)
    const { perSecond, p50Ms, ...more } = await compare(scene, tills, basket, size)
    return resultOf(
      'sale-single',
      'milliseconds for a sale, median',
      p50Ms.lane,
      {
        [peerNames.unitOfWork]: p50Ms.unitOfWork,
        [peerNames.oneFlush]: p50Ms.oneFlush,
        [peerNames.oneStatement]: p50Ms.oneStatement,
      },
      { [peerNames.oneStatement]: { be: 'at-most', ratio: 2.5 } },
      {},
      { salesPerSecond: perSecond.lane, ...more },
    )
  } finally {
    await scene.close()
  }
}
