// Thirty-two tills in eight stores sell three random products each, as fast as they are answered.
import type { Place } from './place.ts'
import { resultOf, type Result } from './result.ts'
import { compare, pace, peerNames, TILLS, type Size } from './sale/compare.ts'
import { openScene } from './sale/scene.ts'
import { openTills, threeOf } from './sale/tills.ts'

const full: Size = { stores: 8, tills: TILLS, ...pace }

export async function run(size = full, place?: Place): Promise<Result> {
  const scene = await openScene(size.stores, size.tills, { place })
  try {
    const tills = await openTills(scene)
    const basket = () => threeOf(scene.goods)
    const { perSecond, p50Ms, ...more } = await compare(scene, tills, basket, size)
    return resultOf(
      'sale-uniform-32',
      'sales per second',
      perSecond.lane,
      {
        [peerNames.unitOfWork]: perSecond.unitOfWork,
        [peerNames.oneFlush]: perSecond.oneFlush,
        [peerNames.oneStatement]: perSecond.oneStatement,
      },
      {
        [peerNames.unitOfWork]: { be: 'at-least', ratio: 25 },
        [peerNames.oneStatement]: { be: 'at-least', ratio: 0.8 },
      },
      {},
      { p50Ms: p50Ms.lane, ...more },
    )
  } finally {
    await scene.close()
  }
}
