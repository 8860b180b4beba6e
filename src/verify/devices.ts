// Who may do what where: a terminal that was put out of service does nothing more, and none does
// anything in a store that is not its own.
import { COMPANY } from '#shared/streams.ts'
import { byStatement, type Check } from './check.ts'

// A hub that has not heard of it yet stops within this time.
const STOPS_WITHIN = '1 second'

export const deviceChecks: Check[] = [
  byStatement(
    29,
    'a terminal does nothing from its revocation to its next enrolment',
    'terminal',
    `
    with told as (
      select (body::jsonb ->> 'id')::uuid as id, body::jsonb ->> 'state' as state, at,
             lead(at) over (partition by body::jsonb ->> 'id' order by seq) as until
        from event where store_id = '${COMPANY}' and kind = 'terminal.changed')
    select t.id || '|' || d.what as key, format('%s, revoked %s', d.at, t.at) as found
      from (select terminal_id, at, 'fact ' || store_id || '|' || seq as what from event
             where terminal_id is not null
             union all
            select terminal_id, at, 'entry ' || fence || '|' || n from journal) d
      join told t on t.id = d.terminal_id and t.state = 'revoked'
       and d.at > t.at + interval '${STOPS_WITHIN}' and (t.until is null or d.at < t.until)`,
  ),
  byStatement(
    32,
    'nothing in a store was done by a terminal of another',
    'terminal',
    `
    select d.what as key, format('store %s, terminal of %s', d.store_id, t.store_id) as found
      from (select store_id, terminal_id, 'entry ' || terminal_id || '|' || fence || '|' || n as what from journal
             union all
            select store_id, terminal_id, 'fact ' || store_id || '|' || seq from event where store_id <> '${COMPANY}'
             union all
            select store_id, terminal_id, 'sale ' || id from sale
             union all
            select store_id, terminal_id, 'cash session ' || id from cash_session) d
      join terminal t on t.id = d.terminal_id
     where t.store_id <> d.store_id`,
  ),
]
