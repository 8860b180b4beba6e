// Lots, papers, terminals and secrets, as somebody with the owner's rights might leave them.
import type { Corruption } from './corruption.ts'

const soldLot = `(select m.id from movement m join journal j on j.document_id = m.document_id
  where m.kind = 'sale' and m.lot_id is not null and j.outcome = 'posted' order by m.id limit 1)`
const resold = (status: string) =>
  `update movement set at = at + interval '1 day', lot_id = (select id from lot where ${status} limit 1)
    where id = ${soldLot} returning store_id || '|' || id as key`

export const paperCorruptions: readonly Corruption[] = [
  {
    what: 'stock by lot that lost its lot',
    invariant: 3,
    check:
      'what is kept by lot lies nowhere without one, unless it came back so, and nothing else has one',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update level set lot_id = '00000000-0000-0000-0000-000000000000'
            where ctid = (select ctid from level where lot_id in (select id from lot where status = 'on-hold') limit 1)
           returning concat_ws('|', store_id, location_id, variant_id, lot_id) as key`),
  },
  {
    what: 'a held lot sold',
    invariant: 7,
    check: 'no lot was sold while it was held back or past its expiry',
    alsoBefore: true,
    plant: (sql) => sql(resold(`status = 'on-hold'`)),
  },
  {
    what: 'an expired lot sold',
    invariant: 7,
    check: 'no lot was sold while it was held back or past its expiry',
    alsoBefore: true,
    plant: (sql) => sql(resold(`expiry_on < now()`)),
  },
  {
    what: 'a recalled lot sold',
    invariant: 8,
    check: 'no lot was sold after it was recalled, or the sale says so',
    alsoBefore: true,
    plant: async (sql) => {
      await sql(`update event set body = replace(body, '"on-hold"', '"recalled"')
                  where kind = 'lot.changed'`)
      return sql(resold(`status = 'on-hold'`))
    },
  },
  {
    what: 'an invoice whose lines are not its total',
    invariant: 13,
    check: 'an invoice adds up by itself (BR-CO-10, 13, 14, 15, 16)',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update invoice set body = jsonb_set(body::jsonb, '{lines,0,netMinor}', '1')::text
            where serial = 1 returning store_id || '|' || id as key`),
  },
  {
    what: 'a paper changed after it was made',
    invariant: 33,
    check: 'a paper that is said to be ready is there, whole, and no other is',
    plant: (sql) =>
      sql(`with i as (insert into invoice_pdf (store_id, invoice_id, state, attempt)
             select store_id, id, 'ready', 1 from invoice limit 1 returning invoice_id)
           insert into file (document_id, format, hash, size, bytes, at)
           select invoice_id, 'pdf', repeat('0', 64), 1, '\\x00', now() from i
           returning document_id || '|pdf' as key`),
  },
  {
    what: 'a paper that is ready and not there',
    invariant: 33,
    check: 'a paper that is said to be ready is there, whole, and no other is',
    plant: (sql) =>
      sql(`insert into invoice_pdf (store_id, invoice_id, state, attempt)
           select store_id, id, 'ready', 1 from invoice limit 1 returning invoice_id || '|pdf' as key`),
  },
  {
    what: 'an entry of a terminal that was revoked',
    invariant: 29,
    check: 'a terminal does nothing from its revocation to its next enrolment',
    alsoBefore: true,
    plant: async (sql) => {
      await sql(`update event set at = at - interval '1 hour',
                        body = replace(body, '"enrolled"', '"revoked"') where kind = 'terminal.changed'`)
      return sql(
        `select terminal_id || '|entry ' || fence || '|' || n as key from journal where n = 1`,
      )
    },
  },
  {
    what: 'a sale at a terminal of another store',
    invariant: 32,
    check: 'nothing in a store was done by a terminal of another',
    plant: (sql) =>
      sql(`with t as (insert into terminal select (jsonb_populate_record(t, jsonb_build_object(
                 'id', gen_random_uuid(), 'store_id', (select id from store where id <> t.store_id limit 1)))).* from terminal t limit 1
                 returning id)
           update sale set terminal_id = (select id from t)
            where id = (select id from sale order by id limit 1) returning 'sale ' || id as key`),
  },
  {
    what: 'the hash of a password in a reply',
    invariant: 30,
    check: 'no password’s hash stands in the log, a journal or a remembered reply',
    plant: (sql) =>
      sql(`update reply set output = (select hash from credential limit 1)
            where call_id = (select call_id from reply limit 1) returning call_id::text as key`),
  },
  {
    what: 'a seed that lies open',
    invariant: 30,
    check: 'no seed of a second step lies open',
    plant: (sql) =>
      sql(`insert into totp (person_id, secret, last_step)
           select id, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 0 from person order by id limit 1
           returning person_id as key`),
  },
  {
    what: 'a card number beside a tender',
    invariant: 30,
    check: 'no tender names a whole card',
    plant: (sql) =>
      sql(`update tender set reference = '4111 1111 1111 1111'
            where sale_id = (select id from sale order by id limit 1)
           returning store_id || '|' || sale_id || '|' || position as key`),
  },
]
