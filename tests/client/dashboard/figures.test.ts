// The figures of the day compare like with like: the same day of last week, up to the same time on the store's wall,
// and nothing is compared with a day of which nothing is known.
import t from 'tap'
import type { DayMinute, DayTotals } from '#sales/state.ts'
import {
  averageMinor,
  changePpm,
  figuresOf,
  type StoreDay,
} from '../../../client/dashboard/figures.ts'
import { minuteLine, sparks } from '../../../client/dashboard/minutes.ts'
import { dayAt, sameTimeLastWeek, weekBefore } from '../../../client/dashboard/wall.ts'

const at = (iso: string) => Date.parse(iso)
const minute = (
  businessOn: string,
  iso: string,
  sales: number,
  netMinor: number,
  returns = 0,
): DayMinute => ({
  businessOn,
  minuteAt: `${iso}:00.000Z`,
  sales,
  returns,
  netMinor,
  totalMinor: Math.round(netMinor * 1.14),
})
const day = (businessOn: string, more: Partial<DayTotals> = {}): DayTotals => ({
  businessOn,
  sales: 0,
  returns: 0,
  voids: 0,
  netMinor: 0,
  taxMinor: 0,
  totalMinor: 0,
  tenders: {},
  ...more,
})
const cairo = { id: 'c', currency: 'EGP', timeZone: 'Africa/Cairo' }
const london = { id: 'l', currency: 'GBP', timeZone: 'Europe/London' }

t.test('the same time last week is that of the clock on the wall', async (t) => {
  const week = 7 * 24 * 3_600_000
  t.equal(
    sameTimeLastWeek('Africa/Cairo', at('2026-11-23T10:00:00Z')),
    at('2026-11-23T10:00:00Z') - week,
  )
  // On 25 October 2026 London goes back to winter time: noon is an hour later in UTC than the week before.
  t.equal(sameTimeLastWeek('Europe/London', at('2026-10-26T12:00:00Z')), at('2026-10-19T11:00:00Z'))
  t.equal(sameTimeLastWeek('Europe/London', at('2026-04-01T11:30:00Z')), at('2026-03-25T12:30:00Z'))
  t.equal(dayAt('Africa/Cairo', at('2026-11-22T22:30:00Z')), '2026-11-23')
  t.equal(weekBefore('2026-11-02'), '2026-10-26')
})

t.test('last week counts only up to the same time', async (t) => {
  const nowMs = at('2026-11-23T10:01:00Z')
  const shop: StoreDay = {
    store: cairo,
    days: [
      day('2026-11-23', { sales: 3, returns: 1, netMinor: 30_000, totalMinor: 34_200 }),
      day('2026-11-16', { sales: 9 }),
    ],
    minutes: [
      minute('2026-11-23', '2026-11-23T09:59', 3, 30_000, 1),
      minute('2026-11-16', '2026-11-16T09:30', 2, 20_000),
      minute('2026-11-16', '2026-11-16T10:00', 1, 5_000, 2),
      minute('2026-11-16', '2026-11-16T10:01', 5, 99_000),
      minute('2026-11-15', '2026-11-15T09:00', 7, 70_000),
    ],
  }
  const figures = figuresOf([shop], nowMs)
  t.match(figures, { sales: 3, returns: 1, netMinor: 30_000, basketMinor: 10_000 })
  t.same(figures.now, { sales: 3, returns: 1, netMinor: 30_000 })
  t.same(figures.before, { sales: 3, returns: 2, netMinor: 25_000 })
  t.equal(changePpm(figures.now.netMinor, figures.before?.netMinor), 200_000, 'net beside net')
  t.equal(averageMinor(figures.now), 10_000)
})

t.test('without last week nothing is compared, and without sales there is no basket', async (t) => {
  const figures = figuresOf([{ store: cairo, days: [], minutes: [] }], at('2026-11-23T10:00:00Z'))
  t.equal(figures.before, null)
  t.equal(figures.basketMinor, null)
  t.equal(changePpm(5, null), null)
  t.equal(changePpm(5, 0), null)
  t.equal(averageMinor({ sales: 0, returns: 1, netMinor: -5 }), null)
})

t.test('each store has its own midnight', async (t) => {
  const nowMs = at('2026-11-22T22:30:00Z')
  const sums = figuresOf(
    [
      { store: cairo, days: [day('2026-11-23', { sales: 1 })], minutes: [] },
      { store: london, days: [day('2026-11-22', { sales: 2 })], minutes: [] },
    ],
    nowMs,
  )
  t.equal(sums.sales, 3)
})

t.test('the line is the mean of five minutes, and stops at now', async (t) => {
  const nowMs = at('2026-11-23T10:00:30Z')
  const shop: StoreDay = {
    store: cairo,
    days: [day('2026-11-23'), day('2026-11-16')],
    minutes: [
      minute('2026-11-23', '2026-11-23T09:58', 5, 1),
      minute('2026-11-16', '2026-11-16T10:02', 10, 1),
    ],
  }
  const line = minuteLine([shop], nowMs, { backMinutes: 3, aheadMinutes: 3 })
  t.equal(line.at.length, 7)
  t.equal(line.at[3], at('2026-11-23T10:00:00Z') / 1000)
  t.same(line.today, [0, 1, 1, 1, null, null, null])
  t.same(line.before, [0, 0, 0, 0, 0, 2, 2])
  t.ok(line.compared)
})

t.test('a line without last week says so rather than drawing zero', async (t) => {
  const shop: StoreDay = { store: london, days: [day('2026-11-23')], minutes: [] }
  const line = minuteLine([shop], at('2026-11-23T10:00:00Z'), { backMinutes: 1, aheadMinutes: 0 })
  t.notOk(line.compared)
  t.same(line.before, [null, null])
})

t.test('the small lines are steps of the day that is on', async (t) => {
  const shop: StoreDay = {
    store: london,
    days: [],
    minutes: [
      minute('2026-11-23', '2026-11-23T10:00', 2, 400),
      minute('2026-11-23', '2026-11-23T09:45', 1, 100),
      minute('2026-11-22', '2026-11-22T23:59', 9, 900),
    ],
  }
  const lines = sparks([shop], at('2026-11-23T10:00:10Z'), 2, 10)
  t.same(lines.sales, [1, 2])
  t.same(lines.averageMinor, [100, 200])
})
