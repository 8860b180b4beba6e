// How far roles go, approvals, and the PINs they may be given with.
import { Migration } from '@mikro-orm/migrations'

export class Migration0013 extends Migration {
  override up(): void {
    this.addSql(`
alter table "role" add column "limits" jsonb not null default '{"discountPpm":0,"overridePpm":0,"noReceiptMinor":0,"voidMinor":0,"creditMinor":0}';
alter table "role" alter column "limits" drop default;
create table "pin" ("person_id" uuid not null, "hash" text not null, "changed_at" timestamptz(3) not null, primary key ("person_id"));
alter table "pin" add constraint "pin_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "pin_try" ("key" text not null, "tries" int not null, "since" timestamptz(3) not null, primary key ("key"));
create index "pin_try_since_index" on "pin_try" ("since");
create table "approval" ("store_id" uuid not null, "id" uuid not null, "kind" text not null, "subject_hash" text not null, "subject" jsonb not null, "reason" text not null, "terminal_id" uuid not null, "person_id" uuid not null, "at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "state" text not null, "decided_by" uuid null, "decided_at" timestamptz(3) null, "how" text null, "note" text null, "listed_in" uuid null, "consumed_by" uuid null, "consumed_at" timestamptz(3) null, "four_eyes" boolean null, primary key ("store_id", "id"));
create index "approval_listed_in_index" on "approval" ("listed_in");
`)
  }
}
