// Sales, drawers and invoices that somebody with the owner's rights changed.
import type { Corruption } from './corruption.ts'

export const saleCorruptions: readonly Corruption[] = [
  {
    what: 'a sale total changed',
    invariant: 13,
    check: 'the lines, taxes and rounding of a sale are its total',
    plant: (sql) =>
      sql(`update sale set total_minor = total_minor + 1
            where id = (select id from sale order by id limit 1) returning store_id || '|' || id as key`),
  },
  {
    what: 'the total of an invoice changed',
    invariant: 13,
    check: 'an invoice says what its sale says',
    plant: (sql) =>
      sql(`update invoice set total_minor = total_minor - 1 where serial = 2
           returning store_id || '|' || id as key`),
  },
  {
    what: 'a tender changed',
    invariant: 14,
    check: 'what was given less the change is the total, and change is cash',
    plant: (sql) =>
      sql(`update tender set amount_minor = amount_minor + 1
            where sale_id = (select id from sale order by id limit 1)
           returning store_id || '|' || sale_id as key`),
  },
  {
    what: 'what a drawer should hold changed',
    invariant: 24,
    check: 'a drawer should hold its float and all cash since',
    plant: (sql) =>
      sql(`update cash_session set expected_minor = expected_minor - 100 where number = 1
           returning store_id || '|' || id as key`),
  },
  {
    what: 'money taken out that nobody wrote down',
    invariant: 24,
    check: 'a drawer should hold its float and all cash since',
    plant: (sql) =>
      sql(`delete from cash_movement returning store_id || '|' || cash_session_id as key`),
  },
  {
    what: 'an invoice removed from the middle',
    invariant: 22,
    check: 'the invoices of a series are numbered without a gap and chained',
    plant: (sql) =>
      sql(`delete from invoice where serial = 2
           returning concat_ws('|', store_id, series_id, serial + 1) as key`),
  },
  {
    what: 'the last invoice removed',
    invariant: 22,
    check: 'each series ends where it says',
    plant: (sql) =>
      sql(`delete from invoice where serial = (select max(serial) from invoice)
           returning store_id || '|' || series_id as key`),
  },
  {
    what: 'the text of an invoice changed',
    invariant: 22,
    check: 'the invoices of a series are numbered without a gap and chained',
    plant: (sql) =>
      sql(`update invoice set body = replace(body, 'Cairo', 'Minsk') || ' ' where serial = 1
           returning concat_ws('|', store_id, series_id, serial) as key`),
  },
  {
    what: 'a sale removed with all of it but its journal',
    invariant: 28,
    check: 'each posted sale entry is one sale with one invoice, and no other sale exists',
    alsoBefore: true,
    plant: (sql) =>
      sql(
        `delete from sale where id = (select max(id::text)::uuid from sale) returning id::text as key`,
      ),
  },
  {
    what: 'the price of a sold line changed',
    invariant: 13,
    check: 'a line comes to its price by its quantity less its discounts',
    plant: (sql) =>
      sql(`update sale_line set unit_price_centi_minor = unit_price_centi_minor + 500
            where (sale_id, position) = (select sale_id, position from sale_line
                                          where quantity_milli > 0 order by 1 desc, 2 limit 1)
           returning concat_ws('|', store_id, sale_id, id) as key`),
  },
  {
    what: 'the discount of a line changed',
    invariant: 15,
    check: 'the discounts of a line are its discount',
    plant: (sql) =>
      sql(`update sale_line set discount_minor = discount_minor + 1
            where (sale_id, position) = (select sale_id, position from sale_line order by 1, 2 limit 1)
           returning concat_ws('|', store_id, sale_id, id) as key`),
  },
  {
    what: 'a price changed that goods were sold by',
    invariant: 20,
    check: 'a line has the price that its decision names',
    plant: (sql) =>
      sql(`with sold as (select * from sale_line where quantity_milli > 0 order by sale_id, position limit 1),
                changed as (update price p set unit_price_centi_minor = 7 from sold s
                             where p.variant_id = s.variant_id returning p.id)
           select concat_ws('|', store_id, sale_id, id) as key from sold`),
  },
  {
    what: 'more given back than was paid',
    invariant: 16,
    check: 'no more was given back of a tender than was paid by it',
    plant: (sql) =>
      sql(`update refunded_tender set refunded_minor = paid_minor + 1
            where (sale_id, kind) = (select sale_id, kind from refunded_tender order by 1, 2 limit 1)
           returning sale_id || '|' || kind as key`),
  },
  {
    what: 'the reversal of a sale forgotten',
    invariant: 16,
    check: 'a reversed sale is reversed once, line by line and tender by tender',
    plant: (sql) =>
      sql(`update sale set void_of = null where void_of is not null
           returning (select sale_id::text from voided_sale where void_id = sale.id) as key`),
  },
  {
    what: 'the quantity of a line changed',
    invariant: 28,
    check: 'what a sale line sold of a product is in the ledger once',
    plant: (sql) =>
      sql(`update sale_line set quantity_milli = quantity_milli + 1
            where (sale_id, position) = (select sale_id, position from sale_line order by 1, 2 limit 1)
           returning concat_ws('|', store_id, sale_id, variant_id) as key`),
  },
]
