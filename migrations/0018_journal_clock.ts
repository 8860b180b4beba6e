// When a terminal last said that something happened, so that a clock that is set back is seen.
import { Migration } from '@mikro-orm/migrations'

export class Migration0018 extends Migration {
  override up(): void {
    this.addSql(`alter table "journal_head" add column "last_at" timestamptz(3) null;`)
  }
}
