// What keeps somebody from reading a page or reaching what stands on it, measured in the page itself: the rules of axe, the
// size of whatever is tapped, and what no scrolling brings to the eye. It looks and judges; it presses nothing.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, ElementContext, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Face } from './town.ts'

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> }
  }
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const options: RunOptions = {
  runOnly: standards,
  resultTypes: ['violations'],
  // Nothing of the pages is known by a sheet of styles or a film alone.
  preload: false,
}
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The part of a tap test that judges. */
type Judge = { same(found: unknown, wanted: unknown, about: string): unknown }

/** What stands on the screen can be read by everybody, and whatever is tapped is large enough for any finger. */
export async function readable(t: Judge, { page }: Face, where: string): Promise<void> {
  await settled(page)
  t.same(await faultsOf(page), [], `${where} keeps the rules`)
  t.same(await smallTargets(page), [], `${where} can be tapped`)
  t.same(await moving(page), [], `${where} stands still for whoever asked for that`)
}

/** All of it can be reached. */
export async function reachable(t: Judge, { page }: Face, where: string): Promise<void> {
  await settled(page)
  t.same(await outOfReach(page), [], `${where} can be reached`)
}

/** Twice as large, which leaves half of the screen, all of it can still be reached. */
export async function reachableTwice(t: Judge, face: Face, where: string): Promise<void> {
  const size = face.page.viewportSize() ?? { width: 0, height: 0 }
  await face.page.setViewportSize({ width: size.width >> 1, height: size.height >> 1 })
  await reachable(t, face, `${where}, twice as large,`)
  await face.page.setViewportSize(size)
}

/** Resolves when fonts are there and what was changed is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
}

/** The rules of axe that what is on the screen breaks: a paragraph for each part that breaks one, with the reason. */
async function faultsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axe)
  const { violations } = await page.evaluate((asked) => {
    // What lies under a sheet was looked at before it lay there; only that there is one head to the page is asked again.
    const sheet = document.querySelector('[aria-modal=true]')
    return window.axe.run(sheet ? { include: ['#root header', sheet] } : document, asked)
  }, options)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  )
}

/** What is tapped and takes no tap on some of the 44 by 44 CSS pixels around its middle. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const REACH = 21.9
    const tapped = 'button, a[href], input, select, textarea, [role=button], [role=tab]'
    const layer = document.querySelector('[role=dialog][aria-modal=true]') ?? document.body
    // Boxes and dots are tapped by what is written beside them.
    const bodyOf = (target: Element) => {
      const label = target.matches('[type=radio], [type=checkbox]')
        ? (target as HTMLInputElement).labels?.item(0)
        : null
      const beside = label && label.getBoundingClientRect().width > 2 * REACH
      return beside ? label : target
    }
    const takes = (target: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y)
      const label = hit?.closest('label')
      return target.contains(hit) || (label instanceof HTMLLabelElement && label.control === target)
    }
    const isSmall = (target: Element) => {
      const body = bodyOf(target)
      body.scrollIntoView({ block: 'center', inline: 'center' })
      const { left, top, width, height } = body.getBoundingClientRect()
      if (width === 0 || (width >= 2 * REACH && height >= 2 * REACH)) return false
      const [x, y] = [left + width / 2, top + height / 2]
      const reached = [x - REACH, x + REACH].every((at) => takes(target, at, y))
      return !reached || ![y - REACH, y + REACH].every((at) => takes(target, x, at))
    }
    return [...layer.querySelectorAll(tapped)]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }) && isSmall(target))
      .map((target) => target.outerHTML.slice(0, 300))
  })
}

/** What is pressed or typed into and no scrolling brings wholly onto the screen, and what makes the page scroll sideways. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressed = 'button, a[href], input, select, textarea, [role=button], [role=tab]'
    const layer = document.querySelector('[role=dialog][aria-modal=true]') ?? document.body
    const seen = (of: Element) => of.checkVisibility({ visibilityProperty: true })
    const lost = (target: Element) => {
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, right, top, bottom, width, height } = target.getBoundingClientRect()
      if (width <= 1 || height <= 1) return false
      const fits =
        left > -1 &&
        right < innerWidth + 1 &&
        (height > innerHeight || (top > -1 && bottom < innerHeight + 1))
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      const label = hit?.closest('label')
      const owner = label instanceof HTMLLabelElement ? label.control : null
      return !fits || !(target.contains(hit) || owner === target)
    }
    const cut = (of: Element) => {
      const { overflowX, overflowY } = getComputedStyle(of)
      const hides = (how: string) => how === 'hidden' || how === 'clip'
      return (
        of.clientWidth > 4 &&
        ((hides(overflowX) && of.scrollWidth > of.clientWidth + 1) ||
          (hides(overflowY) && of.scrollHeight > of.clientHeight + 1))
      )
    }
    const sideways = document.documentElement.scrollWidth > innerWidth + 1
    // Down the page and up again, as by Tab and Shift Tab: what lies over an edge hides only what comes from there.
    const all = [...layer.querySelectorAll(pressed)].filter(seen)
    const parts = new Set([...all.filter(lost), ...all.toReversed().filter(lost)])
    const hidden = [...layer.querySelectorAll('*')].filter((part) => seen(part) && cut(part))
    const shown = (what: string, of: Element) => `${what}: ${of.outerHTML.slice(0, 300)}`
    return [
      ...(sideways ? ['The page scrolls sideways.'] : []),
      ...[...parts].map((part) => shown('not to be reached', part)),
      ...hidden.map((part) => shown('cut off', part)),
    ]
  })
}

/** What still moves although the reader asked for none of it. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => {
        const target = effect instanceof KeyframeEffect ? effect.target : null
        return target?.outerHTML.slice(0, 300) ?? 'something'
      }),
  )
}
