// Passwords, sign-ins and their refresh tokens; terminals, their keys and invitations.
import { Migration } from '@mikro-orm/migrations'

export class Migration0003 extends Migration {
  override up(): void {
    this.addSql(`
create table "credential" ("person_id" uuid not null, "hash" text not null, "changed_at" timestamptz(3) not null, primary key ("person_id"));
alter table "credential" add constraint "credential_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "session" ("id" uuid not null, "person_id" uuid not null, "terminal_id" uuid null, "address" text not null, "started_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "end_reason" text null, primary key ("id"));
create index "session_person_id_index" on "session" ("person_id");
create index "session_expires_at_index" on "session" ("expires_at");
alter table "session" add constraint "session_person_id_foreign" foreign key ("person_id") references "person" ("id");
create table "refresh_token" ("hash" text not null, "session_id" uuid not null, "issued_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "successor" text null, primary key ("hash"));
create index "refresh_token_session_id_index" on "refresh_token" ("session_id");
alter table "refresh_token" add constraint "refresh_token_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade;
create table "sign_in_try" ("login" text not null, "tries" int not null, "since" timestamptz(3) not null, primary key ("login"));
create index "sign_in_try_since_index" on "sign_in_try" ("since");
create table "terminal" ("id" uuid not null, "store_id" uuid not null, "kind" text not null, "code" text not null, "name" text not null, "state" text not null, "fence" int not null, "proof" text null, primary key ("id"));
alter table "terminal" add constraint "terminal_store_id_code_unique" unique ("store_id", "code");
alter table "terminal" add constraint "terminal_store_id_foreign" foreign key ("store_id") references "store" ("id");
create table "terminal_key" ("terminal_id" uuid not null, "fence" int not null, "public_key" jsonb null, "token_hash" text null, primary key ("terminal_id", "fence"));
alter table "terminal_key" add constraint "terminal_key_terminal_id_foreign" foreign key ("terminal_id") references "terminal" ("id");
create table "invitation" ("code_hash" text not null, "terminal_id" uuid not null, "expires_at" timestamptz(3) not null, primary key ("code_hash"));
alter table "invitation" add constraint "invitation_terminal_id_unique" unique ("terminal_id");
alter table "invitation" add constraint "invitation_terminal_id_foreign" foreign key ("terminal_id") references "terminal" ("id");
`)
  }
}
