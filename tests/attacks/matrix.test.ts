// Every operation there is, asked by every role over HTTP and both sockets, in one's own store and with
// everything that names something pointing into another one. The operations and their inputs come from
// the contracts, so that an operation nobody thought of here is asked all the same.
import t from 'tap'
import type { Operation } from '#shared/contract.ts'
import type { ProblemBody } from '#shared/problem.ts'
import { signOut, whoAmI } from '#auth/contract.ts'
import { rotateSigningKey } from '#auth/reset-contract.ts'
import { signOutEverywhere } from '#auth/sessions-contract.ts'
import { Value } from 'typebox/value'
import { callersOf, doors, Gates, isLetIn, type Caller, type DoorName } from '../support/callers.ts'
import { changedBetween } from '../support/digest.ts'
import { runHub, type Answer } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { digestOfStore, openSiblings, secretsOf } from '../support/siblings.ts'

t.setTimeout(120_000)
const hub = await runHub(t, { LIMIT_SIGN_INS_PER_ADDRESS: '1000' })
const { own, sibling } = await openSiblings(hub)
const callers = await callersOf(own.shop)
const gates = new Gates(t, own.shop)
const siblingId = sibling.shop.store.id
const secrets = await secretsOf(hub, siblingId, own.shop.store.id)
// The number of a basket is made by whoever fills it: the attackers hold goods under this one too.
secrets.delete(sibling.world.basketId ?? '')
const before = await digestOfStore(hub.databaseUrl, siblingId)

// What `id` names, where it is a thing of a store and not one that the caller makes.
const named: Readonly<Record<string, string>> = {
  'approvals.decide': 'approvalId',
  'approvals.decide-by-pin': 'approvalId',
  'approvals.cancel': 'approvalId',
  'approvals.request': 'approvalId',
  'baskets.park': 'parkedId',
  'baskets.resume': 'parkedId',
  'baskets.discard': 'parkedId',
  'reports.run': 'reportId',
  'stores.open': 'storeId',
  'terminals.invite': 'terminalId',
  'users.add': 'personId',
}

/** `own`: all of one's own; `other`: all of the other store; `nested`: one's own store, all else of the other. */
const places = ['own', 'other', 'nested'] as const
type Place = (typeof places)[number]
type Cell = {
  readonly operation: Operation
  readonly caller: Caller
  readonly door: DoorName
  readonly place: Place
  readonly input: Record<string, unknown>
}

function inputOf({ name, input }: Operation, place: Place, bare: boolean) {
  const things = (place === 'own' ? own : sibling).world
  const storeId = (place === 'other' ? sibling : own).world.storeId
  const plant = (field: string) => {
    if (field === 'storeId' || field === 'storeIds') return storeId
    return things[field === 'id' ? (named[name] ?? '') : field]
  }
  return sampleOf(input, { plant, bare }) as Record<string, unknown>
}

function cellsOf(operation: Operation): Cell[] {
  const asked = places.flatMap((place) => {
    const whole = { place, input: inputOf(operation, place, false), ways: doors.slice() }
    if (place !== 'own' && !namesSibling(whole.input)) return []
    const bare = { place, input: inputOf(operation, place, true), ways: doors.slice(0, 1) }
    return operation.effect === 'read' && place !== 'nested' ? [whole, bare] : [whole]
  })
  return asked.flatMap(({ place, input, ways }) =>
    callers.flatMap((caller) =>
      ways
        .filter((door) => door === 'http' || caller.name !== 'nobody')
        .map((door) => ({ operation, caller, door, place, input })),
    ),
  )
}

const ofSibling = Object.values(sibling.world)
const namesSibling = (input: object) =>
  ofSibling.some((thing) => JSON.stringify(input).includes(thing))

const slugOf = (problem: ProblemBody | undefined) => problem?.type.replace('/problems/', '')
const shut = (needs: string) => [`This needs ${needs}`, 'Only an enrolled terminal may do this']

/** What is wrong with an answer; undefined where nothing is. */
function objection(cell: Cell, { status, problem, output }: Answer): string | undefined {
  const { operation, caller, place, input } = cell
  const slug = slugOf(problem)
  if (status >= 500) return `${status} ${slug} ${problem?.detail}`
  if (!caller.person && !caller.device) {
    if (operation.needs !== 'anyone' && slug !== 'not-signed-in') return `nobody: ${slug ?? 'done'}`
  } else if (!isLetIn(caller, operation)) {
    if (slug !== 'forbidden' || !shut(operation.needs).includes(problem?.detail ?? '')) {
      return `not permitted, and yet ${slug ?? 'done'} ${problem?.detail ?? ''}`
    }
  } else {
    const isOut = slug === 'not-signed-in' || slug === 'revoked'
    if (isOut && operation.needs !== 'anyone') return `thrown out: ${slug}`
    if (slug === 'forbidden' && shut(operation.needs).includes(problem?.detail ?? '')) {
      return `permitted, and yet ${problem?.detail}`
    }
    if (place === 'other' && input.storeId === siblingId && slug !== 'wrong-store') {
      return `in another store: ${slug ?? 'done'}`
    }
    // The first version of prices, which a sample of a number names, is of the list of all stores.
    const isOwn = place === 'own' && operation.name !== 'price-versions.take-back'
    if (isOwn && slug === 'wrong-store') return 'in its own store: wrong-store'
  }
  // Goods may come back where they were not sold: a till finds the receipt of any store.
  if (operation.name === 'sales.find' && caller.person && caller.device) return undefined
  const given = JSON.stringify(input)
  const said = JSON.stringify(output ?? problem)
  const leaked = [...secrets].filter((secret) => said.includes(secret) && !given.includes(secret))
  return leaked.length ? `of another store: ${leaked.slice(0, 3).join(' ')}` : undefined
}

async function askCell(cell: Cell): Promise<string | undefined> {
  const { operation, caller, door, place, input } = cell
  const answer = await gates.ask(door, caller, operation, input)
  const wrong = objection(cell, answer)
  return wrong && `${operation.name} by ${caller.name} over ${door}, ${place}: ${wrong}`
}

// What ends sign-ins or their tokens is asked by somebody who signs in for it.
const ending = new Set(['auth.sign-out', 'auth.sign-out-everywhere', 'auth.rotate-signing-key'])
const operations = hub.kernel.operations.list().filter(({ name }) => !ending.has(name))
let cells = 0

t.test('Z1 every operation by every role in one’s own and in another store', async (t) => {
  for (const operation of operations) {
    const asked = cellsOf(operation)
    cells += asked.length
    const unfit = asked.filter(({ input }) => !Value.Check(operation.input, input))
    t.strictSame(unfit.length, 0, `${operation.name} is asked what it takes`)
    const wrong = await Promise.all(asked.map(askCell))
    t.strictSame(
      wrong.filter((each) => each !== undefined),
      [],
      `${operation.name}: ${asked.length} cells`,
    )
  }
  t.ok(cells > operations.length * callers.length * 2, `${cells} cells`)
})

// The warehouse signs itself out below.
const isStillThere = ({ person }: Caller) => person?.roleId !== 'warehouse'

t.test('Z1 signing out is of oneself alone', async (t) => {
  const leavers = callers.filter((each) => !isStillThere(each))
  const ways = [
    { operation: signOut, input: {}, answer: { signedOut: true } },
    { operation: signOutEverywhere, input: { butHere: true }, answer: { ended: 1 } },
  ]
  for (const door of doors) {
    for (const { operation, input, answer } of ways) {
      for (const caller of leavers) {
        const token = await own.shop.tokenOf(caller.person as never)
        const name = `${caller.name}: ${operation.name} by ${door}`
        const { output } = await gates.ask(door, { ...caller, name, token }, operation, input)
        t.strictSame(output, answer, name)
      }
    }
  }
  for (const caller of callers.filter((each) => each.person && isStillThere(each))) {
    const { output } = await gates.ask('http', caller, whoAmI, {})
    t.ok(output, `${caller.name} is signed in still`)
  }
})

t.test('Z1 another signing key is for who may, and signs nobody out', async (t) => {
  const asked = callers.filter(isStillThere).map((caller) => {
    const cell = { operation: rotateSigningKey, caller, door: 'http', place: 'own', input: {} }
    return askCell(cell as Cell)
  })
  t.strictSame((await Promise.all(asked)).filter(Boolean), [])
})

t.test('Z1 nothing of the other store changed, and nothing of it was told', async (t) => {
  const after = await digestOfStore(hub.databaseUrl, siblingId)
  t.strictSame(changedBetween(before, after), [])
  for (const [name, frames] of gates.heard) {
    const leaked = [...secrets].filter((secret) => frames.some((frame) => frame.includes(secret)))
    t.strictSame(leaked, [], `${name} heard ${frames.length} frames`)
  }
})
