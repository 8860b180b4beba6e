// Categories, products, variants and barcodes; price lists and prices.
import { Migration } from '@mikro-orm/migrations'

export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(`
create table "category" ("id" uuid not null, "name" jsonb not null, "parent_id" uuid null, "position" int not null, "picture" text null, primary key ("id"));
create table "product" ("id" uuid not null, "name" jsonb not null, "category_id" uuid null, "tax_id" uuid null, "tracking" text not null, "stock_policy" text not null, "minimum_life_days" int not null, "reorder_milli" bigint null, "picture" text null, "favourite" boolean not null, "service" boolean not null, "archived" boolean not null, primary key ("id"));
alter table "product" add constraint "product_category_id_foreign" foreign key ("category_id") references "category" ("id") on delete set null;
create table "variant" ("id" uuid not null, "product_id" uuid not null, "sku" text not null, "name" jsonb null, "unit" text not null, "archived" boolean not null, primary key ("id"));
create index "variant_product_id_index" on "variant" ("product_id");
alter table "variant" add constraint "variant_sku_unique" unique ("sku");
alter table "variant" add constraint "variant_product_id_foreign" foreign key ("product_id") references "product" ("id");
create table "barcode" ("code" text not null, "variant_id" uuid not null, "position" int not null, primary key ("code"));
create index "barcode_variant_id_index" on "barcode" ("variant_id");
alter table "barcode" add constraint "barcode_variant_id_foreign" foreign key ("variant_id") references "variant" ("id");
create table "price_list" ("id" uuid not null, "name" jsonb not null, "currency" text not null, "store_ids" jsonb null, "priority" int not null, "valid_from" timestamptz(3) null, "valid_to" timestamptz(3) null, "active" boolean not null, primary key ("id"));
create table "price" ("id" uuid not null, "list_id" uuid not null, "variant_id" uuid not null, "unit_price_centi_minor" bigint not null, "minimum_milli" bigint not null, "valid_from" timestamptz(3) not null, "valid_to" timestamptz(3) null, "version" int not null, "replicated" boolean not null, primary key ("id"));
create index "price_variant_id_index" on "price" ("variant_id");
alter table "price" add constraint "price_list_id_variant_id_version_unique" unique ("list_id", "variant_id", "version");
alter table "price" add constraint "price_list_id_foreign" foreign key ("list_id") references "price_list" ("id");
alter table "price" add constraint "price_variant_id_foreign" foreign key ("variant_id") references "variant" ("id");
`)
  }
}
