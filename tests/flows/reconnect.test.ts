// Lines that are cut at awkward moments, with two hubs on one database: before an entry is out, before
// its answer, after its commit. A till that sends the very same entry again, to whichever hub it finds,
// has sold once, and its replica goes on by cursor.
import t from 'tap'
import { setTimeout as pause } from 'node:timers/promises'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import { streamOf } from '#shared/streams.ts'
import { stockMove } from '#stock/contract.ts'
import { newId } from '#shared/ids.ts'
import { Counter } from '../support/counter.ts'
import { request, runHub } from '../support/hub.ts'
import { allRooms, replicasEqual } from '../support/replicas.ts'
import { layBread, layMilk, layShop } from '../support/shop.ts'
import { withSql } from '../support/stock.ts'
import { FakeTerminal } from '../support/terminal.ts'
import { prove } from '../../src/verify.ts'

t.test('cut lines and entries sent again give one sale each', async (t) => {
  const north = await runHub(t)
  const shop = await layShop(north)
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const cashier = await shop.hires('nour', 'cashier')
  const device = await shop.enrols('T1')
  const witnessing = await shop.enrols('T2')
  const scanning = await shop.enrols('S1', 'scanner')
  const south = await runHub(t, {}, north)
  const hubs = [north, south] as const
  // Both lines of the till keep one replica, as a till does that changes hubs.
  const lines = hubs.map(({ url }, i) => {
    const transport = i === 0 ? 'websocket' : 'socket.io'
    return new FakeTerminal({
      url,
      transport,
      terminal: device,
      streams: shop.streams,
      plan: allRooms,
    })
  })
  t.teardown(() => lines.forEach((line) => line.close()))
  const witness = await shop.connects(t, witnessing, { url: south.url, transport: 'socket.io' })
  const scanner = await shop.connects(t, scanning, { url: south.url })
  const stream = streamOf(shop.store.id)
  const counter = new Counter(shop, device, cashier.id, () => Promise.reject(new Error('no line')))

  let current: FakeTerminal | undefined
  /** Connects to a hub, going on from what the till holds. */
  const connect = async (hub: number) => {
    const line = lines[hub % lines.length] as FakeTerminal
    if (current && current !== line) {
      current.close()
      line.replicas.adopt(current.replicas)
    }
    current = line
    await line.connect()
    counter.post = (fence, entries) => line.post(fence, entries)
    return line
  }
  const isThere = async (entry: JournalEntry) => {
    const rows = await withSql(north.databaseUrl, (sql) =>
      sql(`select from journal where document_id = $1`, [entry.id]),
    )
    return rows.length === 1
  }

  await connect(0)
  t.equal((await counter.open()).outcome, 'posted')
  const sold: { entry: JournalEntry; verdict: Verdict }[] = []
  const wishes = () => [{ goods: bread }, { goods: milk, lotId: milk.fresh }]

  await t.test('cut before the answer is read, after the commit', async (t) => {
    for (const hub of [0, 1]) {
      const line = await connect(hub)
      const entry = counter.writeSale(counter.bodyOf(wishes()))
      line.wire.pause()
      const lost = t.rejects(counter.send(entry), 'nobody can tell what became of it')
      while (!(await isThere(entry))) await pause(10)
      line.drop()
      await lost
      await connect(hub + 1)
      const verdict = await counter.send(entry)
      t.match(verdict, { outcome: 'posted', replayed: true })
      sold.push({ entry, verdict })
    }
  })

  await t.test('cut the moment it is sent, and at other moments, and sent again', async (t) => {
    for (let i = 0; i < 12; i += 1) {
      const line = await connect(i)
      const entry = counter.writeSale(counter.bodyOf(wishes()))
      const lost = counter.send(entry).catch(() => undefined)
      if (i > 0) await pause(i * 2)
      line.drop()
      const heard = await lost
      await connect(i % 3 === 0 ? i : i + 1)
      const verdict = await counter.send(entry)
      t.equal(verdict.outcome, 'posted', `cut after ${i * 2} ms`)
      if (heard) t.same(verdict, { ...heard, replayed: true }, 'the same verdict again')
      sold.push({ entry, verdict })
    }
  })

  await t.test('sent on both hubs and over HTTP at once', async (t) => {
    const line = await connect(0)
    const beside = await shop.connects(t, device, { url: south.url, streams: [] })
    const entry = counter.writeSale(counter.bodyOf(wishes()))
    const input = { fence: device.fence, entries: [entry] }
    const authorization = `Terminal ${device.id}.${device.token}`
    const [here, there, plain] = await Promise.all([
      line.post(device.fence, [entry]),
      beside.post(device.fence, [entry]),
      request(south.url, 'POST', '/journal', authorization, JSON.stringify(input)),
    ])
    const { verdicts } = plain.output as { verdicts: Verdict[] }
    const all = [here.verdicts[0], there.verdicts[0], verdicts[0]]
    t.same(
      all.map((verdict) => verdict?.outcome),
      ['posted', 'posted', 'posted'],
    )
    t.equal(all.filter((verdict) => verdict?.replayed === false).length, 1, 'one of them did it')
    t.equal(new Set(all.map((verdict) => JSON.stringify(verdict?.result))).size, 1)
    sold.push({ entry, verdict: here.verdicts[0] as Verdict })
  })

  await t.test('a scanner that lost its line moves once', async (t) => {
    const callId = newId(Date.now())
    const input = {
      id: newId(Date.now()),
      storeId: shop.store.id,
      variantId: milk.variant.id,
      lotId: milk.fresh,
      fromLocationId: shop.floor,
      toLocationId: shop.bulk,
      quantityMilli: 7_000,
    }
    const before = witness.state(stream).seq
    scanner.wire.pause()
    const lost = t.rejects(scanner.call(stockMove, input, callId))
    await witness.waitFor(() => witness.state(stream).seq > before, 30_000)
    scanner.drop()
    await lost
    await scanner.connect()
    const { movements } = await scanner.call(stockMove, input, callId)
    t.equal(movements.length, 1)
    const [row] = await withSql(north.databaseUrl, (sql) =>
      sql<{ moved: number }>(`select count(*)::int as moved from movement where kind = 'move'`),
    )
    t.equal(row?.moved, 1)
  })

  await t.test('what is stored is one of each, and every replica is that', async (t) => {
    const till = await connect(1)
    const rows = await withSql(north.databaseUrl, (sql) =>
      sql<{ id: string }>(`select id from sale order by id`),
    )
    t.same(
      rows.map(({ id }) => id),
      sold.map(({ entry }) => entry.id).toSorted(),
    )
    for (const terminal of [till, witness, scanner]) {
      await replicasEqual(t, south.kernel, terminal, shop.streams)
    }
    t.equal(till.replicas.snapshotsTaken, 0, 'the second hub resumed what the first had sent')
    const proof = await prove(north.databaseUrl)
    t.equal(proof.broken, null)
  })
})
