// What baskets hold for a while, and baskets that were put aside.
import { Migration } from '@mikro-orm/migrations'

export class Migration0015 extends Migration {
  override up(): void {
    this.addSql(`
create table "reservation" ("store_id" uuid not null, "id" uuid not null, "basket_id" uuid not null, "variant_id" uuid not null, "lot_id" uuid not null, "quantity_milli" bigint not null, "terminal_id" uuid not null, "person_id" uuid not null, "at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "state" text not null, "ended_at" timestamptz(3) null, "sale_id" uuid null, primary key ("store_id", "id"));
create unique index "reservation_held_unique" on "reservation" ("store_id", "variant_id", "basket_id", "lot_id") where "state" = 'held';
create index "reservation_store_id_basket_id_index" on "reservation" ("store_id", "basket_id");
create index "reservation_expires_at_held_index" on "reservation" ("expires_at") where "state" = 'held';
create index "reservation_ended_at_index" on "reservation" ("ended_at");
alter table "reservation" add constraint "reservation_quantity_milli_check" check (quantity_milli > 0);
alter table "reservation" add constraint "reservation_ended_check" check ((state = 'held') = (ended_at is null));
alter table "reservation" add constraint "reservation_sale_check" check ((state = 'committed') = (sale_id is not null));
create table "parked_sale" ("store_id" uuid not null, "id" uuid not null, "label" text not null, "content" jsonb not null, "total_minor" bigint not null, "currency" text not null, "owner_id" uuid not null, "terminal_id" uuid not null, "at" timestamptz(3) not null, "version" int not null, "lease_terminal_id" uuid null, "lease_person_id" uuid null, "lease_until" timestamptz(3) null, "state" text not null, "sale_id" uuid null, primary key ("store_id", "id"));
create index "parked_sale_store_id_parked_index" on "parked_sale" ("store_id") where "state" = 'parked';
alter table "parked_sale" add constraint "parked_sale_lease_check" check ((lease_until is null) = (lease_terminal_id is null) and (lease_until is null) = (lease_person_id is null));
alter table "parked_sale" add constraint "parked_sale_sale_check" check ((state = 'completed') = (sale_id is not null));
`)
  }
}
