// Drawers and Z reports that somebody with the owner's rights changed; where they are careful enough to
// hash anew, the sums still tell.
import type { Corruption } from './corruption.ts'

const key = `concat_ws('|', store_id, terminal_id, number) as key`
/** Changes the text of the last Z and hashes it as if it had been written so. */
const rewritten = (text: string) => `
  update z_report z set body = n.text,
         hash = encode(sha256(convert_to(z.previous_hash || E'\\n' || z.number || E'\\n' || n.text, 'UTF8')), 'hex')
    from (select number, ${text} as text from z_report where number = 2) n
   where z.number = n.number returning concat_ws('|', z.store_id, z.terminal_id, z.number) as key`
const chain = 'the Zs of a terminal are dense and chained, and tile'

export const zCorruptions: readonly Corruption[] = [
  {
    what: 'a denomination of a count changed',
    invariant: 24,
    check: 'the denominations of a count come to what was counted',
    plant: (sql) =>
      sql(`update cash_count set denominations = '[{"valueMinor": 5, "count": 1}]'
            where ctid = (select ctid from cash_count where kind = 'count' limit 1)
           returning concat_ws('|', store_id, id, kind) as key`),
  },
  {
    what: 'what a drawer held when it was counted changed',
    invariant: 24,
    check: 'what a closed drawer held is its last count, and an open one has none that holds',
    plant: (sql) =>
      sql(`update cash_session set counted_minor = counted_minor + 1 where number = 1
           returning store_id || '|' || id as key`),
  },
  {
    what: 'money said to have gone another way',
    invariant: 24,
    check: 'a drawer remembers what was moved by hand',
    plant: (sql) =>
      sql(`update cash_movement set kind = 'drop' where kind = 'pay-out'
           returning store_id || '|' || cash_session_id as key`),
  },
  {
    what: 'the text of a Z changed',
    invariant: 25,
    check: chain,
    plant: (sql) =>
      sql(`update z_report set body = replace(body, '"explanation":null', '"explanation":"x"')
            where number = 1 returning ${key}`),
  },
  {
    what: 'a Z removed from the middle',
    invariant: 25,
    check: chain,
    plant: (sql) =>
      sql(`with gone as (delete from z_report where number = 1 returning *)
           select concat_ws('|', store_id, terminal_id, number + 1) as key from gone`),
  },
  {
    what: 'the grand total of a Z lowered and hashed anew',
    invariant: 25,
    check: chain,
    plant: (sql) =>
      sql(rewritten(`regexp_replace(body, '"grandTotalMinor":\\d+', '"grandTotalMinor":1')`)),
  },
  {
    what: 'the range of a Z shortened and hashed anew',
    invariant: 23,
    check: 'a Z covers the journal of each of its sales',
    alsoBefore: true,
    plant: (sql) => sql(rewritten(`regexp_replace(body, '"toN":\\d+', '"toN":1')`)),
  },
  {
    what: 'cash said to be card in a Z hashed anew',
    invariant: 25,
    check: 'a Z says what its sales were paid by',
    plant: (sql) => sql(rewritten(`replace(body, '"kind":"cash"', '"kind":"card"')`)),
  },
  {
    what: 'a rate of tax changed in a Z hashed anew',
    invariant: 25,
    check: 'a Z says how its sales were taxed',
    plant: (sql) => sql(rewritten(`replace(body, '"ratePpm":140000', '"ratePpm":50000')`)),
  },
  {
    what: 'a sale left out of the sums of a Z hashed anew',
    invariant: 25,
    check: 'a Z says what its sales come to',
    plant: (sql) => sql(rewritten(`replace(body, '"salesCount":1', '"salesCount":0')`)),
  },
  {
    what: 'a session made open to be sealed again',
    invariant: 25,
    check: 'a sealed session has its Z, with what it held',
    plant: (sql) =>
      sql(`with s as (update cash_session set z_number = null where number = 2 returning id)
           select concat_ws('|', z.store_id, z.terminal_id, z.number) as key
             from z_report z join s on s.id = z.cash_session_id`),
  },
]
