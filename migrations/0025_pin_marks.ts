// Since when what a person proved by a PIN before no longer holds, so that devices that let them in
// without the hub hear of it.
import { Migration } from '@mikro-orm/migrations'

export class Migration0025 extends Migration {
  override up(): void {
    this.addSql(`
create table "pin_mark" (
  "person_id" uuid not null,
  "at" timestamptz(3) not null,
  primary key ("person_id")
);
alter table "pin_mark" add constraint "pin_mark_person_id_foreign" foreign key ("person_id") references "person" ("id");
`)
  }
}
