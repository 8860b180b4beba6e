// Letting somebody in by a PIN without the hub: how few tries there are, that nothing gives them back, how long a proof
// lives, and that what is on the disk is of no use elsewhere.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import type { Person } from '#users/contract.ts'
import { openDeviceDatabase } from '../../client/link/device-database.ts'
import { MOST_KNOWN, MOST_TRIES, PinProofs } from '../../client/link/pin-proofs.ts'
import type { CallProblem } from '../../client/link/problem.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { id } from './support/shop.ts'

const PIN = '480273'
const HOUR_MS = 3_600_000

function person(name: string): Person {
  return {
    ...{ id: id(), login: name.toLowerCase(), name, roleId: 'cashier', storeIds: null },
    ...{ locale: 'en', digits: 'latn', active: true },
  }
}

async function open(t: Test, name = id()) {
  const clock = { nowMs: Date.now() }
  const database = openDeviceDatabase(`${name}-device`)
  t.teardown(() => database.db.close())
  const surroundings = { ...browserSurroundings(), nowMs: () => clock.nowMs }
  const proofs = new PinProofs(database, surroundings)
  const terminalId = id()
  const provedAt = new Date(clock.nowMs).toISOString()
  const keep = (of: Person, pin = PIN) =>
    proofs.keep({ person: of, permissions: ['sales.complete'], terminalId, provedAt, pin })
  const tries = (of: Person, pin: string, by = proofs) =>
    by.check(of.id, pin).then(
      () => 'right',
      ({ slug, body }: CallProblem) => [slug, body.attemptsLeft ?? body.retryAfterMs ?? null],
    )
  return { clock, database, surroundings, proofs, keep, tries, name }
}

t.test(
  'five wrong ones in a row, each after a longer wait, and nobody is known any more',
  async (t) => {
    const { clock, proofs, keep, tries, database, surroundings } = await open(t)
    const basil = person('Basil')
    await keep(basil)
    t.match(proofs.known.value, [{ personId: basil.id, person: { name: 'Basil' } }])
    t.equal(await tries(basil, PIN), 'right')
    const waits: number[] = []
    for (let left = MOST_TRIES - 1; left > 0; left -= 1) {
      t.same(await tries(basil, '480274'), ['pin-refused', left])
      const [slug, waitMs] = (await tries(basil, PIN)) as [string, number]
      t.equal(slug, 'locked-out', 'not even the right one is looked at before')
      waits.push(waitMs)
      clock.nowMs += waitMs
    }
    t.same(waits, [2_000, 4_000, 8_000, 16_000])
    // Another page of this browser, or the same one loaded again.
    const again = new PinProofs(database, surroundings)
    t.same(await tries(basil, '480274', again), ['not-signed-in', null])
    t.same(await tries(basil, PIN), ['not-signed-in', null], 'the right one comes too late')
    t.equal(await database.proofs.count(), 0)
    t.same(again.known.value, [])
  },
)

t.test(
  'a try is used up before the PIN is looked at, and a right one gives all back',
  async (t) => {
    const { clock, keep, tries, database, surroundings } = await open(t)
    const basil = person('Basil')
    await keep(basil)
    const { subtle } = surroundings
    // The page is gone in the middle of it: the derivation never ends.
    const stuck = { ...subtle, deriveBits: () => new Promise<never>(() => {}) }
    const importKey = subtle?.importKey.bind(subtle)
    const gone = new PinProofs(database, {
      ...surroundings,
      subtle: { ...stuck, importKey } as never,
    })
    void gone.check(basil.id, PIN)
    while ((await database.proofs.get(basil.id))?.triesLeft !== MOST_TRIES - 1)
      await new Promise(setImmediate)
    t.match(await tries(basil, PIN), ['locked-out'])
    clock.nowMs += 2_000
    t.equal(await tries(basil, PIN), 'right')
    t.match(await database.proofs.get(basil.id), { triesLeft: MOST_TRIES, waitUntilMs: 0 })
  },
)

t.test('a proof lives three days, and no clock that is set back makes it younger', async (t) => {
  const { clock, keep, tries, proofs } = await open(t)
  const basil = person('Basil')
  await keep(basil)
  const bornMs = clock.nowMs
  clock.nowMs = bornMs + 72 * HOUR_MS
  t.equal(await tries(basil, PIN), 'right')
  clock.nowMs += 1
  t.match(await tries(basil, PIN), ['not-signed-in'])
  t.same(proofs.known.value, [])
  clock.nowMs = bornMs
  await keep(basil)
  clock.nowMs = bornMs - HOUR_MS
  t.match(await tries(basil, PIN), ['not-signed-in'])
})

t.test(
  'what is on the disk is no use without the key of this device, or for somebody else',
  async (t) => {
    const { keep, tries, database } = await open(t)
    const basil = person('Basil')
    const anna = person('Anna')
    await keep(basil)
    await keep(anna, '771902')
    const key = await database.keeping.get('pin-key')
    t.match(key?.value, { extractable: false, type: 'secret' })
    const record = await database.proofs.get(basil.id)
    t.notMatch(JSON.stringify(record), PIN)
    if (!record) throw new Error('nothing is kept')
    // Basil's record under Anna's name would let him in as Anna.
    await database.proofs.put({ ...record, personId: anna.id })
    t.match(await tries(anna, PIN), ['pin-refused'])
    const other = await open(t)
    await other.keep(anna)
    await other.database.proofs.put(record)
    t.match(await other.tries(basil, PIN), ['pin-refused'], 'copied to another device')
  },
)

t.test(
  'few are known, whoever is reviewed away is gone, and all can be forgotten at once',
  async (t) => {
    const { clock, keep, proofs, tries, database } = await open(t)
    const everybody = Array.from({ length: MOST_KNOWN + 1 }, (_, n) => person(`Person ${n + 10}`))
    for (const each of everybody) {
      clock.nowMs += 1
      await keep(each)
    }
    const [first, second, third] = everybody
    if (!first || !second || !third) throw new Error('there is nobody')
    t.equal(proofs.known.value.length, MOST_KNOWN)
    t.match(await tries(first, PIN), ['not-signed-in'])
    await proofs.review(({ personId }) => personId !== second.id)
    t.match(await tries(second, PIN), ['not-signed-in'])
    t.equal(await tries(third, PIN), 'right')
    await proofs.wipeAll()
    t.same(proofs.known.value, [])
    t.equal(await database.keeping.get('pin-key'), undefined, 'its key went too')
  },
)

t.test('an origin without a key store knows nobody', async (t) => {
  const { database, surroundings } = await open(t)
  const proofs = new PinProofs(database, { ...surroundings, subtle: null })
  const of = { permissions: [], terminalId: id(), provedAt: new Date().toISOString(), pin: PIN }
  await proofs.keep({ person: person('Basil'), ...of })
  t.equal(await database.proofs.count(), 0)
})
