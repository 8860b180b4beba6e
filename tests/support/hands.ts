// Hands on a keyboard and nothing else: keys pressed, text typed, and Tab until what is wanted has the focus. What
// cannot be reached so cannot be reached without a mouse, and the test says which it is.
import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { nowMs } from '#kernel/clock.ts'
import type { Face } from './town.ts'

const MOST_TABS = 80
const AT_ONCE_MS = 2_000

// No person is as fast as a scanner, and a till tells the two apart by that.
const BETWEEN_KEYS_MS = 70

/** Presses keys one after the other, by their names: `F12`, `Enter`, `Control+KeyL`. */
export async function press({ page }: Face, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await setTimeout(BETWEEN_KEYS_MS)
    await page.keyboard.press(key)
    lastStrokeMs.set(page, nowMs())
  }
}

/** When the last key was struck on a page, by a hand or a scanner. */
export const lastStrokeMs = new WeakMap<Page, number>()

/** Types text where the focus is, as a person does. */
export async function write({ page }: Face, text: string): Promise<void> {
  for (const sign of text) {
    await setTimeout(BETWEEN_KEYS_MS)
    await page.keyboard.type(sign)
    lastStrokeMs.set(page, nowMs())
  }
}

/** Waits until something has the focus by itself. */
export async function focused(face: Face, target: Locator): Promise<void> {
  await target.waitFor()
  const deadline = AT_ONCE_MS * 5
  for (let waited = 0; !(await hasFocus(target)); waited += 50) {
    if (waited > deadline)
      throw new Error(`The focus is not on ${String(target)} but on ${await held(face)}`)
    await setTimeout(50)
  }
}

/** Goes on with Tab until the target has the focus. Rejects if it cannot be reached. */
export async function reach(face: Face, target: Locator): Promise<void> {
  await target.waitFor()
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus(target)) return
    await face.page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${String(target)}; it is on ${await held(face)}`)
}

/** Reaches a button and presses it with the space bar, which every button hears. */
export async function choose(face: Face, target: Locator): Promise<void> {
  await reach(face, target)
  await press(face, 'Space')
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === element.ownerDocument.activeElement)

/** What has the focus, for whoever reads why it is not where it should be. */
const held = ({ page }: Face): Promise<string> =>
  page.evaluate('document.activeElement?.outerHTML.slice(0, 200) ?? ""')
