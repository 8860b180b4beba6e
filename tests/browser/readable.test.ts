// Everybody can read every page and reach what stands on it: in both languages and both schemes, on the screen of a till and
// of a phone, and twice as large. What that means is in support/reading.ts; nothing that is found is passed over.
import t from 'tap'
import { lotsSetStatus } from '#stock/contract.ts'
import type { Id } from '#shared/ids.ts'
import { en } from '../../client/words/en.ts'
import { focused, press, write } from '../support/hands.ts'
import { fill } from '../support/morning.ts'
import { startBrowser } from '../support/browser.ts'
import { readable, reachable, reachableTwice } from '../support/reading.ts'
import {
  go,
  handheld,
  type Look,
  moreSheets,
  recordOf,
  sheets,
  tenders,
  tillOnPhone,
} from '../support/reading-ways.ts'
import { withSql } from '../support/stock.ts'
import { linkOf, nextSale, openDrawer, payExactly } from '../support/till-face.ts'
import { TillWire } from '../support/till-wire.ts'
import {
  cairoScanner,
  cairoTill1,
  cairoTill2,
  type Face,
  londonTill1,
  type Looks,
  openTown,
  Town,
} from '../support/town.ts'

const town = await openTown(t)
// Every page is looked at more than once: on a machine with much else to do that takes its time.
t.setTimeout(200_000)
const phone = { width: 390, height: 844 }
const counter = { width: 1366, height: 768 }
const light = { scheme: 'light', size: counter } as const
const dark = { locale: 'ar', scheme: 'dark', size: { width: 1920, height: 1080 } } as const

/** Flatbread, rice, and milk of a lot. */
const goods = [14, 22, 8]
const lot = 'MLK-0041'

const [english, arabic] = await Promise.all([
  town.device(londonTill1, 'amelia', light),
  town.device(cairoTill1, 'youssef', dark),
])
const tills = [english, arabic]

t.test('the doors', async (t) => {
  const atDoor = async (looks: Looks) => {
    const door = await town.browse('/sign-in', looks)
    const { page, words } = door
    await page.getByRole('button', { name: words.sign.enter }).waitFor()
    await readable(t, door, words.sign.enter)
    await reachableTwice(t, door, words.sign.enter)
    await page.setViewportSize(phone)
    await readable(t, door, `${words.sign.enter} on a phone`)
    await page.getByRole('link', { name: words.pair.title }).click()
    await page.getByRole('heading', { name: words.pair.title }).waitFor()
    await readable(t, door, words.pair.title)
    await door.context.close()
  }
  await Promise.all([atDoor(light), atDoor({ ...dark, size: counter })])
})

t.test('a till whose text is twice as large by the choice of its reader', async (t) => {
  const browser = await startBrowser(32)
  t.teardown(() => browser.close())
  const face = await new Town(town.system, browser, '').device(cairoTill2, 'youssef', dark)
  const { page, words } = face
  const drawer = page.getByRole('dialog', { name: words.sell.drawer })
  await page.getByRole('button', { name: words.sell.openDrawer }).first().waitFor()
  await press(face, 'F12')
  await focused(face, drawer.getByRole('button', { name: words.sell.openDrawer }))
  await reachable(t, face, words.sell.drawer)
  await write(face, '150')
  await press(face, 'Enter')
  await drawer.waitFor({ state: 'hidden' })
  await fill(face, goods)
  // The wide face and the narrow one, with the same text.
  for (const size of [dark.size, counter]) {
    await page.setViewportSize(size)
    await press(face, 'F10')
    const more = page.getByRole('dialog', { name: words.till.more })
    await more.waitFor()
    await reachable(t, face, `${words.till.more} ${size.width}`)
    await press(face, 'Escape')
    await more.waitFor({ state: 'hidden' })
    await reachable(t, face, `${words.till.basket} ${size.width}`)
    await press(face, 'F12')
    await page.getByRole('region', { name: words.tender.pay }).waitFor()
    await reachable(t, face, `${words.tender.pay} ${size.width}`)
    await press(face, 'Escape')
  }
})

t.test('the till', async (t) => {
  const look: Look = (face, where) => readable(t, face, where)
  const atTill = async (face: Face) => {
    const { page, words } = face
    await page.getByRole('button', { name: words.sell.openDrawer }).first().waitFor()
    await look(face, words.sell.drawerClosed)
    await openDrawer(face, '150')
    await fill(face, goods)
    await look(face, words.till.basket)
    await sheets(face, look)
    await reachableTwice(t, face, words.till.basket)
    const more = page.getByRole('dialog', { name: words.till.more })
    await press(face, 'F10')
    await more.waitFor()
    await reachableTwice(t, face, words.till.more)
    await press(face, 'Escape')
    await more.waitFor({ state: 'hidden' })
    await press(face, 'F12')
    await page.getByRole('region', { name: words.tender.pay }).waitFor()
    await reachableTwice(t, face, words.tender.pay)
    await press(face, 'Escape')
  }
  await Promise.all(tills.map(atTill))
  await Promise.all([
    moreSheets(english, look).then(() => tenders(english, look)),
    tillOnPhone(arabic, look),
  ])
})

t.test('the till when it has sold, when goods are stopped, and when it is alone', async (t) => {
  const sold = async (face: Face) => {
    await payExactly(face)
    await readable(t, face, face.words.sell.paid)
    await nextSale(face)
    await fill(face, goods)
  }
  await Promise.all(tills.map(sold))
  const [held] = await withSql(town.system.databaseUrl, (sql) =>
    sql<{ id: Id }>('select id from lot where code = $1', [lot]),
  )
  const reason = 'Looks odd'
  await town.ask('dalia', lotsSetStatus, { lotId: held?.id ?? '', status: 'on-hold', reason })
  const stopped = async (face: Face) => {
    await face.page.getByRole('button', { name: face.words.tender.payBlocked }).first().waitFor()
    await readable(t, face, face.words.tender.payBlocked)
  }
  await Promise.all(tills.map(stopped))
  const alone = async (face: Face) => {
    const wire = await TillWire.of(face)
    await wire.cut()
    await readable(t, face, face.words.link.offline)
    await linkOf(face).click()
    await face.page.getByRole('dialog', { name: face.words.link.sheetTitle }).waitFor()
    await readable(t, face, face.words.link.sheetTitle)
  }
  await Promise.all(tills.map(alone))
})

t.test('the scanner', async (t) => {
  const face = await town.device(cairoScanner, 'nadia', { ...dark, size: phone })
  await handheld(face, (each, where) => readable(t, each, where))
})

const parts = ['', '/inbox', '/fleet', '/drawers', '/reports'].map((part) => `/dashboard${part}`)

/** Somebody who may see everything, in their own language or in the other. */
async function manager(looks: typeof light | typeof dark): Promise<Face> {
  const face = await town.person('karim', '/', looks)
  await face.page.getByRole('heading', { level: 1 }).waitFor()
  if (!('locale' in looks)) return face
  await go({ ...face, words: en }, '/security')
  await face.page.getByText('العربية').click()
  await face.page.getByRole('heading', { name: face.words.security.title }).waitFor()
  return face
}

t.test("the dashboard, the back office and what is one's own", async (t) => {
  const [desk, hand] = await Promise.all([manager(light), manager(dark)])
  const { words } = desk
  await go(desk, '/office')
  const menu = desk.page.getByRole('navigation', { name: words.face.office }).getByRole('link')
  const pages = await menu.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  )
  t.ok(pages.length > 15, 'all pages of the back office')
  await hand.page.setViewportSize(phone)
  const ways = [
    ...parts,
    ...pages,
    '/office/people/roles',
    '/office/products/import',
    '/security',
    '/nowhere',
  ]
  const look: Look = (face, where) => readable(t, face, where)
  const walk = async (face: Face) => {
    for (const way of ways) {
      await go(face, way)
      await look(face, way)
      if (face === desk) await recordOf(face, look, way)
    }
  }
  await Promise.all([walk(desk), walk(hand)])
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
