// Records of a small shop and paces for tests that cannot wait.
import { newId } from '#shared/ids.ts'
import type { Category } from '#catalog/contract.ts'
import type { Level } from '#stock/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import { paces } from '../../../client/link/conversation.ts'

export const id = () => newId(Date.now())
const soon = { fromMs: 10, toMs: 40 }
export const quick = { ...paces, callMs: 500, reconnect: soon, knock: soon }

export function category(name: string, categoryId = id()): Category {
  return {
    id: categoryId,
    name: { en: name, ar: name },
    parentId: null,
    position: 0,
    picture: null,
  }
}

export function level(onHandMilli: number, variantId = id()): Level {
  return { locationId: variantId, variantId, lotId: null, onHandMilli }
}

export function till(storeId = id(), fence = 1): Terminal {
  const terminalId = id()
  return {
    id: terminalId,
    storeId,
    kind: 'till',
    code: 'T1',
    name: 'Till 1',
    state: 'enrolled',
    fence,
    proof: 'key',
  }
}

/** Waits until the question is answered with yes; fails after two seconds. */
export async function until(question: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 2000
  while (!(await question())) {
    if (performance.now() > endMs) throw new Error(`waited in vain for ${String(question)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
