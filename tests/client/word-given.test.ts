// What a till tells of itself: each price version once, the journal's end only while something waits,
// and the hub's clock as it is best known.
import t from 'tap'
import { priceVersionChanged, type PriceVersion } from '#prices/contract.ts'
import type { Operation } from '#shared/contract.ts'
import type { Call } from '../../client/link/call.ts'
import { HubClock } from '../../client/link/hub-clock.ts'
import { plan } from '../../client/link/plan.ts'
import { Store } from '../../client/link/store.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { TrackedState } from '../../client/link/tracked-state.ts'
import { WordGiven } from '../../client/link/word-given.ts'
import { id, until } from './support/shop.ts'

const version = (number: number): PriceVersion => ({
  number,
  listId: id(),
  effectiveAt: '2026-11-23T08:00:00.000Z',
  createdAt: '2026-11-23T08:00:00.000Z',
  personId: null,
  priceCount: 1,
  endedCount: 0,
  note: null,
  hash: '',
})

type Said = { readonly name: string; readonly input: unknown }

function till() {
  const store = new Store(plan)
  const epoch = id()
  store.swap(new TrackedState(plan, 'company', epoch, 0))
  const said: Said[] = []
  const state = { live: true, fails: 0, waits: false }
  const call = (async (operation: Operation, input: unknown) => {
    if (state.fails > 0) {
      state.fails -= 1
      throw new Error('lost')
    }
    said.push({ name: operation.name, input })
    return {}
  }) as unknown as Call
  const word = new WordGiven({
    store,
    call,
    live: () => state.live,
    outstanding: async () => (state.waits ? { fence: 1, lastN: 7 } : null),
    random: () => 0,
  })
  let seq = 0
  const prices = (number: number) => {
    seq += 1
    store.apply('company', { to: seq, facts: [[seq, priceVersionChanged.name, version(number)]] })
  }
  return { word, said, state, prices }
}

t.test(
  'a version is acknowledged once, the newest for those before, and again after a loss',
  async (t) => {
    const { word, said, state, prices } = till()
    t.teardown(() => word.close())
    word.open()
    prices(1)
    await until(() => said.length === 1)
    state.live = false
    prices(2)
    prices(3)
    state.fails = 1
    state.live = true
    word.kick()
    await until(() => said.length === 2)
    word.kick()
    await new Promise((resolve) => setTimeout(resolve, 20))
    t.match(said, [{ input: { number: 1 } }, { input: { number: 3 } }])
    t.equal(said.length, 2)
  },
)

t.test('the journal is spoken of only while something in it waits', async (t) => {
  const { word, said, state } = till()
  t.teardown(() => word.close())
  word.open()
  word.kick()
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.same(said, [])
  state.waits = true
  word.kick()
  await until(() => said.length === 1)
  state.waits = false
  word.journalSent()
  await until(() => said.length === 2)
  word.journalSent()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const report = { name: 'journal.report', input: { fence: 1, lastN: 7 } }
  t.same(said, [report, report], 'once when it waits, once when it is through')
})

t.test('the hub is heard late but never early', (t) => {
  let nowMs = Date.parse('2026-11-23T08:00:00.000Z')
  const clock = new HubClock({ ...browserSurroundings(), nowMs: () => nowMs })
  t.equal(clock.nowAt(), '2026-11-23T08:00:00.000Z', 'our own until it was heard')
  clock.heard('2026-11-23T09:00:00.000Z')
  clock.heard('2026-11-23T08:59:59.000Z')
  nowMs += 60_000
  t.equal(clock.nowAt(), '2026-11-23T09:01:00.000Z')
  t.end()
})
