// Gift cards, store credit and vouchers with their ledger; customer groups; what customers owe.
import { Migration } from '@mikro-orm/migrations'

export class Migration0012 extends Migration {
  override up(): void {
    this.addSql(`
create table "stored_value" ("id" uuid not null, "kind" text not null, "currency" text not null, "customer_id" uuid null, "code_hash" text null, "last4" text null, "balance_minor" bigint not null, "state" text not null, "expires_on" date null, "at" timestamptz(3) not null, "used_by" uuid null, "forfeited_minor" bigint not null, "entries" int not null, primary key ("id")) with (fillfactor = 70);
create index "stored_value_customer_id_id_index" on "stored_value" ("customer_id", "id");
alter table "stored_value" add constraint "stored_value_code_hash_unique" unique ("code_hash");
alter table "stored_value" add constraint "stored_value_balance_minor_check" check (balance_minor >= 0);
create table "stored_value_entry" ("account_id" uuid not null, "number" int not null, "document_id" uuid not null, "amount_minor" bigint not null, "forfeited_minor" bigint not null, "balance_minor" bigint not null, "store_id" uuid not null, "person_id" uuid null, "at" timestamptz(3) not null, primary key ("account_id", "number"));
create index "stored_value_entry_document_id_index" on "stored_value_entry" ("document_id");
alter table "stored_value_entry" add constraint "stored_value_entry_account_id_document_id_unique" unique ("account_id", "document_id");
create table "customer_group" ("id" uuid not null, "name" jsonb not null, primary key ("id"));
alter table "customer" add column "group_id" uuid null, add column "tax_position_id" uuid null;
create table "customer_account" ("customer_id" uuid not null, "currency" text not null, "limit_minor" bigint not null, "balance_minor" bigint not null, "entries" int not null, primary key ("customer_id", "currency")) with (fillfactor = 70);
alter table "customer_account" add constraint "customer_account_limit_minor_check" check (limit_minor >= 0);
create table "customer_entry" ("customer_id" uuid not null, "currency" text not null, "number" int not null, "kind" text not null, "document_id" uuid not null, "amount_minor" bigint not null, "balance_minor" bigint not null, "limit_minor" bigint not null, "allowed_by" text null, "paid_by" text null, "reference" text null, "store_id" uuid not null, "person_id" uuid null, "at" timestamptz(3) not null, primary key ("customer_id", "currency", "number"));
create index "customer_entry_document_id_index" on "customer_entry" ("document_id");
alter table "customer_entry" add constraint "customer_entry_customer_id_currency_document_id_unique" unique ("customer_id", "currency", "document_id");
`)
  }
}
