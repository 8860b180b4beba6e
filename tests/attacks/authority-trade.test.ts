// Authority over money: nobody approves their own, what was approved cannot be changed afterwards, what
// there is once is spent once, and no number is bent into another one.
import t from 'tap'
import { approvalsDecide, approvalsDecideByPin } from '#approvals/contract.ts'
import { setPassword, setPin } from '#auth/contract.ts'
import { offerReset } from '#auth/reset-contract.ts'
import { salesFind } from '#sales/contract.ts'
import { discountAsk } from '#sales/rules.ts'
import { storedValueFind, storedValueGet, storedValueOpen } from '#stored-value/contract.ts'
import { cashNoSale } from '#tills/contract.ts'
import { tillsX } from '#tills/seal-contract.ts'
import { usersChange } from '#users/contract.ts'
import type { Operation } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { journalPost, type Verdict } from '#shared/journal.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { doors, Gates, type Caller } from '../support/callers.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { openDoors } from '../support/doors.ts'
import { whileItWaits } from '../support/held-row.ts'
import { askHttp, request, runHub } from '../support/hub.ts'
import { refusal } from '../support/people.ts'
import { off } from '../support/sales.ts'
import { sampleOf } from '../support/samples.ts'
import { Counter } from '../support/counter.ts'
import { layShop } from '../support/shop.ts'
import { backOf, id, openTrade, pays, PRICE_MINOR } from '../support/trade.ts'

t.setTimeout(120_000)
const trade = await openTrade(t)
const { hub, shop, bread, manager, cashier, first, second } = trade
const storeId = shop.store.id
const slug = (problem: { type: string } | undefined) => problem?.type.replace('/problems/', '')
const outcomes = (verdicts: readonly Verdict[]) => verdicts.map(({ outcome }) => outcome).sort()

t.test('Z7 nobody approves what they asked for themselves', async (t) => {
  await trade.lets({ fourEyes: true })
  await shop.ask(setPin, { personId: manager.id, pin: '739146' })
  const sessions = [await shop.tokenOf(manager), await shop.tokenOf(manager)]
  const seller = await shop.tokenOf(cashier)
  for (const [asker, tokens] of [
    [manager, sessions],
    [cashier, [seller]],
  ] as const) {
    first.personId = asker.id
    const body = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR / 2) }])
    const wanted = discountAsk(body.lines)
    if (!wanted) throw new Error('there is nothing to ask')
    const approval = await trade.asks(body, wanted)
    const input = { storeId, id: approval.id, grant: true, note: null }
    for (const token of tokens) {
      for (const door of openDoors(t, shop)) {
        const { problem } = await door.ask(token, approvalsDecide, input)
        t.equal(slug(problem), 'forbidden', `${asker.login} over ${door.name}`)
      }
    }
    if (asker === manager) {
      const { device } = first
      const authorization = `Bearer ${sessions[0]}, Terminal ${device.id}.${device.token}`
      const typed = { storeId, id: approval.id, login: manager.login, pin: '739146', grant: true }
      const { problem } = await askHttp(hub.url, authorization, approvalsDecideByPin, typed)
      t.equal(slug(problem), 'forbidden', 'nor by their own PIN')
    }
    const approvals = [{ kind: 'discount' as const, approvalId: approval.id }]
    if (asker === cashier) {
      const verdict = await trade.send(first, { ...body, id: id(), approvals })
      t.equal(slug(verdict.problem), 'approval-void', 'what nobody granted is worth nothing')
    }
  }
  first.personId = cashier.id
})

t.test('Z7 an approval is of one basket as it was, and for once', async (t) => {
  const body = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR / 2) }])
  const wanted = discountAsk(body.lines)
  if (!wanted) throw new Error('there is nothing to ask')
  const approval = await trade.asks(body, wanted)
  await trade.decides(approval)
  const approvals = [{ kind: 'discount' as const, approvalId: approval.id }]
  const edited = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR - 10) }])
  const swapped = first.bodyOf([{ goods: bread, quantityMilli: 3000, discounts: off(PRICE_MINOR) }])
  for (const other of [edited, swapped]) {
    const verdict = await trade.send(first, { ...other, id: id(), approvals })
    t.equal(slug(verdict.problem), 'approval-void', 'another price, another quantity')
  }
  const both = await Promise.all(
    [first, second].map((till) => {
      const { personId, cashSessionId } = till
      return trade.send(till, { ...body, id: id(), personId, cashSessionId, approvals })
    }),
  )
  t.strictSame(outcomes(both), ['posted', 'refused'], 'two tills use it once')
})

t.test('Z8 of two refunds of one line at once one is made', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const sale = await first.sell([{ goods: bread }])
    const tenders = [pays('cash', -PRICE_MINOR)]
    const back = await Promise.all(
      [first, second].map((till) => till.sell([backOf(bread, sale.body)], { tenders })),
    )
    t.strictSame(outcomes(back), ['posted', 'refused'], `round ${round}`)
  }
})

t.test('Z1 a receipt and a remembered answer are for who works in their store', async (t) => {
  const both = [storeId, shop.other.id]
  const roaming = await shop.hires('roaming', 'manager', { storeIds: both })
  const stranger = await shop.hires('stranger', 'manager', { storeIds: [shop.other.id] })
  const [here, there] = [await shop.tokenOf(roaming), await shop.tokenOf(stranger)]
  const { sold } = await first.sell([{ goods: bread }])
  const asked = { receipt: sold.receipt }
  t.ok((await askHttp(hub.url, `Bearer ${here}`, salesFind, asked)).output, 'found by one’s own')
  const guess = await askHttp(hub.url, `Bearer ${there}`, salesFind, asked)
  t.equal(slug(guess.problem), 'not-found', 'not by guessing its number')
  const change = () =>
    request(
      hub.url,
      'PATCH',
      `/stores/${storeId}`,
      `Bearer ${here}`,
      JSON.stringify({ holdBelowMilli: 3_000 }),
      { 'idempotency-key': callId },
    )
  const callId = id()
  const answer = await change()
  t.ok(answer.output)
  t.strictSame(await change(), answer, 'it is remembered')
  await shop.ask(usersChange, { personId: roaming.id, storeIds: [shop.other.id] })
  t.equal(slug((await change()).problem), 'wrong-store', 'and not told again')
})

t.test('Z11 one voucher at two tills, and at one that was offline', async (t) => {
  const voucher = id()
  const account = { storeId, kind: 'voucher', currency: 'EGP', customerId: null } as const
  const made = { code: 'VCH-7391-4608-QX', expiresOn: null, amountMinor: PRICE_MINOR }
  await shop.ask(storedValueOpen, { id: voucher, ...account, ...made })
  const tenders = [pays('voucher', PRICE_MINOR, voucher)]
  const both = await Promise.all(
    [first, second].map((till) => till.sell([{ goods: bread }], { tenders })),
  )
  t.strictSame(outcomes(both), ['posted', 'refused'], 'one wins')
  const late = await second.sell([{ goods: bread }], { tenders, offline: true })
  t.equal(late.outcome, 'posted-with-exception', 'what happened offline is a fact that is flagged')
  t.equal((await shop.ask(storedValueGet, { id: voucher })).balanceMinor, 0)
})

type Shape = {
  type?: string
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  items?: Shape
}

/** Where an input holds whole numbers, as paths of fields; `0` stands for the first of a list. */
function numbersIn(shape: Shape, path: readonly string[] = []): (readonly string[])[] {
  if (shape.type === 'integer') return [path]
  const inside = Object.entries(shape.properties ?? {}).map(([name, of]) => ({ name, of }))
  if (shape.items) inside.push({ name: '0', of: shape.items })
  const deeper = inside.flatMap(({ name, of }) => numbersIn(of, [...path, name]))
  const [some] = shape.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return some ? [...deeper, ...numbersIn(some, path)] : deeper
}

function withAt(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  const fields = copy as Record<string, unknown>
  fields[name] = withAt(fields[name], rest, put)
  return copy
}

const bent = [1e308, -1e308, 2 ** 53 + 2, -(2 ** 53) - 2, 0.1 + 0.2, 1.5, 5e-324]

t.test('Z10 no whole number is taken that is none', async (t) => {
  const person = await shop.hires('numbers', 'admin', { storeIds: null })
  const device = await shop.enrols('T7')
  const token = await shop.tokenOf(person)
  const caller: Caller = { name: 'numbers', person, device, permissions: ['*'], token }
  const gates = new Gates(t, shop)
  for (const operation of hub.kernel.operations.list()) {
    const taken: string[] = []
    for (const path of numbersIn(operation.input as Shape)) {
      const asked = bent.flatMap((put) =>
        doors.map(async (door) => {
          const input = withAt(sampleOf(operation.input), path, put) as Record<string, unknown>
          const said = slug((await gates.ask(door, caller, operation, input)).problem)
          if (said !== 'invalid-input') taken.push(`${door} ${path.join('.')}=${put}: ${said}`)
        }),
      )
      await Promise.all(asked)
    }
    t.strictSame(taken, [], operation.name)
  }
})

t.test('Z10 quickly opened drawers are counted, and codes are not to be guessed', async (t) => {
  const slow = await runHub(t, { LIMIT_CALLS_PER_SECOND: '5' })
  const next = await layShop(slow)
  const person = await next.hires('quick', 'cashier')
  const device = await next.enrols('T1')
  const line = await next.connects(t, device)
  const counter = new Counter(next, device, person.id, (fence, entries) =>
    line.post(fence, entries),
  )
  await counter.open()
  const { cashSessionId } = counter
  const entries = Array.from({ length: 40 }, () =>
    counter.write(cashNoSale, { cashSessionId, reason: 'Change' }),
  )
  const { verdicts } = await line.post(device.fence, entries)
  t.ok(
    verdicts.every(({ outcome }) => outcome === 'posted'),
    JSON.stringify(verdicts[0]),
  )
  const { drawer } = await next.ask(tillsX, { storeId: next.store.id, cashSessionId })
  t.equal(drawer.moves?.noSales, 40, 'each is on the X')
  const token = await next.tokenOf(person)
  const guesses = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      askHttp(slow.url, `Bearer ${token}`, storedValueFind, { code: `GUESS-${100_000 + i}` }),
    ),
  )
  const said = new Set(guesses.map(({ problem }) => slug(problem) ?? ''))
  t.strictSame([...said].sort(), ['not-found', 'too-many-requests'])
  const looked = guesses.filter(({ problem }) => slug(problem) === 'not-found').length
  t.ok(looked < 150, `${looked} of 200 guesses were looked at`)
})

t.test('Z8 no act that waited goes through with what was taken away', async (t) => {
  const { id: personId } = await shop.hires('victim', 'cashier')
  const till = await shop.enrols('T8W')
  const invited = { id: till.id, storeId, kind: 'till', code: 'T8W', name: 'Renamed' }
  const acts: [table: string, row: Id, Operation, input: Readonly<Record<string, unknown>>][] = [
    ['person', personId, setPassword, { personId, password: 'another balance of Cairo' }],
    ['person', personId, setPin, { personId, pin: '739146' }],
    ['person', personId, offerReset, { personId }],
    ['terminal', till.id, terminalsInvite, invited],
  ]
  const acting = await Promise.all(
    acts.map((_, i) => shop.hires(`acting-${i}`, 'admin', { storeIds: null })),
  )
  const tokens = await Promise.all(acting.map((person) => shop.tokenOf(person)))
  const before = await digestOf(hub.databaseUrl)
  for (const [i, [table, row, operation, input]] of acts.entries()) {
    const change = { personId: acting[i]?.id ?? '', roleId: 'cashier' }
    const { problem } = await whileItWaits(
      hub.databaseUrl,
      [`select from ${table} where id = $1 for update`, [row]],
      () => askHttp(hub.url, `Bearer ${tokens[i]}`, operation, input),
      () => shop.ask(usersChange, change),
    )
    t.equal(slug(problem), 'forbidden', operation.name)
  }
  const changed = changedBetween(before, await digestOf(hub.databaseUrl))
  const theirs = ['credential', 'pin', 'password_reset', 'invitation', 'terminal', 'session']
  t.strictSame(
    changed.filter((name) => theirs.includes(name)),
    [],
    'nothing was changed',
  )
})

t.test('Z8 what a till posts is judged by what is known when it is decided', async (t) => {
  const ofTill = 'select from journal_head where terminal_id = $1 for update'
  const waiting = <T>(ask: () => Promise<T>, meanwhile: () => Promise<unknown>) =>
    whileItWaits(hub.databaseUrl, [ofTill, [second.device.id]], ask, meanwhile)
  const personId = cashier.id
  const verdict = await waiting(
    () => second.sell([{ goods: bread }]),
    () => shop.ask(usersChange, { personId, roleId: 'warehouse' }),
  )
  t.match(verdict, { outcome: 'refused', problem: { type: '/problems/forbidden' } })
  await shop.ask(usersChange, { personId, roleId: 'cashier' })
  const { kernel } = hub
  const { id: terminalId, token } = second.device
  const here = { address: '127.0.0.1' }
  const scope = await kernel.directory.authenticate({
    ...here,
    terminal: { id: terminalId, token },
  })
  second.post = (fence, entries) =>
    kernel.operations.call(scope, journalPost.name, id(), { fence, entries }) as never
  const change = { id: terminalId, storeId, kind: 'till', code: 'T2', name: 'T2' } as const
  const body = second.bodyOf([{ goods: bread }])
  const posting = waiting(
    () => second.send(second.writeSale(body)),
    async () => {
      const { code } = await shop.ask(terminalsInvite, change)
      await shop.ask(terminalsEnrol, { code })
    },
  )
  t.equal(await refusal(posting), 'revoked', 'another device has become this terminal')
  const found = await kernel.database.sql(`select 1 from journal where document_id = $1`, [body.id])
  t.strictSame(found, [], 'nothing of it was kept')
})
