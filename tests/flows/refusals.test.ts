// Calls that are refused, each over HTTP, Socket.IO and plain WebSocket: the same problem everywhere, and
// not one row of any table is different afterwards.
import t from 'tap'
import { signOut } from '#auth/contract.ts'
import { catalogLookUp } from '#catalog/contract.ts'
import { pricesSet } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { salesList } from '#sales/contract.ts'
import type { Operation } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { journalPost } from '#shared/journal.ts'
import { problems, type ProblemSlug } from '#shared/problem.ts'
import { stockAdjust, stockMove, stockReceive } from '#stock/contract.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { askSocket, openDoors, type Caller } from '../support/doors.ts'
import { askHttp, request, runHub } from '../support/hub.ts'
import { allRooms } from '../support/replicas.ts'
import { layBread, layMilk, layShop, STOCK_MILLI } from '../support/shop.ts'
import { FakeTerminal } from '../support/terminal.ts'

const hub = await runHub(t)
const shop = await layShop(hub)
const bread = await layBread(shop)
const milk = await layMilk(shop)
const till = await shop.enrols('T1')
const scanner = await shop.enrols('S1', 'scanner')
const cashier = await shop.tokenOf(await shop.hires('nour', 'cashier'))
const manager = await shop.tokenOf(await shop.hires('mona', 'manager', { storeIds: null }))

const id = () => newId(Date.now())
const move = () => ({
  id: id(),
  storeId: shop.store.id,
  variantId: milk.variant.id,
  lotId: milk.fresh,
  fromLocationId: shop.floor,
  toLocationId: shop.bulk,
  quantityMilli: 1000,
})
const without = (input: Record<string, unknown>, field: string) =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name !== field))
const price = () => ({ id: id(), variantId: bread.variant.id, unitPriceCentiMinor: 1 })
const receipt = (...lines: object[]) => ({ id: id(), storeId: shop.store.id, lines })
const adjustment = () => receipt({ variantId: bread.variant.id, changeMilli: 1 })
const table = (csv: string) => ({ csv, listId: shop.list.id, dryRun: false })

type Case = [
  what: string,
  who: Caller,
  of: Operation,
  input: object,
  slug: ProblemSlug,
  at?: string,
]

const cases: Case[] = [
  [
    'a text with U+0000',
    manager,
    stockAdjust,
    { ...adjustment(), reason: 'a\0b' },
    'invalid-input',
    '/reason',
  ],
  [
    'half a surrogate pair',
    manager,
    stockAdjust,
    { ...adjustment(), reason: '\ud800' },
    'invalid-input',
    '/reason',
  ],
  ['an unknown barcode', scanner, catalogLookUp, { code: '5000112637939' }, 'unknown-barcode'],
  [
    'a number as text',
    scanner,
    stockMove,
    { ...move(), quantityMilli: '1000' },
    'invalid-input',
    '/quantityMilli',
  ],
  [
    'half a thousandth',
    scanner,
    stockMove,
    { ...move(), quantityMilli: 0.5 },
    'invalid-input',
    '/quantityMilli',
  ],
  [
    'less than nothing',
    scanner,
    stockMove,
    { ...move(), quantityMilli: -1000 },
    'invalid-input',
    '/quantityMilli',
  ],
  ['an id that is none', scanner, stockMove, { ...move(), lotId: 'x' }, 'invalid-input', '/lotId'],
  [
    'an id in capitals',
    scanner,
    stockMove,
    { ...move(), id: id().toUpperCase() },
    'invalid-input',
    '/id',
  ],
  ['an extra field', scanner, stockMove, { ...move(), force: true }, 'invalid-input'],
  [
    'an extra field inside',
    scanner,
    stockReceive,
    receipt({ variantId: bread.variant.id, quantityMilli: 1, by: 1 }),
    'invalid-input',
  ],
  ['a missing field', scanner, stockMove, without(move(), 'toLocationId'), 'invalid-input'],
  ['no lines', scanner, stockReceive, receipt(), 'invalid-input', '/lines'],
  [
    'more than there is',
    scanner,
    stockMove,
    { ...move(), quantityMilli: STOCK_MILLI + 1 },
    'stock-short',
  ],
  ['to where it is', scanner, stockMove, { ...move(), toLocationId: shop.floor }, 'invalid-input'],
  ['a lot of nothing known', scanner, stockMove, { ...move(), lotId: id() }, 'not-found'],
  ['a foreign store', scanner, stockMove, { ...move(), storeId: shop.other.id }, 'wrong-store'],
  ['a foreign store’s sales', cashier, salesList, { storeId: shop.other.id }, 'wrong-store'],
  ['a store that is none', scanner, stockMove, { ...move(), storeId: id() }, 'wrong-store'],
  [
    'a cashier who sets a price',
    cashier,
    pricesSet,
    { listId: shop.list.id, prices: [price()] },
    'forbidden',
  ],
  [
    'a cashier who adjusts stock',
    cashier,
    stockAdjust,
    { ...receipt({ variantId: bread.variant.id, changeMilli: 1 }), reason: 'x' },
    'forbidden',
  ],
  [
    'a scanner that sets a price',
    scanner,
    pricesSet,
    { listId: shop.list.id, prices: [price()] },
    'forbidden',
  ],
  ['a till alone that moves', till, stockMove, move(), 'forbidden'],
  [
    'a journal without a till',
    manager,
    journalPost,
    {
      fence: 1,
      entries: [{ n: 1, id: id(), kind: 'sale', previousHash: '0'.repeat(64), body: '{}' }],
    },
    'forbidden',
  ],
  [
    'an import that is a picture',
    manager,
    productsImport,
    table('\u0089PNG\r\n\u001a\n'),
    'not-csv',
  ],
  ['an import without columns', manager, productsImport, table('a,b\n1,2\n'), 'not-csv'],
  [
    'an import with an open quote',
    manager,
    productsImport,
    table('sku,name_en\n"never,closed\n'),
    'not-csv',
  ],
  ['an import of nothing', manager, productsImport, table(''), 'not-csv'],
]

t.test('a refused call answers its problem and changes nothing', async (t) => {
  for (const door of openDoors(t, shop)) {
    await t.test(`over ${door.name}`, async (t) => {
      // Whoever connects is counted in; that is no part of a refusal.
      for (const who of [till, scanner, cashier, manager]) await door.ask(who, salesList, {})
      let before = await digestOf(hub.databaseUrl)
      for (const [what, who, operation, input, slug, at] of cases) {
        const answer = await door.ask(who, operation, { ...input })
        const [status, title] = problems[slug]
        t.match(
          answer,
          { status, problem: { type: `/problems/${slug}`, title, status, instance: String } },
          `${what} is ${slug}`,
        )
        if (at) t.equal(answer.problem?.errors?.[0]?.path, at, `${what} is said to be at ${at}`)
        const after = await digestOf(hub.databaseUrl)
        t.same(changedBetween(before, after), [], 'nothing changed')
        before = after
      }
    })
  }
})

t.test('what is not there, and who is nobody', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  t.match(await request(hub.url, 'POST', '/no/such', `Bearer ${manager}`, '{}'), {
    status: 404,
    problem: { type: '/problems/not-found' },
  })
  t.match(await request(hub.url, 'DELETE', '/stock/moves', `Bearer ${manager}`), {
    status: 405,
    problem: { type: '/problems/method-not-allowed' },
  })
  const forged = `${manager.slice(0, -6)}AAAAAA`
  const strangers = [
    null,
    'Bearer nonsense',
    `Bearer ${forged}`,
    `Terminal ${till.id}.wrong`,
    'Basic eDp5',
  ]
  for (const authorization of strangers) {
    for (const operation of [stockMove, signOut]) {
      const answer = await askHttp(
        hub.url,
        authorization,
        operation,
        operation === signOut ? {} : move(),
      )
      t.match(answer, { status: 401, problem: { type: '/problems/not-signed-in' } })
    }
  }
  for (const transport of ['socket.io', 'websocket'] as const) {
    const asking = await shop.connects(t, manager, { transport, streams: ['company'] })
    for (const op of ['no.such', '', '__proto__', 'constructor', 'stock.move ']) {
      t.match(await askSocket(asking, op, {}), {
        status: 404,
        problem: { type: '/problems/unknown-operation' },
      })
    }
    for (const shown of [{}, { token: forged }, { terminal: { id: till.id, token: 'wrong' } }]) {
      const common = { url: hub.url, transport, streams: shop.streams, plan: allRooms }
      const stranger = new FakeTerminal({ ...common, ...shown })
      await t.rejects(stranger.connect())
      t.match(stranger.bye, {
        reason: 'revoked',
        problem: { type: '/problems/not-signed-in', status: 401 },
      })
    }
    const foreign = new FakeTerminal({
      url: hub.url,
      transport,
      terminal: till,
      streams: [`store:${shop.other.id}`],
      plan: allRooms,
    })
    await t.rejects(foreign.connect())
    t.match(foreign.bye, {
      reason: 'forbidden',
      problem: { type: '/problems/forbidden', status: 403 },
    })
  }
  t.same(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
})
