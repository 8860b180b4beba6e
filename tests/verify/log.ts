// The log and the journals of terminals, changed by somebody with the owner's rights.
import type { Corruption } from './corruption.ts'

export const logCorruptions: readonly Corruption[] = [
  {
    what: 'the text of a journal entry changed',
    invariant: 23,
    check: 'each journal is dense and its chain holds',
    plant: (sql) =>
      sql(`update journal set body = body || ' ' where n = 3
           returning concat_ws('|', terminal_id, fence, n) as key`),
  },
  {
    what: 'a journal entry removed from the middle',
    invariant: 23,
    check: 'each journal is dense and its chain holds',
    plant: (sql) =>
      sql(`delete from journal where outcome = 'refused'
           returning concat_ws('|', terminal_id, fence, n) as key`),
  },
  {
    what: 'the tail of a journal cut',
    invariant: 23,
    check: 'each journal ends where its head says',
    plant: (sql) =>
      sql(`delete from journal where n = (select max(n) from journal)
           returning terminal_id || '|' || fence as key`),
  },
  {
    what: 'a fact altered in the log',
    invariant: 31,
    check: 'every stream is dense and its chain holds from the first fact',
    plant: (sql) =>
      sql(`update event set body = body || ' '
            where (store_id, seq) = (select store_id, seq from event where kind = 'sale.completed' limit 1)
           returning store_id || '|' || seq as key`),
  },
  {
    what: 'a fact ascribed to somebody else',
    invariant: 31,
    check: 'every stream is dense and its chain holds from the first fact',
    plant: (sql) =>
      sql(`update event set person_id = gen_random_uuid()
            where (store_id, seq) = (select store_id, seq from event where kind = 'sale.completed' limit 1)
           returning store_id || '|' || seq as key`),
  },
  {
    what: 'the last fact of the log removed',
    invariant: 31,
    check: 'every stream ends where its head says',
    plant: (sql) =>
      sql(`delete from event e using stream_head h
            where e.store_id = h.store_id and e.seq = h.seq and e.kind = 'level.changed'
           returning e.store_id::text as key`),
  },
]
