// Takes the pictures of the README's tour from the seed shop at work, into docs/pictures: run it by hand when a page
// has changed how it looks. It is no test, and judges nothing.
import { nowMs } from '#kernel/clock.ts'
import { barcode, fill } from '../support/morning.ts'
import { publishPrice } from '../support/office-face.ts'
import { takePicture } from '../support/pictures.ts'
import { linkOf, nextSale, openDrawer, payExactly, scan, tileOf } from '../support/till-face.ts'
import {
  cairoScanner,
  cairoTill1,
  cairoTill2,
  type Face,
  londonTill1,
  startTown,
  type Town,
} from '../support/town.ts'

const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const weekMs = 7 * 86_400_000

async function sell(face: Face, baskets: readonly (readonly number[])[]): Promise<void> {
  for (const places of baskets) {
    await fill(face, places)
    await payExactly(face)
    await nextSale(face)
  }
}

async function tills(town: Town): Promise<void> {
  const cairo = await town.device(cairoTill1, 'youssef', {
    locale: 'ar',
    scheme: 'dark',
    size: wide,
  })
  const next = await town.device(cairoTill2, 'youssef', { locale: 'ar', size: wide })
  const london = await town.device(londonTill1, 'amelia', { size: wide })
  await Promise.all([openDrawer(cairo, '500'), openDrawer(next, '500'), openDrawer(london, '150')])
  await sell(next, [
    [8, 14, 22],
    [9, 15],
    [18, 33, 27],
    [31, 30, 29],
    [20, 10],
  ])
  await sell(cairo, [
    [14, 9, 10],
    [36, 38],
    [26, 25, 24, 21],
  ])
  await sell(london, [
    [8, 14],
    [19, 11],
    [30, 31, 16, 17],
    [33, 34],
  ])

  const office = await town.person('dalia', '/office/products', { size: wide })
  await fill(london, [8, 14, 18, 11, 22])
  await publishPrice(office, { list: 'London retail', product: 'Medjool dates', price: '6.25' })
  await tileOf(london, 'Medjool dates').filter({ hasText: '6.25' }).waitFor()
  await takePicture(london, 'till')

  await fill(next, [8, 14, 18, 22])
  await next.page.getByRole('button', { name: next.words.tender.pay }).click()
  await next.page.getByRole('button', { name: '300', exact: true }).click()
  await takePicture(next, 'payment')
  await next.page.keyboard.press('Escape')
  await next.page.setViewportSize(phone)
  await takePicture(next, 'till-phone')

  await office.page.getByRole('searchbox').fill('')
  await office.page.getByRole('combobox', { name: 'Store', exact: true }).click()
  await office.page.getByRole('option', { name: 'Edgware Road' }).click()
  await office.page.getByText('Whole milk').first().waitFor()
  await office.page.locator('[data-editable]').nth(2).dblclick()
  await office.page.keyboard.type('0.90')
  await office.page.keyboard.press('Enter')
  await office.page.getByText(office.words.products.notPublished).waitFor()
  await takePicture(office, 'office')
  const board = await town.person('karim', '/dashboard', { scheme: 'dark', size: wide })
  await board.page.getByText(board.words.dashboard.topProducts).waitFor()
  await payExactly(london)
  await nextSale(london)
  await sell(london, [[22, 23]])
  await takePicture(board, 'dashboard')

  await cairo.context.setOffline(true)
  town.system.kill('hub-1', 'SIGKILL')
  await linkOf(cairo).filter({ hasText: cairo.words.link.offline }).waitFor()
  await sell(cairo, [[30, 29]])
  await fill(cairo, [8, 14, 18])
  await takePicture(cairo, 'till-offline')
}

async function handheld(town: Town): Promise<void> {
  const face = await town.device(cairoScanner, 'nadia', { locale: 'ar', size: phone })
  await face.page.getByText(face.words.scanner.receive).click()
  const expiry = new Date(nowMs() + weekMs).toISOString().slice(2, 10).replaceAll('-', '')
  await scan(face, `010${barcode(7)}17${expiry}10CHK-0713`)
  await face.page.getByText('CHK-0713').first().waitFor()
  await scan(face, `010${barcode(8)}17${expiry}10MLK-0714`)
  await face.page.getByText('MLK-0714').first().waitFor()
  await takePicture(face, 'scanner')
}

const town = await startTown()
try {
  await handheld(town)
  await tills(town)
} catch (error) {
  console.error(await town.screens())
  throw error
} finally {
  await town.stop()
}
