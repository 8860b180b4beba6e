// One's own safety and that of others, in real browsers: signing in with a second step, leaving everywhere else at once, and
// a right that is taken from a role under an open page.
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import {
  pressRight,
  setUpSecondStep,
  typeCode,
  typeNameAndPassword,
} from '../support/security-face.ts'
import { codeOf, wrongCode } from '../support/second-step.ts'
import { withSql } from '../support/stock.ts'
import { seen } from '../support/till-face.ts'
import { type Face, type Login, openTown } from '../support/town.ts'

const town = await openTown(t)
const passwordOf = (login: Login) =>
  town.system.people.find((person) => person.login === login)?.password ?? ''

// The address that people are told, without anything behind it.
const dalia = await town.person('dalia', '/')
await dalia.page.goto('/security')

let codes: string[] = []

/** When the page was loaded; it changes with every reload. */
const loadedAt = ({ page }: Face) => page.evaluate('performance.timeOrigin')

t.test('signing in with a second step needs the app, or a recovery code once', async (t) => {
  const setUp = await setUpSecondStep(dalia)
  const { secret } = setUp
  codes = setUp.codes
  t.equal(codes.length, 10)
  const { signStep, secondStep } = dalia.words
  await dalia.page.getByText(dalia.words.security.turnOff).waitFor()

  const phone = await town.browse('/sign-in', { locale: 'ar' })
  const ar = phone.words
  await typeNameAndPassword(phone, 'dalia', passwordOf('dalia'))
  await typeCode(phone, ar.secondStep.code, wrongCode(secret))
  const refused = seen(await phone.page.getByRole('alert').textContent())
  t.match(refused, ar.problem['code-refused'])
  t.match(refused, ar.signStep.correct, 'and what to do')
  // The present code was used up when the app was set up.
  await typeCode(phone, ar.secondStep.code, codeOf(secret, 1))
  await phone.page.waitForURL('**/dashboard')

  const elsewhere = await town.browse('/sign-in')
  const byRecoveryCode = async () => {
    await elsewhere.page.goto('/sign-in')
    await typeNameAndPassword(elsewhere, 'dalia', passwordOf('dalia'))
    await elsewhere.page.getByRole('button', { name: signStep.useRecovery }).click()
    await typeCode(elsewhere, signStep.recoveryCode, codes[0] ?? '')
  }
  await byRecoveryCode()
  await elsewhere.page.waitForURL('**/dashboard')
  await elsewhere.page.goto('/security')
  await elsewhere.page.getByRole('button', { name: secondStep.signOut, exact: true }).click()
  await elsewhere.page.waitForURL('**/sign-in')
  await byRecoveryCode()
  await elsewhere.page
    .getByRole('alert')
    .getByText(elsewhere.words.problem['code-refused'])
    .waitFor()
})

t.test('who leaves everywhere else is shut out there at once, and stays here', async (t) => {
  const here = await town.person('karim', '/security')
  const there = await town.person('karim', '/dashboard')
  await there.page.getByText(there.words.link.live).first().waitFor()
  const loaded = await loadedAt(there)
  const { signIns } = here.words
  await here.page.goto('/security')
  await here.page.getByRole('button', { name: signIns.others }).click()
  const asked = here.page.getByRole('dialog', { name: signIns.others })
  await asked.getByRole('button', { name: signIns.others }).click()
  await here.page.getByText(signIns.othersDone_one.replace('{{count}}', '1')).waitFor()
  const leftMs = nowMs()
  await there.page.getByText(there.words.door.ended).waitFor()
  t.comment(`on the other page ${nowMs() - leftMs} ms after it was said here`)
  t.match(there.page.url(), /\/sign-in$/)
  t.equal(await loadedAt(there), loaded, 'without a reload')
  await here.page.getByText(signIns.here).waitFor()
  t.equal(await here.page.getByRole('button', { name: signIns.others }).count(), 0)
})

t.test('a right that is taken from a role is gone from an open page, and comes back', async (t) => {
  const { page, words } = dalia
  await page.goto('/office/reports')
  const menu = page.getByRole('navigation', { name: words.face.office })
  const entry = menu.getByRole('link', { name: words.office.reports, exact: true })
  await entry.waitFor()
  await page.getByRole('heading', { name: words.office.reports, exact: true }).waitFor()
  const loaded = await loadedAt(dalia)
  const karim = await town.person('karim', '/office/people/roles')
  await karim.page.goto('/office/people/roles')
  const press = () => pressRight(karim, words.right.reports.run, 'Manager')

  t.equal(await press(), true, 'given until now')
  const takenMs = nowMs()
  await entry.waitFor({ state: 'detached' })
  t.comment(`gone ${nowMs() - takenMs} ms after it was said to be in force`)
  await page
    .getByRole('heading', { name: words.office.reports, exact: true })
    .waitFor({ state: 'detached' })

  t.equal(await press(), false)
  await entry.waitFor()
  t.equal(await loadedAt(dalia), loaded, 'without a reload')
})

t.test(
  'before something dangerous people show who they are, and what they did goes on',
  async (t) => {
    const { page, words } = dalia
    const { stepUp, security, secondStep, signStep } = words
    await page.goto('/security')
    await withSql(town.system.databaseUrl, (sql) =>
      sql(`update session set proved_at = proved_at - interval '1 hour'`),
    )
    await page.getByRole('button', { name: security.renewCodes }).click()
    const renewing = page.getByRole('dialog', { name: security.renewCodes })
    const renew = renewing.getByRole('button', { name: security.renewCodes })
    const sheet = page.getByRole('dialog', { name: stepUp.title })
    await renew.click()
    await sheet.waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    t.match(await renewing.getByRole('alert').textContent(), words.problem['step-up-needed'])

    await renew.click()
    await sheet.locator('input[type=password]').fill('not the password of Dalia')
    await sheet.getByRole('button', { name: stepUp.go }).click()
    t.match(await sheet.getByRole('alert').textContent(), words.problem['wrong-credentials'])
    await sheet.getByText(stepUp.ways.recovery, { exact: true }).click()
    await sheet.getByRole('textbox', { name: signStep.recoveryCode }).fill(codes[1] ?? '')
    await sheet.getByRole('button', { name: stepUp.go }).click()
    await sheet.waitFor({ state: 'detached' })
    const list = page.getByRole('list', { name: secondStep.codes })
    await list.waitFor()
    const renewed = await list.getByRole('listitem').allTextContents()
    t.equal(renewed.length, 10)
    t.notOk(
      renewed.some((code) => codes.includes(code)),
      'they are others',
    )
    await page.getByRole('button', { name: secondStep.kept }).click()
    await list.waitFor({ state: 'detached' })
  },
)

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
