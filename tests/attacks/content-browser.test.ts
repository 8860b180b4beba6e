// The same hostile names on the screens of a real browser: at the till, on the dashboard and in the office.
// No script of theirs runs, nothing is fetched for them, and nothing is inherited that was not before.
import t, { type Test } from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { signIn } from '#auth/contract.ts'
import { variants, type Variant } from '#catalog/contract.ts'
import { customersSet } from '#customers/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import { priceLists, type PriceList } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { newId } from '#shared/ids.ts'
import { cleanName, csvCell } from '#shared/text.ts'
import { stockReceive } from '#stock/contract.ts'
import { stores, type Store } from '#stores/contract.ts'
import { hostileTexts } from '../support/hostile.ts'
import { askHttp } from '../support/hub.ts'
import { allRooms } from '../support/replicas.ts'
import { connectTerminal, type FakeTerminal } from '../support/terminal.ts'
import { basketOf, openDrawer, payExactly, seen } from '../support/till-face.ts'
import { cairoTill1, openTown, type Face } from '../support/town.ts'

const town = await openTown(t)
const names = [...new Set(hostileTexts().texts.flatMap((text) => cleanName(text, 120) ?? []))]
/** Those that would do something if anything could; they are sold one by one. */
const worst = names.filter((name) => /[<>{}$]|script|^[=@+]|alert/i.test(name)).slice(0, 14)
const skuOf = (name: string) => `hx-${names.indexOf(name)}`
const wrong: string[] = []

/** Hears everything a page should not do. */
function watch({ page, context }: Face): void {
  page.on('dialog', (dialog) => {
    wrong.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (said) => {
    if (/Content Security Policy|Refused to/i.test(said.text())) wrong.push(said.text())
  })
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && origin !== town.url) wrong.push(request.url())
  })
}

async function isUntouched(t: Test, { page }: Face): Promise<void> {
  const [inherited, hurt, injected] = await page.evaluate(() => [
    Object.getOwnPropertyNames(Object.prototype).length,
    'hurt' in window,
    document.querySelectorAll('script:not([src]), iframe, object, embed, [onerror], [onload]')
      .length,
  ])
  t.strictSame([inherited, hurt, injected], [12, false, 0], `nothing of theirs at ${page.url()}`)
}

t.test('I4 hostile names at the till, on the dashboard and in the office', async (t) => {
  const company = await follow()
  const lists = [...company.state('company').records<PriceList>(priceLists.name).values()]
  const list = lists.find(({ currency }) => currency === 'EGP')?.id ?? ''
  const rows = names.map((name) =>
    [skuOf(name), name, name, 'Hostile', '', 'C62', 'none', '10.00'].map(csvCell).join(','),
  )
  const head = 'sku,name_en,name_ar,category,barcode,unit,tracking,price'
  const { applied } = await town.ask('karim', productsImport, {
    csv: [head, ...rows].join('\r\n'),
    listId: list,
    dryRun: false,
  })
  t.equal(applied, true, `${names.length} products`)
  for (const name of worst) {
    await town.ask('karim', customersSet, { ...plainCustomer, id: newId(nowMs()), name })
  }

  await receive(company)
  const till = await town.device(cairoTill1, 'youssef', { locale: 'ar' })
  watch(till)
  await openDrawer(till, '500')
  const { page, words } = till
  const search = page.getByRole('searchbox', { name: words.till.searchLabel })
  // The first goes in twice: it brings most, and so it stands on the dashboard whatever the others do.
  for (const name of [...worst, ...worst.slice(0, 1)]) {
    await search.fill(skuOf(name))
    await search.press('Enter')
    await basketOf(till).getByRole('listitem').filter({ hasText: name }).first().waitFor()
  }
  await search.fill('')
  const basket = seen(await basketOf(till).textContent())
  t.strictSame(
    worst.filter((name) => !basket.includes(name)),
    [],
    'each is a line of its own',
  )
  await isUntouched(t, till)
  await payExactly(till)
  const paper = seen(await page.getByRole('region', { name: words.till.receipt }).textContent())
  t.strictSame(
    worst.filter((name) => !paper.includes(name)),
    [],
    'and stands on the receipt',
  )
  await isUntouched(t, till)

  const board = await town.person('dalia', '/dashboard')
  watch(board)
  await board.page
    .getByText(worst[0] ?? '')
    .first()
    .waitFor()
  await isUntouched(t, board)
  for (const place of ['/office/products', '/office/customers', '/office/sales']) {
    await board.page.goto(place)
    await board.page.getByRole('row').nth(1).waitFor()
    await isUntouched(t, board)
  }
  t.strictSame(wrong, [], 'no script, no request and no complaint of the policy')
  t.strictSame(town.uncaught, [])

  // What a name is not let do, it would not be let do either if it became part of the page.
  const complaint = board.page.waitForEvent('console', (said) =>
    /Content Security/.test(said.text()),
  )
  await board.page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hurt=1">'),
  )
  await complaint
  t.notOk(await board.page.evaluate(() => 'hurt' in window), 'the policy of the page holds')

  const kept = await page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((key) => caches.open(key)))
    const requests = await Promise.all(stores.map((store) => store.keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  t.strictSame(
    kept.filter((path) => path.startsWith('/api')),
    [],
    'nothing of a person is in a cache',
  )
})

/** Follows the company as its owner. */
async function follow(): Promise<FakeTerminal> {
  const password = town.system.people.find(({ login }) => login === 'karim')?.password ?? ''
  const { output } = await askHttp(town.url, null, signIn, { login: 'karim', password })
  const { accessToken } = output as { accessToken: string }
  const shown = { url: town.url, transport: 'websocket', token: accessToken } as const
  const terminal = await connectTerminal({ ...shown, streams: ['company'], plan: allRooms })
  t.teardown(() => terminal.close())
  return terminal
}

/** Puts some of each on the shelf in Cairo. */
async function receive(company: FakeTerminal): Promise<void> {
  const all = () => [...company.state('company').records<Variant>(variants.name).values()]
  await company.waitFor(() => all().some(({ sku }) => sku === skuOf(names.at(-1) ?? '')))
  const shops = [...company.state('company').records<Store>(stores.name).values()]
  const storeId = shops.find(({ code }) => code === 'CAI')?.id ?? ''
  const sold = new Set(worst.map(skuOf))
  const lines = all()
    .filter(({ sku }) => sold.has(sku))
    .map(({ id }) => ({ variantId: id, quantityMilli: 5000 }))
  await town.ask('karim', stockReceive, { id: newId(nowMs()), storeId, lines })
}
