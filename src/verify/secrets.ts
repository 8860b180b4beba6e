// What may stand nowhere: hashes of passwords in what is sent or kept for ever, numbers of cards, and seeds
// of second steps that lie open.
import type { Sql } from '#kernel/database.ts'
import { byStatement, type Break, type Check } from './check.ts'

/** The check digit of card numbers (ISO/IEC 7812), so that an ordinary long number is no alarm. */
function isCardNumber(digits: string): boolean {
  let sum = 0
  for (const [i, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (i % 2 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

async function findCards(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const [row] = await sql<{ looked: number }>(`select count(*) as looked from tender`)
  const suspects = await sql<{ key: string; digits: string }>(
    `select store_id || '|' || sale_id || '|' || position as key,
            regexp_replace(reference, '[ -]', '', 'g') as digits
       from tender where regexp_replace(reference, '[ -]', '', 'g') ~ '^[0-9]{13,19}$'`,
  )
  const breaks = suspects
    .filter(({ digits }) => isCardNumber(digits))
    .map(({ key }) => ({ key, found: 'its reference is a whole card number' }))
  return { breaks, looked: row?.looked ?? 0 }
}

export const secretChecks: Check[] = [
  byStatement(
    30,
    'no password’s hash stands in the log, a journal or a remembered reply',
    'event',
    `
    select what as key, 'it has the hash of a password' as found
      from (select store_id || '|' || seq as what, body from event
             union all select terminal_id || '|' || fence || '|' || n, body from journal
             union all select call_id::text, output from reply) s
     where strpos(body, '$argon2') > 0`,
  ),
  byStatement(
    30,
    'no seed of a second step lies open',
    'person',
    `
    select person_id as key, 'its seed is not sealed' as found
      from totp where secret !~ '^eyJ[A-Za-z0-9_-]+[.][.][A-Za-z0-9_-]{16}[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]{22}$'`,
  ),
  { invariant: 30, name: 'no tender names a whole card', run: findCards },
]
