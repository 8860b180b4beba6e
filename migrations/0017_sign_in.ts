// Second steps, recovery codes, resets, devices that are known, what a sign-in was proved by, and the keys
// that sign access tokens.
import { Migration } from '@mikro-orm/migrations'

export class Migration0017 extends Migration {
  override up(): void {
    this.addSql(`
alter table "role" add column "needs_mfa" boolean not null default false;
alter table "role" alter column "needs_mfa" drop default;
alter table "session" add column "device" text not null default '', add column "seen_at" timestamptz(3) null, add column "proved_at" timestamptz(3) null, add column "proofs" jsonb not null default '["password"]';
update "session" set "seen_at" = "started_at", "proved_at" = "started_at";
alter table "session" alter column "device" drop default, alter column "seen_at" set not null, alter column "proved_at" set not null, alter column "proofs" drop default;
alter table "sign_in_try" rename column "login" to "key";
create table "totp" ("person_id" uuid not null, "secret" text not null, "last_step" int not null, "confirmed_at" timestamptz(3) null, primary key ("person_id"));
alter table "totp" add constraint "totp_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "recovery_code" ("person_id" uuid not null, "hash" text not null, primary key ("person_id", "hash"));
alter table "recovery_code" add constraint "recovery_code_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "password_reset" ("person_id" uuid not null, "hash" text not null, "expires_at" timestamptz(3) not null, primary key ("person_id"));
alter table "password_reset" add constraint "password_reset_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "known_device" ("hash" text not null, "person_id" uuid not null, "seen_at" timestamptz(3) not null, primary key ("hash"));
create index "known_device_person_id_index" on "known_device" ("person_id");
alter table "known_device" add constraint "known_device_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "signing_key" ("kid" text not null, "public_key" text not null, "signs_from" timestamptz(3) not null, "ends_at" timestamptz(3) null, primary key ("kid"));
`)
  }
}
