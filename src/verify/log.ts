// The log: every stream dense from one, every fact chained to the one before, every head at its end.
import { hash as digestOf } from 'node:crypto'
import type { Sql } from '#kernel/database.ts'
import { byStatement, PAGE, walk, type Break, type Check } from './check.ts'

type Fact = {
  storeId: string
  seq: number
  kind: string
  body: string
  at: string
  personId: string | null
  terminalId: string | null
  callId: string | null
  hash: string
}
const START = '0'.repeat(64)
// Smaller than every key that is there: the company's stream has the smallest id of all.
const BEFORE_FIRST = { storeId: '00000000-0000-0000-0000-000000000000', seq: 0 }

async function walkLog(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  let stream = ''
  let seq = 0
  let hash = START
  const looked = await walk<Fact>(
    (after) =>
      sql(
        `select store_id as "storeId", seq, kind, body, at, person_id as "personId", terminal_id as "terminalId", call_id as "callId", hash
           from event where (store_id, seq) > ($1, $2) order by store_id, seq limit ${PAGE}`,
        [(after ?? BEFORE_FIRST).storeId, (after ?? BEFORE_FIRST).seq],
      ),
    (fact) => {
      if (fact.storeId !== stream) [stream, seq, hash] = [fact.storeId, 0, START]
      if (fact.seq !== seq + 1)
        breaks.push({ key: `${stream}|${seq + 1}`, found: `the next fact is ${fact.seq}` })
      const who = `${fact.personId ?? ''}\n${fact.terminalId ?? ''}\n${fact.callId ?? ''}`
      const text = `${hash}\n${fact.seq}\n${fact.at}\n${fact.kind}\n${who}\n${fact.body}`
      if (fact.hash !== digestOf('sha256', text)) {
        breaks.push({
          key: `${stream}|${fact.seq}`,
          found: 'the hash is not that of what it says and the fact before',
        })
      }
      seq = fact.seq
      hash = fact.hash
    },
  )
  return { breaks, looked }
}

export const logChecks: Check[] = [
  {
    invariant: 31,
    name: 'every stream is dense and its chain holds from the first fact',
    run: walkLog,
  },
  byStatement(
    31,
    'every stream ends where its head says',
    'stream_head',
    `
    select h.store_id::text as key, format('head %s, last fact %s', h.seq, coalesce(e.seq, 0)) as found
      from stream_head h
      left join lateral (select seq, hash from event e where e.store_id = h.store_id order by seq desc limit 1) e on true
     where h.seq <> coalesce(e.seq, 0) or (e.seq is not null and h.hash <> e.hash)`,
  ),
]
