// Every hostile text as the name of a product, a customer, a lot and a person, by every way in: it is kept
// as it can be read, the same by each way, or refused; and whoever follows the company has the same.
import t, { type Test } from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { catalogAdd, products } from '#catalog/contract.ts'
import { customersSet } from '#customers/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import type { Operation } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { cleanName, graphemeCount } from '#shared/text.ts'
import { lots, stockReceive } from '#stock/contract.ts'
import { people, usersAdd } from '#users/contract.ts'
import { aProduct, aVariant, both } from '../support/catalog.ts'
import { openDoors } from '../support/doors.ts'
import { hostileTexts } from '../support/hostile.ts'
import { runHub } from '../support/hub.ts'
import { personOf } from '../support/people.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const ordinary = Object.getOwnPropertyNames(Object.prototype).sort()
const hub = await runHub(t, { LIMIT_CALLS_PER_SECOND: '100000' })
const shop = await layShop(hub)
const owner = await shop.tokenOf(await shop.hires('owner', 'admin', { storeIds: null }))
const follower = await shop.connects(t, owner, { transport: 'socket.io' })
const doors = openDoors(t, shop)
const tracked = await shop.sells({ tracking: 'lot', name: both('Milk') })
const { texts, isWhole } = hostileTexts()
if (!isWhole) t.comment('NOT CHECKED: the list of naughty strings (hostile/blns.json) is absent')
const id = () => newId(nowMs())
const AT_ONCE = 8

type Thing = {
  readonly what: string
  readonly operation: Operation
  /** The longest name as it may be sent, in UTF-16 units, and as it is kept, in what a reader counts. */
  readonly most: number
  readonly readable: number
  readonly input: (thingId: string, text: string) => Record<string, unknown>
  /** The name in what was answered. */
  readonly kept: (output: never) => string
}
let logins = 0
const things: readonly Thing[] = [
  {
    what: 'product',
    operation: catalogAdd,
    most: 200,
    readable: 200,
    input: (productId, text) => ({
      product: aProduct({ id: productId, name: { en: text, ar: text }, taxId: shop.tax.id }),
      variants: [aVariant(productId)],
    }),
    kept: ({ product }: { product: { name: { en: string } } }) => product.name.en,
  },
  {
    what: 'customer',
    operation: customersSet,
    most: 120,
    readable: 120,
    input: (customerId, text) => ({ ...plainCustomer, id: customerId, name: text }),
    kept: ({ name }: { name: string }) => name,
  },
  {
    what: 'person',
    operation: usersAdd,
    most: 100,
    readable: 100,
    input: (personId, text) => ({
      ...personOf(`x${(logins += 1)}`, 'cashier', { storeIds: [shop.store.id] }),
      id: personId,
      name: text,
    }),
    kept: ({ name }: { name: string }) => name,
  },
]

/** What is wrong with a name that was kept; undefined where nothing is. */
function objection(text: string, kept: string, readable: number): string | undefined {
  if (kept !== cleanName(text, readable))
    return `${JSON.stringify(text)} became ${JSON.stringify(kept)}`
  if (/[\p{Cc}\u200b\u202a-\u202e\u2060-\u2069\ufeff]/u.test(kept))
    return `unseen in ${JSON.stringify(kept)}`
  if (kept !== kept.normalize('NFC')) return `not composed: ${JSON.stringify(kept)}`
  if (/\p{M}{5}/u.test(kept)) return `a flood: ${JSON.stringify(kept)}`
  return graphemeCount(kept) > readable ? `long: ${JSON.stringify(kept)}` : undefined
}

/** The same asked by each door; the names that were kept, by number. */
async function askEverywhere(on: Test, thing: Thing): Promise<Map<string, string>> {
  const { what, operation, most, readable, input, kept } = thing
  const names = new Map<string, string>()
  const wrong: string[] = []
  const askOne = async (text: string, i: number) => {
    // All names go the same way through each door; for products each text takes all three.
    const ways = what === 'product' ? doors : doors.slice(i % 3).slice(0, 1)
    const isKept =
      text.length <= most && !text.includes('\0') && cleanName(text, readable) !== undefined
    const answers = ways.map(async (door) => {
      const thingId = id()
      const { status, output, problem } = await door.ask(owner, operation, input(thingId, text))
      const about = `${door.name}: ${JSON.stringify(text)}`
      if (status === 200) {
        const name = kept(output as never)
        names.set(thingId, name)
        wrong.push(objection(text, name, readable) ?? '')
      } else if (status !== 400) wrong.push(`${about}: ${status} ${problem?.detail}`)
      else if (isKept) wrong.push(`${about} was refused`)
    })
    await Promise.all(answers)
  }
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    await Promise.all(texts.slice(at, at + AT_ONCE).map(askOne))
  }
  on.strictSame(wrong.filter(Boolean), [], what)
  on.ok(names.size > texts.length / 2, `${names.size} were kept as a ${what}`)
  return names
}

/** Names as whoever follows the company has them, once everything has come. */
async function followed(collection: string, ids: Iterable<string>): Promise<Map<string, unknown>> {
  await hub.kernel.tail.look()
  await follower.waitForSeq('company', hub.kernel.tail.position('company')?.seq ?? 0)
  const records = follower.state('company').records<{ name: unknown }>(collection)
  return new Map([...ids].map((each) => [each, records.get(each)?.name]))
}

for (const thing of things) {
  t.test(`I4 I5 the name of a ${thing.what}, by every way in`, async (t) => {
    const names = await askEverywhere(t, thing)
    if (thing.what === 'customer') {
      const rows = await hub.kernel.database.sql<{ id: string; name: string }>(
        `select id, name from customer where id = any($1)`,
        [[...names.keys()]],
      )
      const found = new Map(rows.map((row) => [row.id, row.name]))
      t.strictSame(
        [...names].filter(([each, name]) => found.get(each) !== name),
        [],
        'kept as answered',
      )
      return
    }
    const collection = thing.what === 'product' ? products.name : people.name
    const pushed = await followed(collection, names.keys())
    const expected = (name: string) => (thing.what === 'product' ? { en: name, ar: name } : name)
    for (const [each, name] of names) {
      const same = JSON.stringify(pushed.get(each)) === JSON.stringify(expected(name))
      if (!same) t.fail(`${name} was pushed as ${JSON.stringify(pushed.get(each))}`)
    }
  })
}

t.test('I4 I5 the code of a lot, by every way in', async (t) => {
  const receipt = (code: string) => ({
    id: id(),
    storeId: shop.store.id,
    lines: [{ variantId: tracked.variant.id, quantityMilli: 1000, lot: { code } }],
  })
  const codes = new Map<string, string>()
  const wrong: string[] = []
  const receive = async (text: string) => {
    const answers = await Promise.all(
      doors.map((door) => door.ask(owner, stockReceive, receipt(text))),
    )
    const [first, ...others] = answers.map(({ status, output }) => {
      const { levels } = (output ?? { levels: [] }) as { levels: { lotId: string }[] }
      return levels[0]?.lotId ?? status
    })
    const tidy = text.includes('\0') ? undefined : cleanName(text, 20)
    if (others.some((other) => other !== first)) wrong.push(`${JSON.stringify(text)} is two lots`)
    if (typeof first === 'string') codes.set(first, tidy ?? '')
    else if (first !== 400 || tidy !== undefined) wrong.push(`${JSON.stringify(text)}: ${first}`)
  }
  const short = texts.filter(({ length }) => length > 0 && length <= 20)
  for (let at = 0; at < short.length; at += AT_ONCE) {
    await Promise.all(short.slice(at, at + AT_ONCE).map(receive))
  }
  t.strictSame(wrong, [])
  await followed(lots.name, [])
  const records = follower.state('company').records<{ code: string }>(lots.name)
  for (const [lotId, code] of codes) {
    if (records.get(lotId)?.code !== code)
      t.fail(`${code} was pushed as ${records.get(lotId)?.code}`)
  }
  t.ok(codes.size > (isWhole ? 100 : 10), `${codes.size} codes`)
})

t.test('I5 a login that looks like another one', async (t) => {
  const alike = [
    'ad\u043cin',
    '\u0430dmin',
    'admin\u200b',
    'ADMIN',
    'adm\u0131n',
    'a\u0301dmin',
    '\uff41dmin',
    'admin ',
  ]
  for (const login of alike) {
    for (const door of doors) {
      const input = { ...personOf('admin', 'cashier', { storeIds: [shop.store.id] }), login }
      const { status } = await door.ask(owner, usersAdd, input)
      t.equal(status, 400, `${door.name}: ${JSON.stringify(login)}`)
    }
  }
})

t.test('I2 I5 nothing is inherited that was not before', async (t) => {
  t.strictSame(Object.getOwnPropertyNames(Object.prototype).sort(), ordinary)
  const { status } = await fetch(`${hub.url}/ready`)
  t.equal(status, 200, 'and the hub is well')
})
