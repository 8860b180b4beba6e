// A role that begins to need a second step while somebody works: their scanner shows nothing but setting it up, and goes on
// when it is set up.
import t from 'tap'
import { enrolSecondStep } from '../support/security-face.ts'
import { cairoScanner, openTown } from '../support/town.ts'

const town = await openTown(t)
const [nadia, karim] = await Promise.all([
  town.device(cairoScanner, 'nadia', { locale: 'ar', size: { width: 390, height: 844 } }),
  town.person('karim', '/office/people/roles'),
])

t.test('who must set a second step up is asked at once, and goes on afterwards', async (t) => {
  const { scan, secondStep } = nadia.words
  const tasks = nadia.page.getByRole('navigation', { name: scan.tasks })
  await tasks.waitFor()
  const loaded = await nadia.page.evaluate('performance.timeOrigin')

  await karim.page.goto('/office/people/roles')
  await karim.page.getByRole('columnheader').getByRole('button', { name: 'Warehouse' }).click()
  const { needsMfa } = karim.words.security
  await karim.page.getByRole('checkbox', { name: needsMfa }).click()
  await karim.page.getByRole('button', { name: karim.words.act.save }).click()

  const card = nadia.page.getByRole('region', { name: secondStep.title })
  await card.getByText(secondStep.needed).waitFor()
  t.equal(await tasks.count(), 0)
  const { codes } = await enrolSecondStep(nadia, card)
  t.equal(new Set(codes).size, 10)
  await tasks.waitFor()
  t.equal(await nadia.page.evaluate('performance.timeOrigin'), loaded, 'without a reload')
})

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
