// A receipt of another store at a till: goods come back where they were not sold, are put on this store's shelf and paid
// back from this drawer; of a store that sells in other money nothing comes back, and the till says why.
import t from 'tap'
import { salesFind } from '#sales/contract.ts'
import { newId } from '#shared/ids.ts'
import { stockLevels, warehousesSet } from '#stock/contract.ts'
import { storesList, storesOpen } from '#stores/contract.ts'
import { terminalsInvite } from '#terminals/contract.ts'
import { usersChange, usersList } from '#users/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { focused, press, write } from '../support/hands.ts'
import { fill, openBy, park, pay, resume, takeBack } from '../support/morning.ts'
import { seen } from '../support/till-face.ts'
import { cairoTill1, type Face, londonTill1, openTown } from '../support/town.ts'

const town = await openTown(t)
const id = () => newId(nowMs())

/** A second store in Cairo with a shop floor and a till, in which Youssef works as well. */
async function openGiza(): Promise<{ storeId: string; code: string }> {
  const { stores } = await town.ask('karim', storesList, {})
  const cairo = stores.find(({ code }) => code === 'CAI')
  if (!cairo) throw new Error('there is no store in Cairo')
  const name = { en: 'Al Waha, Giza', ar: 'الواحة، الجيزة' }
  const store = await town.ask('karim', storesOpen, { ...cairo, id: id(), code: 'GIZ', name })
  const floor = { en: 'Shop floor', ar: 'صالة العرض' }
  await town.ask('karim', warehousesSet, {
    id: id(),
    storeId: store.id,
    name,
    locations: [{ id: id(), kind: 'shop-floor', name: floor, sellable: true }],
  })
  const { people } = await town.ask('karim', usersList, {})
  const youssef = people.find(({ login }) => login === 'youssef')
  await town.ask('karim', usersChange, {
    personId: youssef?.id ?? '',
    storeIds: [cairo.id, store.id],
  })
  const device = { id: id(), storeId: store.id, kind: 'till' as const, code: 'T1', name: 'كاشير ١' }
  const { code } = await town.ask('karim', terminalsInvite, device)
  return { storeId: store.id, code }
}

const giza = await openGiza()
const [cairo, london] = await Promise.all([
  town.device(cairoTill1, 'youssef', { locale: 'ar' }),
  town.device(londonTill1, 'amelia'),
])
const till = await town.browse(`/pair/${giza.code}`, { locale: 'ar' })
await town.signIn(till, 'youssef')

/** The drawer opened, one thing sold; gives its receipt. */
async function sellOne(face: Face, place: number): Promise<string> {
  await openBy(face, '100')
  await fill(face, [place])
  return await pay(face, { by: 'exact' })
}

t.test('what another store sold comes back here', async (t) => {
  const receipt = await sellOne(cairo, 21)
  await openBy(till, '500')
  await press(till, 'F9')
  const sheet = till.page.getByRole('dialog', { name: till.words.till.return })
  await focused(till, sheet.getByRole('textbox', { name: till.words.sell.receiptNumber }))
  await write(till, receipt)
  await press(till, 'Enter')
  await sheet.getByText(till.words.giving.otherStore).waitFor()
  await press(till, 'Escape')
  await sheet.waitFor({ state: 'hidden' })
  await takeBack(till, receipt, 'all')
  await park(till)
  await resume(till, 'يوسف')
  const back = await pay(till, { by: 'exact' })
  t.match(back, /^GIZ-T1-/)

  const sold = await town.ask('dalia', salesFind, { receipt })
  const returned = await town.ask('dalia', salesFind, { receipt: back })
  t.equal(returned.totalMinor, -sold.totalMinor)
  t.match(returned.body.tenders, [{ kind: 'cash', amountMinor: -sold.totalMinor }])
  const [line] = returned.body.lines
  t.equal(line?.returnOf?.saleId, sold.saleId)
  const of = { storeId: giza.storeId, variantId: line?.variantId ?? '' }
  const { rows } = await town.ask('dalia', stockLevels, of)
  t.match(rows, [{ onHandMilli: 1000 }], 'on the shelf of the store that took it back')
})

t.test('what was paid in other money is not given back in ours', async (t) => {
  const receipt = await sellOne(london, 21)
  await press(till, 'F9')
  const sheet = till.page.getByRole('dialog', { name: till.words.till.return })
  await focused(till, sheet.getByRole('textbox', { name: till.words.sell.receiptNumber }))
  await write(till, receipt)
  await press(till, 'Enter')
  await sheet.getByText('GBP').first().waitFor()
  t.match(seen(await sheet.textContent()), 'دُفع ثمنها بعملة GBP')
  await press(till, 'Escape')
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
