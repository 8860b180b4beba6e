// Thirty-two tills in eight stores sell three random products each, as fast as they are answered.
import { resultOf, type Result } from './result.ts'
import { compare, TILLS } from './sale/compare.ts'
import { openScene } from './sale/scene.ts'
import { openTills, threeOf } from './sale/tills.ts'

const STORES = 8

export async function run(): Promise<Result> {
  const scene = await openScene(STORES, TILLS)
  try {
    const tills = await openTills(scene)
    const basket = () => threeOf(scene.goods)
    const { lane, unitOfWork, oneStatement, ...more } = await compare(scene, tills, basket, basket)
    return resultOf(
      'sale-uniform-32',
      'sales per second',
      lane,
      { 'unit of work': unitOfWork, 'one statement per sale': oneStatement },
      {
        'unit of work': { be: 'at-least', ratio: 20 },
        'one statement per sale': { be: 'at-least', ratio: 0.6 },
      },
      {},
      more,
    )
  } finally {
    await scene.close()
  }
}
