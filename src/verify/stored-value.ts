// Invariant 17: stored value, counted again from its ledger, and its ledger against the dealings that
// moved it.
import { byStatement, type Check } from './check.ts'

const account = `e.account_id::text`

/** What each sale says it moved: its tenders of these kinds take, the lines that issue put on. */
const said = `
  select j.document_id, m.account_id, sum(m.minor) as minor
    from journal j
   cross join lateral (
         select t ->> 'reference' as account_id, -(t ->> 'amountMinor')::bigint as minor
           from jsonb_array_elements(j.body::jsonb -> 'tenders') t
          where t ->> 'kind' in ('gift-card', 'store-credit', 'voucher') and t ->> 'reference' is not null
          union all
         select l ->> 'issues', (l ->> 'amountMinor')::bigint
           from jsonb_array_elements(j.body::jsonb -> 'lines') l
          where l ->> 'issues' is not null) m
   where j.outcome like 'posted%' and j.kind <> 'sale.void'
     and (j.body like '%"gift-card"%' or j.body like '%"store-credit"%' or j.body like '%"voucher"%'
          or j.body ~ '"issues"\\s*:\\s*"')
   group by 1, 2`

/** A sale that was offline says so itself where an account did not hold what it took. */
const excused = `
  select document_id from journal
   where outcome = 'posted-with-exception'
     and (verdict like '%stored-value-%' or verdict like '%"unknown"%' or verdict like '%"not-found"%')`

export const storedValueChecks: readonly Check[] = [
  byStatement(
    17,
    'a stored-value account holds what its entries come to, and never less than nothing',
    'stored_value',
    `
    select v.id::text as key, format('balance %s, entries %s; number %s of %s', v.balance_minor, coalesce(e.minor, 0), v.entries, coalesce(e.counted, 0)) as found
      from stored_value v
      left join (select account_id, sum(amount_minor) as minor, count(*) as counted
                   from stored_value_entry group by 1) e on e.account_id = v.id
     where v.balance_minor < 0 or v.balance_minor <> coalesce(e.minor, 0) or v.entries <> coalesce(e.counted, 0)`,
  ),
  byStatement(
    17,
    'each entry of an account continues the one before, and no document is there twice',
    'stored_value_entry',
    `
    select ${account} || '|' || e.number as key, format('%s after %s and %s', e.balance_minor, e.before_minor, e.amount_minor) as found
      from (select *, coalesce(lag(balance_minor) over w, 0) as before_minor,
                   row_number() over w as place,
                   count(*) over (partition by account_id, document_id) as times
              from stored_value_entry window w as (partition by account_id order by number)) e
      left join stored_value v on v.id = e.account_id
     where e.balance_minor <> e.before_minor + e.amount_minor or e.number <> e.place or e.times > 1
        or e.balance_minor < 0 or v.id is null`,
  ),
  byStatement(
    17,
    'what an account gave and took is what sales and hands put on it and took from it',
    'stored_value_entry',
    `
    select coalesce(e.account_id::text, s.account_id) || '|' || coalesce(e.document_id, s.document_id) as key,
           format('entry %s of which forfeited %s, dealing %s', e.amount_minor, e.forfeited_minor, s.minor) as found
      from (select * from stored_value_entry where document_id <> account_id) e
      full join (${said}) s
        on s.document_id = e.document_id and s.account_id = e.account_id::text
     where e.amount_minor + e.forfeited_minor is distinct from s.minor
       and not (e.account_id is null and s.minor = 0)
       and coalesce(e.document_id, s.document_id) not in (${excused})`,
  ),
  byStatement(
    17,
    'a voucher that was used holds nothing',
    'stored_value',
    `
    select id::text as key, format('%s is left', balance_minor) as found
      from stored_value where state = 'used' and (balance_minor <> 0 or kind <> 'voucher')`,
  ),
]
