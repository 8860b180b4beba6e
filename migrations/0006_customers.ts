// Customers with the text they are found by.
import { Migration } from '@mikro-orm/migrations'

export class Migration0006 extends Migration {
  override up(): void {
    this.addSql(`
create table "customer" ("id" uuid not null, "name" text not null, "phone" text null, "email" text null, "tax_number" text null, "address" text null, "archived" boolean not null, "sort_name" text not null, "search" text not null, primary key ("id"));
create index "customer_sort_name_id_index" on "customer" ("sort_name", "id");
`)
  }
}
