// Price versions and what each terminal holds; prices for packs, lists for groups
// and channels; packs with codes of their own, and the rules of codes the shops print.
import { Migration } from '@mikro-orm/migrations'

export class Migration0016 extends Migration {
  override up(): void {
    this.addSql(`
alter table "price_list" add column "customer_group_ids" jsonb null, add column "channels" jsonb null;
alter table "price" add column "pack_milli" bigint not null default 1000;
alter table "price" alter column "pack_milli" drop default;
create table "price_version" ("number" int not null, "list_id" uuid not null, "effective_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, "person_id" uuid null, "price_count" int not null, "note" text null, "hash" text not null, primary key ("number"));
create table "terminal_prices" ("terminal_id" uuid not null, "store_id" uuid not null, "number" int not null, "at" timestamptz(3) not null, primary key ("terminal_id"));
alter table "price" drop constraint "price_list_id_variant_id_version_unique";
alter table "price" add constraint "price_slot_unique" unique ("version", "list_id", "variant_id", "minimum_milli", "pack_milli");
alter table "variant" add column "packs" jsonb not null default '[]';
alter table "variant" alter column "packs" drop default;
create table "barcode_rule" ("id" uuid not null, "prefix" text not null, "rule" jsonb not null, primary key ("id"));
alter table "barcode_rule" add constraint "barcode_rule_prefix_unique" unique ("prefix");
alter table "barcode" add column "pack_milli" bigint null;
`)
  }
}
