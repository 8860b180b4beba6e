// The log and its heads, remembered replies, journals, quarantine and tickets.
import { Migration } from '@mikro-orm/migrations'

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(`
create table "stream_head" ("store_id" uuid not null, "epoch" uuid not null, "seq" bigint not null, "hash" text not null, primary key ("store_id")) with (fillfactor = 50);
create table "event" ("store_id" uuid not null, "seq" bigint not null, "kind" text not null, "body" text not null, "at" timestamptz(3) not null, "person_id" uuid null, "terminal_id" uuid null, "call_id" uuid null, "hash" text not null, primary key ("store_id", "seq"));
create table "reply" ("call_id" uuid not null, "operation" text not null, "input_hash" text not null, "output" text null, "at" timestamptz(3) not null, primary key ("call_id"));
create table "journal_head" ("terminal_id" uuid not null, "fence" int not null, "last_n" bigint not null, "last_hash" text not null, primary key ("terminal_id", "fence")) with (fillfactor = 50);
create table "journal" ("terminal_id" uuid not null, "fence" int not null, "n" bigint not null, "store_id" uuid not null, "document_id" uuid not null, "kind" text not null, "hash" text not null, "body" text not null, "outcome" text not null, "verdict" text not null, "at" timestamptz(3) not null, primary key ("terminal_id", "fence", "n"));
alter table "journal" add constraint "journal_document_id_unique" unique ("document_id");
create table "quarantine" ("id" uuid not null, "terminal_id" uuid not null, "fence" int not null, "n" bigint not null, "document_id" uuid not null, "kind" text not null, "previous_hash" text not null, "body" text not null, "reason" text not null, "at" timestamptz(3) not null, primary key ("id"));
create table "ticket" ("id" uuid not null, "job" text not null, "key" text not null, "payload" jsonb not null, "state" text not null, "fence" int not null, "attempts" int not null, "run_at" timestamptz(3) not null, "error" text null, "at" timestamptz(3) not null, primary key ("id"));
create index "ticket_state_run_at_index" on "ticket" ("state", "run_at");
alter table "ticket" add constraint "ticket_job_key_unique" unique ("job", "key");
`)
  }
}
