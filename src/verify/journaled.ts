// The lines that journaled sales say they have, for checks to hold against the rows.

/**
 * SQL for one row a line: `store_id`, `document_id`, `position` and `e`, the line as JSON. A body is read
 * once, however many lines it has: `offset 0` keeps the planner from reading it again for each.
 */
export const journaledLines = `
  select j.store_id, j.document_id, b.n - 1 as position, b.e
    from journal j
   cross join lateral jsonb_array_elements(j.body::jsonb -> 'lines') with ordinality as b(e, n)
   where j.kind = 'sale' and j.outcome like 'posted%' offset 0`
