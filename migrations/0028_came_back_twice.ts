// A line remembers what came back of it beyond what was sold and paid, so that nothing of that is free again when one
// of the returns is reversed.
import { Migration } from '@mikro-orm/migrations'

export class Migration0028 extends Migration {
  override up(): void {
    this.addSql(`
alter table "returned_line" add column "beyond_milli" bigint not null default 0, add column "beyond_minor" bigint not null default 0;
alter table "returned_line" alter column "beyond_milli" drop default, alter column "beyond_minor" drop default;
update "returned_line" r
   set "returned_milli" = least(came."milli", r."sold_milli"), "beyond_milli" = greatest(came."milli" - r."sold_milli", 0),
       "refunded_minor" = least(came."minor", r."paid_minor"), "beyond_minor" = greatest(came."minor" - r."paid_minor", 0)
  from (select o."sale_id", o."line_id", sum(-l."quantity_milli") as "milli", sum(greatest(-l."amount_minor", 0)) as "minor"
          from "journal" j
         cross join lateral jsonb_array_elements(j."body"::jsonb -> 'lines') with ordinality as b(e, n)
          join "sale_line" l on l."store_id" = j."store_id" and l."sale_id" = j."document_id" and l."position" = b.n - 1
          join "sale" s on s."store_id" = l."store_id" and s."id" = l."sale_id"
          join "returned_line" o on o."sale_id"::text = e #>> '{returnOf,saleId}' and o."line_id"::text = e #>> '{returnOf,lineId}'
         where j."kind" = 'sale' and j."outcome" like 'posted%' and l."quantity_milli" < 0
           and o."variant_id" = l."variant_id" and o."currency" = s."currency"
           and not exists (select from "voided_sale" v where v."sale_id" = s."id")
           and not exists (
               select from jsonb_array_elements(j."verdict"::jsonb -> 'exceptions') x
                where x ->> 'code' = 'unknown' and strpos(x ->> 'detail', o."sale_id"::text) > 0)
         group by 1, 2) came
 where came."sale_id" = r."sale_id" and came."line_id" = r."line_id";
`)
  }
}
