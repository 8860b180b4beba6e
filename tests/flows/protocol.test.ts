// The scanner of docs/protocol.md, taken out of the document and run as it stands there: ten lines that
// move a real lot, say what came of it, and move it once however often they are run.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { newId } from '#shared/ids.ts'
import type { Output } from '#shared/contract.ts'
import type { stockMove } from '#stock/contract.ts'
import { repository } from '#supervisor/node-child.ts'
import { runHub } from '../support/hub.ts'
import { layMilk, layShop } from '../support/shop.ts'
import { withSql } from '../support/stock.ts'

type Run = { readonly code: number; readonly said: string }

function run(script: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { timeout: 60_000 }, (error, stdout) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, said: stdout })
    })
  })
}

t.test('the scanner in ten lines moves a lot', async (t) => {
  const text = await readFile(join(repository, 'docs', 'protocol.md'), 'utf8')
  const [, source = ''] = /```js\n([^]*?)```/.exec(text) ?? []
  t.equal(source.trimEnd().split('\n').length, 10, 'it has ten lines')
  const script = join(t.testdir({ 'scanner.js': source }), 'scanner.js')

  const hub = await runHub(t)
  const shop = await layShop(hub)
  const milk = await layMilk(shop)
  const scanner = await shop.enrols('S1', 'scanner')
  const till = await shop.connects(t, await shop.enrols('T1'), { transport: 'socket.io' })
  const input = {
    id: newId(Date.now()),
    storeId: shop.store.id,
    variantId: milk.variant.id,
    lotId: milk.fresh,
    fromLocationId: shop.floor,
    toLocationId: shop.bulk,
    quantityMilli: 1000,
  }
  const url = `${hub.url.replace('http', 'ws')}/ws`
  const callId = newId(Date.now())
  const args = [url, scanner.id, scanner.token, callId, JSON.stringify(input)]
  const moves = () =>
    withSql(hub.databaseUrl, (sql) =>
      sql<{ lotId: string; milli: number }>(
        `select lot_id as "lotId", quantity_milli::int as milli from movement where kind = 'move'`,
      ),
    )

  const stream = shop.streams[1] ?? 'company'
  const before = till.state(stream).seq
  const first = await run(script, args)
  t.equal(first.code, 0)
  const reply = JSON.parse(first.said) as { ok: boolean; output: Output<typeof stockMove> }
  t.match(reply, { t: 'reply', ok: true, id: callId })
  t.match(reply.output.movements, [{ kind: 'move', lotId: milk.fresh, quantityMilli: 1000 }])
  await till.waitForSeq(stream, before + 2, 30_000)
  t.same(await moves(), [{ lotId: milk.fresh, milli: 1000 }])

  const again = await run(script, args)
  t.equal(again.said, first.said, 'the same call again is answered the same')
  t.same(await moves(), [{ lotId: milk.fresh, milli: 1000 }], 'and nothing is done twice')

  const [, , ...rest] = args
  const stranger = await run(script, [url, newId(1), ...rest])
  t.match(JSON.parse(stranger.said), {
    t: 'bye',
    reason: 'revoked',
    problem: { type: '/problems/not-signed-in' },
  })
})
