// Invariant 19: what customers owe, counted again from its ledger, its ledger against the sales that
// charged it, and no charge over the limit that nobody answers for.
import { byStatement, type Check } from './check.ts'

const key = `e.customer_id || '|' || e.currency || '|' || e.number`

/** What each sale says was put on account. */
const said = `
  select j.document_id, b.body ->> 'customerId' as customer_id, b.body ->> 'currency' as currency,
         sum((t ->> 'amountMinor')::bigint) as minor
    from journal j
   cross join lateral (select j.body::jsonb as body) b
   cross join lateral jsonb_array_elements(b.body -> 'tenders') t
   where j.outcome like 'posted%' and j.body like '%"on-account"%'
     and t ->> 'kind' = 'on-account' and b.body ->> 'customerId' is not null
   group by 1, 2, 3`

export const creditChecks: readonly Check[] = [
  byStatement(
    19,
    'a customer owes what the entries come to',
    'customer_account',
    `
    select coalesce(a.customer_id || '|' || a.currency, e.customer_id || '|' || e.currency) as key,
           format('owes %s, entries %s; number %s of %s', a.balance_minor, coalesce(e.minor, 0), a.entries, coalesce(e.counted, 0)) as found
      from customer_account a
      full join (select customer_id, currency, sum(amount_minor) as minor, count(*) as counted
                   from customer_entry group by 1, 2) e
        on (e.customer_id, e.currency) = (a.customer_id, a.currency)
     where a.balance_minor is distinct from coalesce(e.minor, 0)
        or a.entries is distinct from coalesce(e.counted, 0)`,
  ),
  byStatement(
    19,
    'each entry of a customer continues the one before, and no document is there twice',
    'customer_entry',
    `
    select ${key} as key, format('%s after %s and %s', e.balance_minor, e.before_minor, e.amount_minor) as found
      from (select *, coalesce(lag(balance_minor) over w, 0) as before_minor,
                   row_number() over w as place,
                   count(*) over (partition by customer_id, currency, document_id) as times
              from customer_entry window w as (partition by customer_id, currency order by number)) e
     where e.balance_minor <> e.before_minor + e.amount_minor or e.number <> e.place or e.times > 1`,
  ),
  byStatement(
    19,
    'nobody was charged over the limit unless somebody allowed it or the till was offline',
    'customer_entry',
    `
    select ${key} as key, format('owes %s of %s, allowed by %s', e.balance_minor, e.limit_minor, coalesce(e.allowed_by, 'nobody')) as found
      from customer_entry e
      left join journal j on j.document_id = e.document_id
     where e.amount_minor > 0 and e.balance_minor > e.limit_minor
       and (e.allowed_by is null
            or (e.allowed_by = 'offline'
                and (j.outcome is distinct from 'posted-with-exception' or j.verdict not like '%credit-exceeded%'))
            or (e.allowed_by not in ('offline', 'limit-of-role')
                and strpos(coalesce(j.body, ''), e.allowed_by) = 0))`,
  ),
  byStatement(
    19,
    'what was charged is what sales put on account, each once',
    'customer_entry',
    `
    select coalesce(e.customer_id::text, s.customer_id) || '|' || coalesce(e.document_id, s.document_id) as key,
           format('entry %s, sale %s', e.amount_minor, s.minor) as found
      from (select * from customer_entry where kind = 'sale') e
      full join (${said}) s
        on s.document_id = e.document_id and s.customer_id = e.customer_id::text and s.currency = e.currency
     where e.amount_minor is distinct from s.minor and not (e.customer_id is null and s.minor = 0)`,
  ),
]
