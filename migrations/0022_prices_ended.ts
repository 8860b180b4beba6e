// Prices that end with nothing in their place, and the version that ended them.
import { Migration } from '@mikro-orm/migrations'

export class Migration0022 extends Migration {
  override up(): void {
    this.addSql(`
alter table "price" add column "ended_by" int null;
create index "price_ended_by_index" on "price" ("ended_by") where "ended_by" is not null;
alter table "price_version" add column "ended_count" int not null default 0;
alter table "price_version" alter column "ended_count" drop default;
`)
  }
}
