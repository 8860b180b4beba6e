// The number of a payment card in every field that somebody can type into: it is refused before it is
// kept, over every door, and a till writes it down nowhere. What only looks like one is taken.
import pg from 'pg'
import t from 'tap'
import { catalogLookUp } from '#catalog/contract.ts'
import { customersSet } from '#customers/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { productsImport } from '#prices/import-contract.ts'
import { withoutCardNumbers } from '#shared/card-numbers.ts'
import { newId } from '#shared/ids.ts'
import { journalPost } from '#shared/journal.ts'
import { cashMove, cashNoSale } from '#tills/contract.ts'
import { callersOf, doors, Gates } from '../support/callers.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { layBread, layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const shop = await layShop(hub)
const gates = new Gates(t, shop)
const callers = await callersOf(shop)
const callerOf = (name: string) => {
  const found = callers.find((caller) => caller.name === name)
  if (!found) throw new Error(`nobody is ${name}`)
  return found
}
const admin = callerOf('admin')
const cashier = callerOf('cashier at a till')

const cards = [
  '4111111111111111',
  '5555 5555 5555 4444',
  '3782-822463-10005',
  '2223003122003222',
  '6011111111111117',
  '6200000000000005',
]
const typed = (card: string) => `paid by ${card}, thanks`

type Shape = {
  readonly type?: string
  readonly const?: unknown
  readonly pattern?: string
  readonly maxLength?: number
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
}
type Path = readonly (string | number)[]

/** The paths of all fields into which anything can be typed. */
function typedInto(shape: Shape, path: Path = []): Path[] {
  const some = shape.anyOf?.find(({ type }) => type !== 'null')
  if (some) return typedInto(some, path)
  if (shape.type === 'object') {
    return Object.entries(shape.properties ?? {}).flatMap(([name, of]) =>
      typedInto(of, [...path, name]),
    )
  }
  if (shape.type === 'array') return typedInto(shape.items ?? {}, [...path, 0])
  const isFree = shape.type === 'string' && shape.const === undefined && !shape.pattern
  return isFree && (shape.maxLength ?? 1_000) >= 40 ? [path] : []
}

/** The value with another one at the path. */
function planted(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text
  if (Array.isArray(value)) return [planted(value[0], rest, text), ...value.slice(1)]
  const fields = value as Record<string, unknown>
  return { ...fields, [step]: planted(fields[String(step)], rest, text) }
}

/** In how many rows of the whole database the digits stand. */
async function rowsWith(digits: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: hub.databaseUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from "${name}" r
        where regexp_replace(r::text, '(\\d)[ -](?=\\d)', '\\1', 'g') like $1`,
      [`%${digits}%`],
    )
    if (rows[0]?.count) found.push(`${name}: ${rows[0].count}`)
  }
  await client.end()
  return found
}

// Names of what is looked up or kept as a digest only, and of codes, which may be any digits.
const codes = new Set(['code', 'password', 'sku', 'phone', 'taxNumber', 'receipt', 'login'])
const secrets = new Set(['refreshToken', 'present', 'after', 'body', 'token', 'hash', 'csv'])

t.test('X11 a card pasted into any field of any call is refused and kept nowhere', async (t) => {
  const operations = hub.kernel.operations.list()
  let refusedFields = 0
  for (const operation of operations) {
    for (const path of typedInto(operation.input as Shape)) {
      const name = String(path.findLast((step) => typeof step === 'string'))
      if (codes.has(name) || secrets.has(name)) continue
      const card = cards[refusedFields % cards.length] ?? ''
      const input = planted(sampleOf(operation.input), path, typed(card))
      const door = doors[refusedFields % doors.length] ?? 'http'
      const answer = await gates.ask(door, admin, operation, input as Record<string, unknown>)
      const where = `${operation.name} ${path.join('/')} over ${door}`
      if (operation.needs === 'terminal') {
        t.match(answer.problem, { status: 403 }, where)
        continue
      }
      // What only reads may be asked for any number; it is kept nowhere either, as is seen below.
      if (operation.effect === 'read') continue
      const error = { path: `/${path.join('/')}`, message: /number of a payment card/ }
      t.match(answer.problem, { type: '/problems/invalid-input', errors: [error] }, where)
      refusedFields += 1
    }
  }
  t.ok(refusedFields > 40, `${refusedFields} fields`)
  for (const card of cards) t.strictSame(await rowsWith(card.replace(/\D/g, '')), [], card)
})

t.test(
  'X11 a till that journals a card is not heard, whatever else is wrong with it',
  async (t) => {
    const { device, person } = cashier
    if (!device || !person) throw new Error('the cashier has a till')
    const counter = new Counter(shop, device, person.id, async (fence, entries) => {
      const answer = await gates.ask(door, cashier, journalPost, { fence, entries: [...entries] })
      if (answer.problem) throw Object.assign(new Error('refused'), { problem: answer.problem })
      return answer.output as Awaited<ReturnType<Counter['post']>>
    })
    let door: (typeof doors)[number] = 'http'
    await counter.open()
    const { cashSessionId } = counter
    const sound = counter.write(cashNoSale, { cashSessionId, reason: 'Change for a customer' })
    const cardOf = { ...sound, body: sound.body.replace('Change for', `Took ${cards[0]} of`) }
    const spoilt = { ...cardOf, body: cardOf.body.replace('"personId"', '"who"') }
    const torn = { ...cardOf, body: cardOf.body.slice(0, -1) }
    for (door of doors) {
      for (const entry of [cardOf, spoilt, torn]) {
        const error = await counter.send(entry).then(
          () => null,
          (thrown: Error & { problem?: unknown }) => thrown.problem,
        )
        t.match(error, { type: '/problems/invalid-input' }, `over ${door}`)
      }
    }
    t.strictSame(await rowsWith('4111111111111111'), [])
    t.match(await counter.send(sound), { outcome: 'posted' }, 'the same without it is posted')
    const moved = counter.write(cashMove, {
      ...{ cashSessionId, kind: 'pay-in', amountMinor: 4111111111111 },
      reason: 'Ref 2026112300010042',
    })
    t.match(await counter.send(moved), { outcome: 'posted' }, 'amounts and dates are no cards')
  },
)

t.test('X11 a till hides a card before it writes anything down', async (t) => {
  const body = { id: newId(nowMs()), reason: typed(cards[0] ?? ''), lines: [{ note: cards[2] }] }
  const kept = JSON.stringify(withoutCardNumbers(body))
  t.notMatch(kept, /4111|10005-|\d{5,}-?10005/)
  t.match(kept, /paid by …1111, thanks/)
  const plain = { id: body.id, code: '4111111111111111', quantityMilli: 4111111111111111 }
  t.strictSame(withoutCardNumbers(plain), plain)
  const decimals = { note: '0.4111111111111111 and 12,4111111111111111' }
  t.strictSame(withoutCardNumbers(decimals), decimals, 'what follows a point is a fraction')
})

t.test('X11 a card in a table of products spoils its row, and a long code does not', async (t) => {
  const header = 'sku,name_en,name_ar,category,barcode,unit,tracking,price'
  const row = (sku: string, name: string) => `${sku},${name},,,,C62,none,12.50`
  const csv = [header, row('4111111111111111', 'Rusk'), row('B-9', typed(cards[1] ?? ''))].join(
    '\n',
  )
  const quoted = csv.replace(/,(paid by [^,]*, thanks)/, ',"$1"')
  const { rows } = await shop.ask(productsImport, {
    csv: quoted,
    listId: shop.list.id,
    dryRun: false,
  })
  t.strictSame(
    rows.map(({ errors }) => errors.length),
    [0, 1],
    JSON.stringify(rows),
  )
  t.strictSame(await rowsWith('5555555555554444'), [])
})

t.test('X11 codes of goods, lots, telephones and dates are taken, card-like or not', async (t) => {
  // Each passes the check of cards, and the last digit of a GTIN by its own rule too.
  const gtins = ['36007000478704', '38127000668191', '30007001047165', '4006381000093']
  const bread = await layBread(shop, gtins)
  for (const code of gtins) {
    const answer = await gates.ask('http', admin, catalogLookUp, { code })
    t.match(JSON.stringify(answer.output), bread.variant.id, code)
  }
  const { groupId, taxPositionId, ...sample } = sampleOf(customersSet.input) as Record<
    string,
    unknown
  >
  t.ok(groupId && taxPositionId)
  const customer = {
    ...sample,
    ...{ id: newId(nowMs()), groupId: null, taxPositionId: null, email: null },
    phone: '30 0070 0104 7165',
    name: 'Salma 20261123',
  }
  const added = await gates.ask('http', admin, customersSet, customer)
  t.match(added, { status: 200 }, 'a telephone')
  const code = '4111111111111111'
  const variantId = (await shop.sells({ tracking: 'lot' })).variant.id
  const lot = await shop.receives(variantId, code)
  t.ok(lot, 'a lot whose code looks like a card')
})
