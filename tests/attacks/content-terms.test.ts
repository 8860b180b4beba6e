// What is tried in place of a value: objects an ORM or a database could take for a condition, lists, raw
// statements and wildcards, in every field of every operation; and names that reach a prototype at every depth.
import pg from 'pg'
import t from 'tap'
import type { TSchema } from 'typebox'
import { customersSearch, customersSet } from '#customers/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Operation } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { rooms } from '../../src/rooms.ts'
import { doors, Gates, type Caller } from '../support/callers.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { openDoors } from '../support/doors.ts'
import { hostileTexts } from '../support/hostile.ts'
import { runHub } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const ordinary = Object.getOwnPropertyNames(Object.prototype).sort()
const many = '100000'
const hub = await runHub(t, {
  LIMIT_CALLS_PER_SECOND: many,
  LIMIT_SIGN_INS_PER_ADDRESS: many,
  LIMIT_REFRESHES_PER_ADDRESS: many,
  LIMIT_ENROLMENTS_PER_ADDRESS: many,
})
const shop = await layShop(hub)
const person = await shop.hires('owner', 'admin', { storeIds: null })
const device = await shop.enrols('T1')
const token = await shop.tokenOf(person)
const caller: Caller = { name: 'owner', person, device, permissions: ['*'], token }
const gates = new Gates(t, shop)
const operations = hub.kernel.operations.list()

const AT_ONCE = 10

/** Runs them few at a time, as many as a connection takes at once; gives what each came to. */
async function inTurns<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = []
  for (let at = 0; at < works.length; at += AT_ONCE) {
    done.push(...(await Promise.all(works.slice(at, at + AT_ONCE).map((work) => work()))))
  }
  return done
}

const conditions: readonly unknown[] = [
  { $ne: null },
  { $or: [{}] },
  { $raw: '1=1' },
  { sql: '1=1', params: [] },
  { toString: 'x', length: 1 },
  ['x', 'y'],
  [[]],
]

t.test('I1 a condition in place of a value, in every field of every operation', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  let asked = 0
  for (const operation of operations) {
    const sample = sampleOf(operation.input) as Record<string, unknown>
    const inPath = new Set(operation.http[1].match(/(?<=:)\w+/g))
    const wrong = Object.keys(sample).flatMap((field) =>
      conditions.flatMap((condition) =>
        doors.map((door) => async () => {
          // In an address there are only texts, and a list stands in for a list.
          if (Array.isArray(condition) && Array.isArray(sample[field])) return []
          if (door === 'http' && (inPath.has(field) || operation.http[0] === 'GET')) return []
          if (door === 'http' && operation.http[0] === 'DELETE') return []
          const input = { ...sample, [field]: condition }
          const { status, problem } = await gates.ask(door, caller, operation, input)
          asked += 1
          const isRefused = status === 400 && problem?.type === '/problems/invalid-input'
          return isRefused ? [] : [`${door} ${field} ${JSON.stringify(condition)}: ${status}`]
        }),
      ),
    )
    t.strictSame((await inTurns(wrong)).flat(), [], operation.name)
  }
  t.ok(asked > 5_000, `${asked} questions`)
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
})

/** The statements sent to PostgreSQL while something runs, without their values. */
async function statementsDuring(act: () => Promise<void>): Promise<Set<string>> {
  const said = new Set<string>()
  // Whatever has values goes through here, on every connection; it is put back afterwards.
  const { parse } = pg.Connection.prototype
  pg.Connection.prototype.parse = function (this: pg.Connection, ...given: unknown[]) {
    const [{ text }] = given as [{ text: string }]
    // The hub has its own to say meanwhile.
    if (/\bcustomer\b/.test(text)) said.add(text)
    return parse.apply(this, given as never)
  }
  try {
    await act()
  } finally {
    pg.Connection.prototype.parse = parse
  }
  return said
}

t.test('I1 no text becomes part of a statement, and no sign stands for others', async (t) => {
  const ways = openDoors(t, shop)
  const ordinaryNames = ['Mona Adel', 'Omar 100', 'under_score', 'back\\slash', 'per%cent']
  for (const name of ordinaryNames) {
    await shop.ask(customersSet, { ...plainCustomer, id: newId(nowMs()), name })
  }
  const search = async (text: string) =>
    Promise.all(ways.map((way) => way.ask(token, customersSearch, { text, limit: 50 })))
  const plain = await statementsDuring(async () => {
    for (const text of ['mona', 'a', '5', 'mona adel', 'a 5', '']) await search(text)
  })
  const hostile = await statementsDuring(async () => {
    for (const text of hostileTexts().texts) {
      const answers = await search(text.slice(0, 100))
      const strange = answers.filter(({ status }) => status !== 200 && status !== 400)
      if (strange.length) t.fail(`${JSON.stringify(text)}: ${strange[0]?.status}`)
    }
  })
  t.ok(plain.size > 0)
  t.strictSame(
    [...hostile].filter((text) => !plain.has(text)),
    [],
    'no statement of another shape',
  )
  const found = async (text: string) =>
    (await search(text)).map(({ output }) =>
      (output as { rows: { name: string }[] }).rows.map(({ name }) => name).sort(),
    )
  for (const [text, ...may] of [
    ['%', 'per%cent'],
    ['_', 'under_score'],
    ['\\', 'back\\slash'],
    ['%%'],
    ['___'],
  ] as const) {
    for (const names of await found(text)) {
      t.strictSame(
        names.filter((name) => !may.some((one) => one === name)),
        [],
        `${text} is no wildcard`,
      )
    }
  }
})

type Shape = {
  readonly type?: string
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly additionalProperties?: unknown
}

/** Where a schema takes fields that it does not name. */
function openings(schema: Shape, path: string): string[] {
  return [
    ...(schema.anyOf ?? []).flatMap((one) => openings(one, path)),
    ...(schema.items ? openings(schema.items, `${path}[]`) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
      openings(of, `${path}.${name}`),
    ),
    ...(schema.type === 'object' && schema.additionalProperties !== false ? [path] : []),
  ]
}

t.test('I2 no object that comes in takes a field it does not name, at any depth', async (t) => {
  const taken: [string, TSchema][] = [
    ...operations.map(({ name, input }: Operation): [string, TSchema] => [name, input]),
    ...rooms.flatMap(({ deciders = [] }) =>
      deciders.map(({ kind }): [string, TSchema] => [`journal ${kind.name}`, kind.body]),
    ),
    ...rooms.flatMap(({ events = [] }) =>
      events.map(({ name, body }): [string, TSchema] => [`event ${name}`, body]),
    ),
  ]
  t.strictSame(
    taken.flatMap(([name, schema]) => openings(schema as Shape, name)),
    [],
  )
  t.ok(taken.length > 150, `${taken.length} schemas`)
})

/** Copies of a value, each with one object in it that has the key as well. */
function poisoned(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => poisoned(each, key).map((bad) => [bad]))
  const own = Object.defineProperty({ ...value }, key, {
    value: { polluted: true, isAdmin: true },
    enumerable: true,
  }) as unknown
  const inner = Object.entries(value).flatMap(([name, part]) =>
    poisoned(part, key).map((bad) => ({ ...value, [name]: bad })),
  )
  return [own, ...inner]
}

t.test('I2 names that reach a prototype, at every depth of every operation', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  let asked = 0
  for (const operation of operations) {
    const sample = sampleOf(operation.input)
    const inputs = ['__proto__', 'constructor', 'prototype'].flatMap((key) => poisoned(sample, key))
    const answers = inputs.flatMap((input) =>
      doors.map((door) => async () => {
        const { status } = await gates.ask(
          door,
          caller,
          operation,
          input as Record<string, unknown>,
        )
        asked += 1
        return status === 400 ? [] : [`${door}: ${status}`]
      }),
    )
    t.strictSame((await inTurns(answers)).flat(), [], operation.name)
  }
  t.ok(asked > 1_000, `${asked} questions`)
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
  t.strictSame(Object.getOwnPropertyNames(Object.prototype).sort(), ordinary)
})
