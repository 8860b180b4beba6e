// Pictures of pages for the README's tour, taken only when they are asked for with `--pictures`: a test that takes them
// judges nothing by them.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from '#supervisor/node-child.ts'
import type { Face } from './town.ts'

const folder = join(repository, 'docs', 'pictures')

/** Takes what stands there, once it stands still: no toast over it, no picture still to come. */
export async function takePicture({ page }: Face, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.mouse.move(0, 0)
  await page.evaluate('document.fonts.ready.then(() => true)')
  await page
    .getByRole('alert')
    .filter({ hasNot: page.locator('li') })
    .first()
    .waitFor({ state: 'hidden' })
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** The same within a test, where somebody asked for pictures. */
export async function picture(face: Face, name: string): Promise<void> {
  if (process.argv.includes('--pictures')) await takePicture(face, name)
}
