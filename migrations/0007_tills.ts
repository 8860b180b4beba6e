// Cash sessions with their drawers, and the money put in or taken out by hand.
import { Migration } from '@mikro-orm/migrations'

export class Migration0007 extends Migration {
  override up(): void {
    this.addSql(`
create table "cash_session" ("store_id" uuid not null, "id" uuid not null, "terminal_id" uuid not null, "number" int not null, "person_id" uuid not null, "opened_at" timestamptz(3) not null, "float_minor" bigint not null, "currency" text not null, "open_on" uuid null, "closed_at" timestamptz(3) null, "closed_by" uuid null, "expected_minor" bigint not null, "counted_minor" bigint null, primary key ("store_id", "id")) with (fillfactor = 50);
alter table "cash_session" add constraint "cash_session_store_id_terminal_id_number_unique" unique ("store_id", "terminal_id", "number");
alter table "cash_session" add constraint "cash_session_store_id_open_on_unique" unique ("store_id", "open_on") deferrable initially deferred;
create table "cash_movement" ("store_id" uuid not null, "id" uuid not null, "cash_session_id" uuid not null, "amount_minor" bigint not null, "reason" text not null, "person_id" uuid not null, "at" timestamptz(3) not null, primary key ("store_id", "id"));
create index "cash_movement_store_id_cash_session_id_index" on "cash_movement" ("store_id", "cash_session_id");
`)
  }
}
