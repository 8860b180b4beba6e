// What happens to drawers besides sales, counts by denomination, Z reports, and what terminals say they
// hold in their journals.
import { Migration } from '@mikro-orm/migrations'

export class Migration0014 extends Migration {
  override up(): void {
    this.addSql(`
alter table "cash_session" add column "tally" jsonb null, add column "opened_fence" int not null default 1, add column "opened_n" bigint not null default 1, add column "z_number" int null;
update "cash_session" s set "opened_fence" = j."fence", "opened_n" = j."n" from "journal" j where j."document_id" = s."id";
alter table "cash_session" alter column "opened_fence" drop default, alter column "opened_n" drop default;
alter table "cash_movement" add column "kind" text null;
update "cash_movement" set "kind" = case when "amount_minor" < 0 then 'pay-out' else 'pay-in' end;
alter table "cash_movement" alter column "kind" set not null;
create table "cash_count" ("store_id" uuid not null, "id" uuid not null, "kind" text not null, "cash_session_id" uuid not null, "attempt" int not null, "denominations" jsonb not null, "counted_minor" bigint not null, "person_id" uuid not null, "at" timestamptz(3) not null, primary key ("store_id", "id", "kind"));
create table "z_report" ("store_id" uuid not null, "terminal_id" uuid not null, "number" int not null, "id" uuid not null, "cash_session_id" uuid not null, "sealed_at" timestamptz(3) not null, "sealed_by" uuid null, "currency" text not null, "total_minor" bigint not null, "grand_total_minor" bigint not null, "variance_minor" bigint null, "explained" boolean not null, "body" text not null, "hash" text not null, "previous_hash" text not null, primary key ("store_id", "terminal_id", "number"));
alter table "z_report" add constraint "z_report_store_id_cash_session_id_unique" unique ("store_id", "cash_session_id");
alter table "z_report" add constraint "z_report_store_id_id_unique" unique ("store_id", "id");
alter table "journal_head" add column "reported_n" bigint null, add column "reported_last_n" bigint null;
`)
  }
}
