// Warehouses with their locations, lots, levels and the ledger of movements.
import { Migration } from '@mikro-orm/migrations'

export class Migration0005 extends Migration {
  override up(): void {
    this.addSql(`
create table "warehouse" ("id" uuid not null, "store_id" uuid not null, "name" jsonb not null, "default_location_id" uuid not null, primary key ("id"));
create index "warehouse_store_id_index" on "warehouse" ("store_id");
create table "location" ("id" uuid not null, "store_id" uuid not null, "warehouse_id" uuid not null, "kind" text not null, "name" jsonb not null, "sellable" boolean not null, primary key ("id"));
create index "location_store_id_index" on "location" ("store_id");
create index "location_warehouse_id_index" on "location" ("warehouse_id");
alter table "location" add constraint "location_warehouse_id_foreign" foreign key ("warehouse_id") references "warehouse" ("id");
create table "lot" ("id" uuid not null, "variant_id" uuid not null, "code" text not null, "expiry_on" date null, "best_before_on" date null, "status" text not null, "reason" text null, primary key ("id"));
alter table "lot" add constraint "lot_variant_id_code_unique" unique ("variant_id", "code");
create table "level" ("store_id" uuid not null, "location_id" uuid not null, "variant_id" uuid not null, "lot_id" uuid not null, "on_hand_milli" bigint not null, primary key ("store_id", "location_id", "variant_id", "lot_id")) with (fillfactor = 50);
alter table "level" add constraint "level_on_hand_milli_check" check (on_hand_milli >= 0);
create table "movement" ("store_id" uuid not null, "id" uuid not null, "kind" text not null, "variant_id" uuid not null, "lot_id" uuid null, "from_location_id" uuid not null, "to_location_id" uuid not null, "quantity_milli" bigint not null, "document_kind" text not null, "document_id" uuid not null, "reason" text null, "person_id" uuid null, "terminal_id" uuid null, "at" timestamptz(3) not null, primary key ("store_id", "id"));
create index "movement_store_id_variant_id_id_index" on "movement" ("store_id", "variant_id", "id");
create index "movement_store_id_document_id_index" on "movement" ("store_id", "document_id");
create index "movement_store_id_variant_id_shortage_index" on "movement" ("store_id", "variant_id") where "kind" in ('shortage', 'settlement');
alter table "movement" add constraint "movement_ends_check" check (from_location_id <> to_location_id);
alter table "movement" add constraint "movement_quantity_milli_check" check (quantity_milli > 0);
`)
  }
}
