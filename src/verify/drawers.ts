// Drawers beyond what they should hold: what was counted, by denomination and by whom it was locked, and
// what a drawer remembers of the money that was moved by hand.
import { byStatement, type Check } from './check.ts'

const key = `c.store_id || '|' || c.id`

export const drawerChecks: Check[] = [
  byStatement(
    24,
    'the denominations of a count come to what was counted',
    'cash_count',
    `
    select c.store_id || '|' || c.id || '|' || c.kind as key,
           format('counted %s, denominations %s', c.counted_minor, coalesce(d.sum, 0)) as found
      from cash_count c
      left join lateral (select sum((e ->> 'valueMinor')::bigint * (e ->> 'count')::bigint) as sum
                           from jsonb_array_elements(c.denominations) e) d on true
     where c.counted_minor <> coalesce(d.sum, 0)`,
  ),
  byStatement(
    24,
    'what a closed drawer held is its last count, and an open one has none that holds',
    'cash_session',
    `
    select ${key} as key,
           format('session %s, last count %s, open %s', c.counted_minor, n.counted_minor, c.open_on is not null) as found
      from cash_session c
      left join lateral (select counted_minor, attempt from cash_count n
                          where n.store_id = c.store_id and n.cash_session_id = c.id and n.kind in ('count', 'giver')
                          order by attempt desc limit 1) n on true
     where (c.counted_minor is not null and (c.open_on is not null or n.counted_minor is distinct from c.counted_minor))
        or coalesce((c.tally ->> 'counts')::int, 0) <> coalesce(n.attempt, 0)`,
  ),
  byStatement(
    24,
    'a drawer remembers what was moved by hand',
    'cash_movement',
    `
    select ${key} as key, format('remembered %s, moved %s', coalesce(c.tally -> 'moves', 'null'), to_jsonb(m)) as found
      from cash_session c
      left join (select store_id, cash_session_id,
                        coalesce(sum(amount_minor) filter (where kind = 'pay-in'), 0) as "in",
                        coalesce(-sum(amount_minor) filter (where kind = 'pay-out'), 0) as "out",
                        coalesce(-sum(amount_minor) filter (where kind = 'drop'), 0) as "drop",
                        coalesce(sum(amount_minor) filter (where kind = 'loan'), 0) as loan,
                        count(*) filter (where kind = 'no-sale') as without
                   from cash_movement group by 1, 2) m
        on (m.store_id, m.cash_session_id) = (c.store_id, c.id)
     where (coalesce((c.tally #>> '{moves,payInMinor}')::bigint, 0), coalesce((c.tally #>> '{moves,payOutMinor}')::bigint, 0),
            coalesce((c.tally #>> '{moves,dropMinor}')::bigint, 0), coalesce((c.tally #>> '{moves,loanMinor}')::bigint, 0),
            coalesce((c.tally #>> '{moves,noSales}')::bigint, 0))
        <> (coalesce(m."in", 0), coalesce(m."out", 0), coalesce(m."drop", 0), coalesce(m.loan, 0), coalesce(m.without, 0))`,
  ),
]
