// The tax that takes the place of another from an instant on, which is how a rate changes.
import { Migration } from '@mikro-orm/migrations'

export class Migration0023 extends Migration {
  override up(): void {
    this.addSql(`
alter table "tax" add column "next_tax_id" uuid null;
alter table "tax" add column "next_from" timestamptz(3) null;
`)
  }
}
