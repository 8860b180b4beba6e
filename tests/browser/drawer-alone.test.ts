// A drawer whose till is alone: handed over without a link and without a PIN, and counted while its till holds entries
// that the hub does not have: their numbers hold up the Z until a manager says why it is sealed without them, and whoever
// wrote them cannot leave.
import t from 'tap'
import { storesList } from '#stores/contract.ts'
import { cashSessionsList } from '#tills/contract.ts'
import { zReportsList } from '#tills/seal-contract.ts'
import { choose, focused, press, reach, write } from '../support/hands.ts'
import { beginCount, count, openBy } from '../support/morning.ts'
import { takes } from '../support/pin-hands.ts'
import { pick, seen } from '../support/till-face.ts'
import { TillWire } from '../support/till-wire.ts'
import { londonTill1, openTown, saying } from '../support/town.ts'

const town = await openTown(t)
const [till, board] = await Promise.all([
  town.device(londonTill1, 'amelia'),
  town.person('dalia', '/dashboard'),
])
const { page, words } = till
const drawer = page.getByRole('dialog', { name: words.sell.drawer })
const more = page.getByRole('dialog', { name: words.till.more })
const wire = await TillWire.of(till)
const taker = 'Dalia Mansour'

async function inLondon() {
  const { stores } = await town.ask('dalia', storesList, {})
  const storeId = stores.find(({ code }) => code === 'LON')?.id ?? ''
  const { sessions } = await town.ask('dalia', cashSessionsList, { storeId })
  return { storeId, sessions: sessions.map(({ session }) => session) }
}
const states = async () => (await inLondon()).sessions.map(({ state }) => state).sort()

/** Types the same pieces for whoever counts: a hundred pounds in fifties. */
async function countHundred(button: string): Promise<void> {
  const pieces = drawer.getByRole('group', { name: words.drawer.pieces })
  await focused(till, pieces.getByRole('textbox').first())
  await write(till, '2')
  const done = drawer.getByRole('button', { name: button })
  await reach(till, done)
  await press(till, 'Enter')
}

t.test('a drawer is handed over without a link, and the hub notes it later', async (t) => {
  await openBy(till, '100')
  await wire.cut()
  await press(till, 'F10')
  await choose(till, more.getByRole('button', { name: words.sell.drawer, exact: true }))
  await choose(till, drawer.getByRole('button', { name: words.drawer.task['hand-over'] }))
  await choose(till, drawer.getByRole('button', { name: taker }))
  await countHundred(words.drawer.counted)
  await drawer.getByText(words.drawer.takerAbout).waitFor()
  await countHundred(words.drawer.counted)
  await drawer.getByText(words.drawer.pinNeedsLink).waitFor()
  await focused(till, drawer.getByRole('button', { name: words.drawer.takeOffline }))
  await press(till, 'Enter')
  await drawer.getByText(words.drawer.tellsLater).waitFor()
  t.match(seen(await drawer.getByRole('heading').last().textContent()), taker)
  const leave = drawer.getByRole('button', { name: words.drawer.signOut })
  await focused(till, leave)
  await press(till, 'Enter')
  const waits = drawer.getByRole('alert').filter({ hasText: saying(words.sell.signOutWaits_one) })
  await waits.waitFor()

  await wire.join()
  for (let tries = 0; tries < 100 && (await states()).length < 2; tries += 1) {
    await page.waitForTimeout(100)
  }
  t.same(await states(), ['closed', 'open'], 'the drawer went on under another name')
  await press(till, 'Enter')
  await page.getByRole('textbox', { name: words.sign.name }).waitFor()
})

t.test('a Z over entries that the till still holds is sealed for a reason only', async (t) => {
  await town.signIn(till, 'dalia')
  await page.getByText(words.till.emptyTitle).waitFor()
  await beginCount(till)
  await count(till, 100_00, 'GBP')
  await press(till, 'Enter')
  await page.getByText(words.sell.noVariance).waitFor()
  await press(till, 'Escape')
  await drawer.waitFor({ state: 'hidden' })
  await wire.cut()
  await openBy(till, '100')
  await wire.join('without-entries')
  await wire.answered('journal.report')

  const { page: there, words: said } = board
  await reach(board, there.getByRole('link', { name: said.cash.title }))
  await press(board, 'Enter')
  await reach(board, there.getByRole('radio', { name: 'EGP' }))
  await press(board, 'ArrowRight')
  const seal = there.getByRole('button', { name: said.cash.seal, exact: true })
  const sealNow = there.getByRole('button', { name: said.cash.sealNow })
  await seal.nth(1).waitFor()
  await choose(board, seal.first())
  await focused(board, sealNow)
  await press(board, 'Enter')
  await there.getByTestId('z-report').waitFor()
  await press(board, 'Escape')
  await there.getByTestId('z-report').waitFor({ state: 'hidden' })

  await choose(board, seal.first())
  await focused(board, sealNow)
  await press(board, 'Enter')
  const asked = there.getByRole('dialog', { name: saying(said.cash.sealTitle) })
  await asked.getByRole('alert').filter({ hasText: '1' }).waitFor()
  const missing = /LON-T1-1-\d+/.exec(seen(await asked.textContent()))?.[0]
  const why = asked.getByRole('textbox', { name: said.cash.explanation })
  await focused(board, why)
  await write(board, 'Disk of the till broke')
  await choose(board, asked.getByRole('button', { name: said.cash.sealOver }))
  const report = there.getByTestId('z-report')
  await report.getByText(said.cash.missingThen).waitFor()
  t.match(seen(await report.textContent()), missing)
  t.match(seen(await report.textContent()), 'Disk of the till broke')
  const { storeId } = await inLondon()
  const { rows } = await town.ask('dalia', zReportsList, { storeId, limit: 10 })
  t.same(
    rows.map(({ number }) => number),
    [2, 1],
  )

  await wire.join()
  for (let tries = 0; tries < 100 && (await states()).length < 3; tries += 1) {
    await page.waitForTimeout(100)
  }
  t.same(await states(), ['open', 'sealed', 'sealed'], 'what was missing still comes')
})

t.test('nobody leaves by their password over what the hub does not have', async (t) => {
  await takes(town, till, 'amelia')
  await takes(town, till, 'dalia')
  await wire.cut()
  await takes(town, till, 'amelia')
  await wire.join('without-entries')
  await pick(till, 'Whole milk')
  await page.getByRole('button', { name: words.till.cashExact }).click()
  const again = page.getByRole('dialog', { name: words.switchOver.again })
  await choose(till, again.getByRole('button', { name: words.switchOver.password }))
  const waits = saying(words.sell.signOutWaits_one)
  await again.getByRole('alert').filter({ hasText: waits }).waitFor()
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
