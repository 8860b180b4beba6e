// One gift card and one voucher, paid with at sixteen tills of two hubs at once: what there is is spent, and
// by one of them.
import t from 'tap'
import { storedValueGet, storedValueOpen, type storedValueKinds } from '#stored-value/contract.ts'
import type { Id } from '#shared/ids.ts'
import { openArena, reasons, TILLS, winners, type Arena } from '../support/arena.ts'
import { aCard } from '../support/purse.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import { pays, PRICE_MINOR } from '../support/trade.ts'

t.setTimeout(PATIENCE_MS)

async function opens(
  { shop }: Arena,
  kind: (typeof storedValueKinds)[number],
  amountMinor: number,
): Promise<Id> {
  const { id } = await shop.ask(storedValueOpen, { ...aCard(shop.store), kind, amountMinor })
  return id
}
const left = async ({ shop }: Arena, account: Id) =>
  (await shop.ask(storedValueGet, { id: account })).balanceMinor

t.test('of sixteen sales paid with one gift card one is made', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  await rounds(t, async (t) => {
    const card = await opens(arena, 'gift-card', 2 * PRICE_MINOR - 1)
    await arena.heard()
    const tenders = [pays('gift-card', PRICE_MINOR, card)]
    const verdicts = await arena.all(({ counter }) => counter.sell([{ goods }], { tenders }))
    t.equal(winners(verdicts).length, 1)
    t.same(reasons(verdicts), ['stored-value-short'])
    t.equal(await left(arena, card), PRICE_MINOR - 1)
  })
  await arena.soundBooks(t)
})

t.test('of sixteen sales paid with one voucher one is made', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  await rounds(t, async (t) => {
    const voucher = await opens(arena, 'voucher', 5 * PRICE_MINOR)
    await arena.heard()
    const tenders = [pays('voucher', PRICE_MINOR, voucher)]
    const verdicts = await arena.all(({ counter }) => counter.sell([{ goods }], { tenders }))
    t.equal(winners(verdicts).length, 1)
    t.same(reasons(verdicts), ['stored-value-unusable'])
    t.equal(await left(arena, voucher), 0)
  })
  await arena.soundBooks(t)
})

t.test('two cards named in either order are spent to the last piastre', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  await rounds(t, async (t) => {
    const short = await opens(arena, 'gift-card', 3 * (PRICE_MINOR - 7))
    const long = await opens(arena, 'gift-card', TILLS * PRICE_MINOR)
    await arena.heard()
    const both = [pays('gift-card', PRICE_MINOR - 7, short), pays('gift-card', 7, long)]
    // Locks taken in the order of naming would wait for each other.
    const verdicts = await arena.all(({ counter }, i) =>
      counter.sell([{ goods }], { tenders: i % 4 < 2 ? both : both.toReversed() }),
    )
    t.equal(winners(verdicts).length, 3)
    t.same(reasons(verdicts), ['stored-value-short'])
    t.equal(await left(arena, short), 0)
    t.equal(await left(arena, long), TILLS * PRICE_MINOR - 21)
  })
  await arena.soundBooks(t)
})
