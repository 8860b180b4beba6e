// Thirty-two tills in eight stores sell three random products each, as fast as they are answered.
import { resultOf, type Result } from './result.ts'
import { compare, peerNames, TILLS } from './sale/compare.ts'
import { openScene } from './sale/scene.ts'
import { openTills, threeOf } from './sale/tills.ts'

const STORES = 8

export async function run(): Promise<Result> {
  const scene = await openScene(STORES, TILLS)
  try {
    const tills = await openTills(scene)
    const { perSecond, p50Ms, ...more } = await compare(scene, tills, () => threeOf(scene.goods))
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
