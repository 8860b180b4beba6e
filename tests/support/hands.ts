// Hands on a keyboard and nothing else: keys pressed, text typed, and Tab until what is wanted has the focus. What
// cannot be reached so cannot be reached without a mouse, and the test says which it is.
import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { nowMs } from '#kernel/clock.ts'
import type { Face } from './town.ts'

const MOST_TABS = 80
const AT_ONCE_MS = 2_000

// No person is as fast as a scanner, and a till tells the two apart by that.
const BETWEEN_KEYS_MS = 70

/** Presses keys one after the other, by their names: `F12`, `Enter`, `Control+KeyL`. */
export async function press(face: Face, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const sign = key === 'Space' ? ' ' : key
    await (sign.length === 1 ? write(face, sign) : face.page.keyboard.press(key))
  }
}

/**
 * Types text where the focus is, as a person does. The strokes carry the times at which a person would make them;
 * nobody waits for these to pass.
 */
export async function write(face: Face, text: string): Promise<void> {
  for (const sign of text) {
    // What is on no key of a western keyboard is put into the field, and is no stroke.
    if (/[^ -~]/.test(sign)) await face.page.keyboard.insertText(sign)
    else await strike(face, sign)
  }
}

async function strike(face: Face, sign: string): Promise<void> {
  const keyboard = await keyboardOf(face)
  const timestamp = strokesFrom(face, BETWEEN_KEYS_MS, 0) / 1000
  const key = { key: sign, ...placeOf(sign) }
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, text: sign, ...key })
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...key })
}

/** Where a sign is on the keyboard, as far as anybody asks. */
function placeOf(sign: string): { code?: string; windowsVirtualKeyCode?: number } {
  const named = /\d/.test(sign) ? `Digit${sign}` : /[a-z]/i.test(sign) && `Key${sign.toUpperCase()}`
  const code = sign === ' ' ? 'Space' : named
  return code ? { code, windowsVirtualKeyCode: sign.toUpperCase().charCodeAt(0) } : {}
}

/** When signs were last struck on a page, by a hand or a scanner: perhaps a moment from now. */
const lastStrokeMs = new WeakMap<Page, number>()

/** When the next strokes begin on a page that were `restMs` after the last ones, and take `takeMs`. */
export function strokesFrom({ page }: Face, restMs: number, takeMs: number): number {
  const fromMs = Math.max(nowMs(), (lastStrokeMs.get(page) ?? 0) + restMs)
  lastStrokeMs.set(page, fromMs + takeMs)
  return fromMs
}

const keyboards = new WeakMap<Page, Promise<CDPSession>>()

/** The keyboard of a page, on which strokes are made at times of their own. */
export function keyboardOf({ page, context }: Face): Promise<CDPSession> {
  const known = keyboards.get(page)
  if (known) return known
  const opened = context.newCDPSession(page)
  keyboards.set(page, opened)
  return opened
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
