// Which terminals are connected to which hub. Unlogged: a crash may forget it.
import { Migration } from '@mikro-orm/migrations'

export class Migration0010 extends Migration {
  override up(): void {
    this.addSql(`
create unlogged table "terminal_presence" ("terminal_id" uuid not null, "store_id" uuid not null, "state" text not null, "person_id" uuid null, "delay_ms" int null, "queued" int null, "hub" text not null, "at" timestamptz(3) not null, primary key ("terminal_id")) with (fillfactor = 50);
`)
  }
}
