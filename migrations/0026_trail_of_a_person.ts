// Whom a fact is about beside who caused it, and both found without walking through a stream.
import { Migration } from '@mikro-orm/migrations'

export class Migration0026 extends Migration {
  override up(): void {
    this.addSql(`
alter table "event" add column "about_id" uuid null;
update "event" set "about_id" = "named"."id"::uuid
  from (select "store_id", "seq",
               case "kind" when 'person.changed' then "body"::jsonb ->> 'id'
                           when 'parked-sale.taken' then "body"::jsonb #>> '{from,personId}'
                           when 'sale.completed' then "body"::jsonb ->> 'salesPersonId'
                           else "body"::jsonb ->> 'personId' end as "id"
          from "event") as "named"
 where "event"."store_id" = "named"."store_id" and "event"."seq" = "named"."seq"
   and "named"."id"::uuid is distinct from "event"."person_id" and "named"."id" is not null;
create index "event_store_id_person_id_seq_index" on "event" ("store_id", "person_id", "seq") where "person_id" is not null;
create index "event_store_id_about_id_seq_index" on "event" ("store_id", "about_id", "seq") where "about_id" is not null;
`)
  }
}
