// Stores, taxes, people and roles; and the company's stream, which everything else is announced on.
import { Migration } from '@mikro-orm/migrations'

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(`
create table "store" ("id" uuid not null, "code" text not null, "name" jsonb not null, "currency" text not null, "time_zone" text not null, "locale" text not null, "digits" text not null, "prices_include_tax" boolean not null, "tax_rounding" text not null, "cash_rounding_minor" int not null, "price_change" text not null, "invoice_pdf" text not null, "receipt_header" jsonb not null, "address" jsonb not null, "tax_number" text null, "open" boolean not null, primary key ("id"));
alter table "store" add constraint "store_code_unique" unique ("code");
create table "tax" ("id" uuid not null, "name" jsonb not null, "category" text not null, "rate_ppm" int not null, primary key ("id"));
create table "role" ("id" text not null, "name" jsonb not null, "permissions" jsonb not null, primary key ("id"));
create table "person" ("id" uuid not null, "login" text not null, "name" text not null, "role_id" text not null, "store_ids" jsonb null, "locale" text not null, "digits" text not null, "active" boolean not null, primary key ("id"));
alter table "person" add constraint "person_login_unique" unique ("login");
create index "person_role_id_index" on "person" ("role_id");
alter table "person" add constraint "person_role_id_foreign" foreign key ("role_id") references "role" ("id");
insert into "stream_head" ("store_id", "epoch", "seq", "hash") values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 0, repeat('0', 64)) on conflict do nothing;
`)
  }
}
