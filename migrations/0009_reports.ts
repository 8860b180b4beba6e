// Files made by workers, and runs of reports.
import { Migration } from '@mikro-orm/migrations'

export class Migration0009 extends Migration {
  override up(): void {
    // PDF and XLSX are packed already: trying again at each write would only cost time.
    this.addSql(`
create table "file" ("document_id" uuid not null, "format" text not null, "hash" text not null, "size" int not null, "bytes" bytea not null, "at" timestamptz(3) not null, primary key ("document_id", "format"));
alter table "file" alter column "bytes" set storage external;
create table "report_run" ("id" uuid not null, "store_id" uuid not null, "kind" text not null, "business_on" date not null, "person_id" uuid null, "asked_at" timestamptz(3) not null, "state" text not null, "done" int not null, "total" int not null, "formats" jsonb not null, "problem" text null, primary key ("id"));
create index "report_run_store_id_id_index" on "report_run" ("store_id", "id");
`)
  }
}
