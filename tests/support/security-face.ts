// What people do for their own safety and what administrators do with roles, by the names that are read there.
import type { Locator } from 'playwright-core'
import { codeOf } from './second-step.ts'
import { seen } from './till-face.ts'
import type { Face } from './town.ts'

type SetUp = { secret: string; codes: string[] }

/** Sets a second step up for who is signed in, in their own security. */
export async function setUpSecondStep(face: Face): Promise<SetUp> {
  const { page, words } = face
  await page.getByRole('button', { name: words.security.setUp }).click()
  const sheet = page.getByRole('dialog', { name: words.secondStep.title })
  return enrolSecondStep(face, sheet)
}

/** The same where it is asked for already; the key for the app and the recovery codes, as they are shown. */
export async function enrolSecondStep({ words }: Face, sheet: Locator): Promise<SetUp> {
  const { secondStep } = words
  await sheet.getByRole('button', { name: secondStep.begin }).click()
  const key = await sheet.getByLabel(secondStep.key).textContent()
  const secret = (key ?? '').replaceAll(/\s/g, '')
  await sheet.getByRole('img', { name: secondStep.qr }).waitFor()
  await sheet.getByRole('textbox', { name: secondStep.code }).fill(codeOf(secret))
  await sheet.getByRole('button', { name: secondStep.confirm }).click()
  const list = sheet.getByRole('list', { name: secondStep.codes })
  await list.waitFor()
  const codes = await list.getByRole('listitem').allTextContents()
  await sheet.getByRole('button', { name: secondStep.kept }).click()
  await sheet.waitFor({ state: 'detached' })
  return { secret, codes }
}

/** Types name and password, as far as the card asks for them. */
export async function typeNameAndPassword(
  { page, words }: Face,
  login: string,
  password: string,
): Promise<void> {
  await page.getByRole('textbox', { name: words.sign.name }).fill(login)
  await page.getByLabel(words.sign.password).first().fill(password)
  await page.getByRole('button', { name: words.sign.enter }).click()
}

/** Types a code where signing in asks for one, by the name of its field, and sends it. */
export async function typeCode({ page, words }: Face, field: string, code: string): Promise<void> {
  await page.getByRole('textbox', { name: field }).fill(code)
  await page.getByRole('button', { name: words.sign.enter, exact: true }).click()
}

/** Presses the box of a right for a role in the matrix and puts it in force; whether it was given before. */
export async function pressRight(
  { page, words }: Face,
  right: string,
  role: string,
): Promise<boolean> {
  const boxes = page.getByRole('checkbox')
  await boxes.first().waitFor()
  const names = await boxes.evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')))
  const sought = words.matrix.cell.replace('{{right}}', right).replace('{{role}}', role)
  const box = boxes.nth(names.findIndex((name) => seen(name) === sought))
  const given = await box.isChecked()
  await box.click()
  await page.getByRole('button', { name: words.matrix.save }).click()
  await page.getByText(words.matrix.saved).first().waitFor()
  return given
}
