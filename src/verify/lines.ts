// The lines of sales, computed again in SQL from what the journal says of each: price by quantity, the
// discounts, and the price that the decision names.
import { byStatement, type Check } from './check.ts'
import { journaledLines } from './journaled.ts'

/** Every journaled line beside its row. Prices are in hundredths, quantities in thousandths. */
const lines = `
  select l.store_id || '|' || l.sale_id || '|' || l.id as key, l.*, e,
         (select coalesce(sum((d ->> 'amountMinor')::bigint), 0)
            from jsonb_array_elements(e -> 'discounts') d) as off,
         round(l.unit_price_centi_minor::numeric * l.quantity_milli / (e ->> 'packMilli')::numeric / 100) as gross
    from (${journaledLines}) b
    join sale_line l on l.store_id = b.store_id and l.sale_id = b.document_id and l.position = b.position`

export const lineChecks: Check[] = [
  byStatement(
    13,
    'a line comes to its price by its quantity less its discounts',
    'sale_line',
    // Under another tax than its product's the amount is converted, which no other row tells.
    `
    select key, format('%s - %s is not %s', gross, off, amount_minor) as found from (${lines}) x
     where e ->> 'listTaxId' is null and gross - off <> amount_minor`,
  ),
  byStatement(
    15,
    'the discounts of a line are its discount',
    'sale_line',
    `
    select key, format('journaled %s, kept %s', off, discount_minor) as found from (${lines}) x
     where off <> discount_minor or e ->> 'id' <> id::text or sign(off) * sign(quantity_milli) < 0`,
  ),
  byStatement(
    20,
    'a line has the price that its decision names',
    'sale_line',
    // What came back has the price it had; what was sold offline by a price nobody knows is noted.
    `
    select x.key, format('charged %s, price %s', x.unit_price_centi_minor, p.unit_price_centi_minor) as found
      from (${lines}) x
      left join price p on p.id = (e -> 'decision' ->> 'priceId')::uuid
      join journal j on j.store_id = x.store_id and j.document_id = x.sale_id
     where e -> 'decision' ->> 'by' = 'list' and e -> 'returnOf' ->> 'saleId' is null and e ->> 'issues' is null
       and (p.id is null or p.variant_id <> x.variant_id or p.unit_price_centi_minor <> x.unit_price_centi_minor
            or p.pack_milli <> (e ->> 'packMilli')::bigint)
       and not exists (select from jsonb_array_elements(coalesce(j.verdict::jsonb -> 'exceptions', '[]')) v
                        where v ->> 'code' in ('price-drift', 'no-price', 'unknown'))`,
  ),
]
