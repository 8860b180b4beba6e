// Less of a line than was scanned, by the keyboard alone: at once within the cashier's limit and to be undone, with a
// manager's word beyond it, and in each case an entry that says so, as for a line that is taken out whole.
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { auditList } from '#audit/contract.ts'
import { storesChange, storesList, type Tax, taxesReplace } from '#stores/contract.ts'
import { cashSessionsList } from '#tills/contract.ts'
import { tillsX } from '#tills/seal-contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { newId } from '#shared/ids.ts'
import { en } from '../../client/words/en.ts'
import { choose, focused, press, write } from '../support/hands.ts'
import { fill, openBy, pay } from '../support/morning.ts'
import { takes } from '../support/pin-hands.ts'
import { quantity } from '../support/purse-hands.ts'
import { basketOf, seen } from '../support/till-face.ts'
import { cairoTill1, openTown } from '../support/town.ts'

const town = await openTown(t)
const till = await town.device(cairoTill1, 'youssef', { locale: 'ar' })
const { page, words } = till
const line = basketOf(till).getByRole('listitem').first()
const sheet = page.getByRole('dialog', { name: words.void.title })
const pin = town.system.people.find(({ login }) => login === 'dalia')?.pin ?? ''

const wrong = pin.startsWith('7') ? '806142' : '706142'
// The plural is the language's own affair.
const left = (digit: string) => new RegExp(`بقيت ${digit}`)

/** What the store was told last of a kind. */
async function toldLast(kind: string): Promise<Record<string, unknown>> {
  const { stores } = await town.ask('dalia', storesList, {})
  const stream = `store:${stores.find(({ code }) => code === 'CAI')?.id}`
  const { rows } = await town.ask('dalia', auditList, { stream, kind, limit: 1 })
  return rows[0]?.body as Record<string, unknown>
}

/** How often something was taken out while the drawer was open, as the hub has it. */
async function voidsCount(): Promise<number> {
  const { stores } = await town.ask('dalia', storesList, {})
  const storeId = stores.find(({ code }) => code === 'CAI')?.id ?? ''
  const { sessions } = await town.ask('dalia', cashSessionsList, { storeId })
  const cashSessionId = sessions[0]?.session.id ?? ''
  return (await town.ask('dalia', tillsX, { storeId, cashSessionId })).totals.voidsCount
}
/** The entry is written when its basket is paid for, and may reach the hub after the sale. */
async function voids(most: number): Promise<number> {
  for (let tries = 0; tries < 200 && (await voidsCount()) < most; tries += 1) await setTimeout(100)
  return await voidsCount()
}
const countIs = (pieces: string) => line.getByText(pieces, { exact: true }).first().waitFor()

t.test('less is taken out at once, and comes back while it may be undone', async (t) => {
  await openBy(till, '500')
  await fill(till, [21])
  await press(till, '+', '+')
  await countIs('٣')
  await press(till, '-', '-')
  await countIs('١')
  const undo = page.getByRole('button', { name: words.act.undo })
  const notice = page.getByRole('alert').filter({ has: undo })
  await notice.filter({ hasText: '٢' }).waitFor()
  t.equal(await notice.count(), 1, 'two steps are one notice')
  await press(till, 'Control+KeyZ')
  await countIs('٣')
  await quantity(till, '1')
  await countIs('١')
  await pay(till, { by: 'exact' })
  t.equal(await voids(1), 1, 'what was undone is not told, the rest once')
})

/** Types a PIN of a manager into the sheet that asks for an approval. */
async function typePin(typed: string): Promise<void> {
  const field = sheet.getByLabel(words.ask.pin, { exact: true })
  await focused(till, field)
  await write(till, typed)
  await press(till, 'Enter')
}

t.test('less than the cashier may take out alone waits for a manager', async (t) => {
  await fill(till, [31])
  await quantity(till, '240')
  await quantity(till, '100')
  await sheet.getByText('١٤٠').waitFor()
  await choose(till, sheet.getByRole('button', { name: words.ask.here }))
  await typePin(wrong)
  await sheet.getByText(left('٤')).waitFor()
  await page.reload()
  await countIs('٢٤٠')
  await press(till, 'ArrowDown')
  await quantity(till, '100')
  await choose(till, sheet.getByRole('button', { name: words.ask.here }))
  await typePin(wrong)
  await sheet.getByText(left('٣')).waitFor()
  await typePin(pin)
  await focused(till, sheet.getByRole('button', { name: words.ask.goOn }))
  await press(till, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
  t.match(seen(await line.textContent()), '١٠٠')
  await pay(till, { by: 'exact' })
  t.equal(await voids(2), 2)
  const [entry, used] = await Promise.all([toldLast('sale.voided'), toldLast('approval.removed')])
  t.match(entry, { exceptions: [], lines: [{ quantityMilli: 140_000 }] }, 'the manager’s word held')
  t.match(used, { state: 'consumed', documentId: entry.voidId }, 'and is used up')
})

t.test('another rate that begins while goods lie in the basket is told', async (t) => {
  await fill(till, [33])
  const kind = 'tax.changed'
  const { rows } = await town.ask('dalia', auditList, { stream: 'company', kind })
  const tax = rows.map(({ body }) => body as Tax).find(({ parts }) => parts[0]?.category === 'S')
  if (!tax) throw new Error('nothing is taxed')
  const parts = tax.parts.map((part) => ({ ...part, ratePpm: 210_000 }))
  const next = { ...tax, id: newId(nowMs()), parts }
  await town.ask('dalia', taxesReplace, { taxId: tax.id, tax: next, from: null })
  const notice = page.getByRole('alert').filter({ hasText: '٢١٪' })
  t.match(seen(await notice.textContent()), '٣٨')
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})

t.test(
  'a till that nobody touches locks on any page, and the basket waits for a PIN',
  async (t) => {
    const { stores } = await town.ask('karim', storesList, {})
    const storeId = stores.find(({ code }) => code === 'CAI')?.id ?? ''
    await town.ask('karim', storesChange, { storeId, lockAfterMinutes: 1 })
    await fill(till, [21])
    // Whoever never typed a PIN here could not open it again without the link.
    await takes(town, till, 'dalia')
    // She reads English, in which the sheet stays until the till has learnt her PIN.
    const words = en
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.goto('/security')
    await page.getByRole('heading', { name: words.security.title }).waitFor()
    // Nobody comes for a minute, and the first who does opens the page again and touches it at once.
    await page.evaluate(() => localStorage.setItem('mizan.touched', String(Date.now() - 60_000)))
    await page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () =>
        window.dispatchEvent(new Event('keydown')),
      )
    })
    await page.reload()
    const locked = page.getByRole('heading', { name: words.switchOver.locked })
    await locked.waitFor()
    t.equal(await page.getByRole('heading', { name: words.security.title }).count(), 0)
    const own = town.system.people.find(({ login }) => login === 'dalia')
    await page.getByRole('button', { name: own?.name ?? '' }).click()
    await page.getByLabel(words.ask.pin, { exact: true }).fill(own?.pin ?? '')
    await press(till, 'Enter')
    await locked.waitFor({ state: 'hidden' })
    await page.goto('/till')
    await basketOf({ ...till, words })
      .getByRole('listitem')
      .nth(1)
      .waitFor()
  },
)
