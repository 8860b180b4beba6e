// Taxes of several parts and tax positions, what a store decides about counts, holds and returns, what
// sales remember beyond their sums, and what was taken out of baskets.
import { Migration } from '@mikro-orm/migrations'

export class Migration0011 extends Migration {
  override up(): void {
    this.addSql(`
alter table "store" add column "count_tolerance_minor" bigint not null default 0, add column "hold_below_milli" bigint not null default 0, add column "no_receipt" text not null default 'any', add column "four_eyes" boolean not null default false;
alter table "store" alter column "count_tolerance_minor" drop default, alter column "hold_below_milli" drop default, alter column "no_receipt" drop default, alter column "four_eyes" drop default;
alter table "tax" add column "parts" jsonb null, add column "exemption_reason" text null;
update "tax" set "parts" = jsonb_build_array(jsonb_build_object('name', "name", 'category', "category", 'ratePpm', "rate_ppm"));
alter table "tax" alter column "parts" set not null, drop column "category", drop column "rate_ppm";
create table "tax_position" ("id" uuid not null, "name" jsonb not null, "map" jsonb not null, primary key ("id"));
alter table "sale" add column "channel" text not null default 'store', add column "sales_person_id" uuid null, add column "void_of" uuid null;
alter table "sale" alter column "channel" drop default;
alter table "returned_line" add column "pack_milli" bigint not null default 1000, add column "list_tax_id" uuid null;
alter table "returned_line" alter column "pack_milli" drop default;
create table "refunded_tender" ("sale_id" uuid not null, "kind" text not null, "paid_minor" bigint not null, "refunded_minor" bigint not null, primary key ("sale_id", "kind"));
create table "voided_sale" ("sale_id" uuid not null, "void_id" uuid not null, primary key ("sale_id"));
create table "voided_line" ("store_id" uuid not null, "void_id" uuid not null, "position" int not null, "basket_id" uuid not null, "cash_session_id" uuid null, "terminal_id" uuid not null, "person_id" uuid not null, "at" timestamptz(3) not null, "whole" boolean not null, "variant_id" uuid not null, "quantity_milli" bigint not null, "amount_minor" bigint not null, "reason" text not null, primary key ("store_id", "void_id", "position"));
`)
  }
}
