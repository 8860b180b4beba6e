// When a till that nobody touches locks by itself. Stores of before go on without, until somebody says otherwise.
import { Migration } from '@mikro-orm/migrations'

export class Migration0027 extends Migration {
  override up(): void {
    this.addSql(`
alter table "store" add column "lock_after_minutes" int not null default 0;
alter table "store" alter column "lock_after_minutes" drop default;
`)
  }
}
