// Invoices with their series and the state of their PDFs; sales with lines, tenders and returns.
import { Migration } from '@mikro-orm/migrations'

export class Migration0008 extends Migration {
  override up(): void {
    this.addSql(`
create table "invoice_series" ("store_id" uuid not null, "id" uuid not null, "code" text not null, "last_serial" bigint not null, "last_hash" text not null, "last_issued_at" timestamptz(3) null, primary key ("store_id", "id")) with (fillfactor = 50);
alter table "invoice_series" add constraint "invoice_series_store_id_code_unique" unique ("store_id", "code");
create table "invoice" ("store_id" uuid not null, "id" uuid not null, "series_id" uuid not null, "serial" bigint not null, "number" text not null, "kind" text not null, "sale_id" uuid not null, "issued_at" timestamptz(3) not null, "currency" text not null, "net_minor" bigint not null, "tax_minor" bigint not null, "total_minor" bigint not null, "customer_id" uuid null, "body" text not null, "hash" text not null, "previous_hash" text not null, primary key ("store_id", "id"));
alter table "invoice" add constraint "invoice_store_id_series_id_serial_unique" unique ("store_id", "series_id", "serial");
alter table "invoice" add constraint "invoice_store_id_sale_id_unique" unique ("store_id", "sale_id");
create table "invoice_pdf" ("store_id" uuid not null, "invoice_id" uuid not null, "state" text not null, "attempt" int not null, primary key ("store_id", "invoice_id"));
create table "sale" ("store_id" uuid not null, "id" uuid not null, "receipt" text not null, "terminal_id" uuid not null, "person_id" uuid not null, "customer_id" uuid null, "cash_session_id" uuid not null, "at" timestamptz(3) not null, "recorded_at" timestamptz(3) not null, "business_on" date not null, "currency" text not null, "net_minor" bigint not null, "tax_minor" bigint not null, "rounding_minor" bigint not null, "total_minor" bigint not null, "change_minor" bigint not null, "offline" boolean not null, "invoice_id" uuid not null, "invoice_number" text not null, primary key ("store_id", "id"));
create index "sale_store_id_business_on_index" on "sale" ("store_id", "business_on");
create index "sale_receipt_index" on "sale" ("receipt");
create table "sale_line" ("store_id" uuid not null, "sale_id" uuid not null, "position" int not null, "id" uuid not null, "variant_id" uuid not null, "lot_id" uuid null, "quantity_milli" bigint not null, "unit_price_centi_minor" bigint not null, "discount_minor" bigint not null, "amount_minor" bigint not null, "net_minor" bigint not null, "tax_minor" bigint not null, "tax_id" uuid null, primary key ("store_id", "sale_id", "position"));
create table "tender" ("store_id" uuid not null, "sale_id" uuid not null, "position" int not null, "kind" text not null, "amount_minor" bigint not null, "reference" text null, primary key ("store_id", "sale_id", "position"));
create table "returned_line" ("sale_id" uuid not null, "line_id" uuid not null, "variant_id" uuid not null, "lot_id" uuid null, "currency" text not null, "tax_id" uuid null, "unit_price_centi_minor" bigint not null, "sold_milli" bigint not null, "paid_minor" bigint not null, "returned_milli" bigint not null, "refunded_minor" bigint not null, primary key ("sale_id", "line_id"));
`)
  }
}
