// The journals of terminals: dense numbers, an unbroken chain of hashes over the exact text, and one
// document for each entry that was posted.
import { hash as digestOf } from 'node:crypto'
import type { Sql } from '#kernel/database.ts'
import { byStatement, PAGE, walk, type Break, type Check } from './check.ts'

type Entry = { terminalId: string; fence: number; n: number; hash: string; body: string }
const START = '0'.repeat(64)
const FIRST = '00000000-0000-0000-0000-000000000000'

async function walkJournals(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  let place = ''
  let n = 0
  let hash = START
  const looked = await walk<Entry>(
    (after) =>
      sql(
        `select terminal_id as "terminalId", fence, n, hash, body from journal
          where (terminal_id, fence, n) > ($1, $2, $3) order by terminal_id, fence, n limit ${PAGE}`,
        [after?.terminalId ?? FIRST, after?.fence ?? 0, after?.n ?? 0],
      ),
    (entry) => {
      const here = `${entry.terminalId}|${entry.fence}`
      if (here !== place) [place, n, hash] = [here, 0, START]
      if (entry.n !== n + 1)
        breaks.push({ key: `${here}|${n + 1}`, found: `the next entry is ${entry.n}` })
      const expected = digestOf('sha256', `${hash}\n${entry.n}\n${entry.body}`)
      if (entry.hash !== expected)
        breaks.push({
          key: `${here}|${entry.n}`,
          found: 'the hash is not that of its text and the entry before',
        })
      n = entry.n
      hash = entry.hash
    },
  )
  return { breaks, looked }
}

export const journalChecks: Check[] = [
  { invariant: 23, name: 'each journal is dense and its chain holds', run: walkJournals },
  byStatement(
    23,
    'each journal ends where its head says',
    'journal_head',
    `
    select h.terminal_id || '|' || h.fence as key, format('head %s, last entry %s', h.last_n, coalesce(j.n, 0)) as found
      from journal_head h
      left join lateral (select n, hash from journal j
                          where j.terminal_id = h.terminal_id and j.fence = h.fence order by n desc limit 1) j on true
     where h.last_n <> coalesce(j.n, 0) or (j.n is not null and h.last_hash <> j.hash)`,
  ),
  byStatement(
    23,
    'no journal without its head',
    'journal',
    `
    select distinct j.terminal_id || '|' || j.fence as key, 'no head' as found
      from journal j left join journal_head h on (h.terminal_id, h.fence) = (j.terminal_id, j.fence)
     where h.terminal_id is null`,
  ),
]
