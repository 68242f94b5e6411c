import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { createFromDrift } from "../../src/commands/create-from-drift.ts";
import { down } from "../../src/commands/down.ts";
import { drift } from "../../src/commands/drift.ts";
import { mark } from "../../src/commands/mark.ts";
import { up } from "../../src/commands/up.ts";
import { DraftRefusedError } from "../../src/errors/index.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { existing, ran, rejection } from "../support/results.ts";

describeEachDatabaseInTurn(1, "create --from-drift", (database) => {
  async function migrated() {
    const migrationsDir = directoryOf({
      "1_users.sql": upDown(
        "create schema app; create table app.users (id bigint primary key, email text);",
        "drop schema app cascade;",
      ),
    });
    const scratch = database().kind === "server" ? inject("serverUrl") : undefined;
    const options = { database: database().database, migrationsDir, scratch };
    await up(options);
    return { ...options, words: ["take", "over"] };
  }

  it("writes nothing where there is no drift", async () => {
    const options = await migrated();
    expect((await createFromDrift(options)).created).toBeUndefined();
    expect(readdirSync(options.migrationsDir)).toEqual(["1_users.sql"]);
  });

  it("writes a migration that makes the directory match, there and back", async () => {
    const options = await migrated();
    await database().query(
      `create type app.mood as enum ('glad'); alter table app.users add mood app.mood default 'glad';
       create index users_email on app.users (email); create function app.one() returns int language sql as 'select 1'`,
    );
    const { created, drift: found } = await createFromDrift(options);
    expect(found.differences).toHaveLength(4);
    expect(created!.name).toMatch(/^\d+_take-over$/);
    const text = readFileSync(join(options.migrationsDir, `${created!.name}.sql`), "utf8");
    expect(text).toMatch(/^-- Migration: Take Over\n-- Created: .*\n-- Description: \S.*\n\n-- Up/);

    await mark({ ...options, names: [created!.name] });
    expect((await drift(options)).differences).toEqual([]);
    expect(ran(await down(options))).toEqual([`down ${created!.name}`]);
    expect(await existing(database(), "app.users_email")).toEqual([]);
    expect((await drift(options)).differences).toEqual([]);
    expect(ran(await up(options))).toEqual([`up ${created!.name}`]);
    expect(await existing(database(), "app.users_email")).toEqual(["app.users_email"]);
  });

  it("makes again what an index had that was dropped by hand", async () => {
    const options = await migrated();
    const index =
      "create index i on app.users ((id + 1)); alter index app.i alter column 1 set statistics 500;";
    addFiles(options.migrationsDir, { "2_index.sql": upDown(index, "") });
    await up(options);
    await database().query("drop index app.i");
    const { created } = await createFromDrift(options);
    await mark({ ...options, names: [created!.name] });
    await down(options);
    const [row] = await database().query<{ target: number }>(
      "select attstattarget as target from pg_attribute where attrelid = 'app.i'::regclass",
    );
    expect(row).toEqual({ target: 500 });
  });

  it("refuses secrets, which nobody is shown", async () => {
    const options = await migrated();
    const server =
      "create foreign data wrapper w; create server s foreign data wrapper w options (token 'first-key');";
    addFiles(options.migrationsDir, { "2_server.sql": upDown(server, "") });
    await up(options);
    try {
      await database().query("alter server s options (set token 'second-key')");
      const error = await rejection(createFromDrift(options), DraftRefusedError);
      expect(error.message).toContain("ALTER SERVER s OPTIONS (SET token :'token')");
      expect(readdirSync(options.migrationsDir)).toHaveLength(2);
    } finally {
      await database().query("drop foreign data wrapper w cascade");
    }
  });

  it("attaches and detaches partitions, which keep their rows", async () => {
    const options = await migrated();
    const events =
      "create table app.ev (d int) partition by range (d); create table app.e1 (d int);";
    addFiles(options.migrationsDir, { "2_events.sql": upDown(events, "") });
    await up(options);
    await database().query(
      "insert into app.e1 values (1); alter table app.ev attach partition app.e1 for values from (1) to (2)",
    );
    const { created, drift: found } = await createFromDrift(options);
    expect(found.toTarget.losesData).toEqual([]);
    expect(found.toMigrations.losesData).toEqual([]);
    await mark({ ...options, names: [created!.name] });
    await down(options);
    await up(options);
    expect(await database().query("select d from app.ev")).toEqual([{ d: 1 }]);
  });

  it("says what takes rows or values away", async () => {
    const options = await migrated();
    await database().query("create table app.notes (); alter table app.users drop column email");
    const { drift: found } = await createFromDrift(options);
    expect(found.toTarget.losesData).toEqual(["ALTER TABLE app.users DROP COLUMN IF EXISTS email"]);
    expect(found.toMigrations.losesData).toEqual(["DROP TABLE IF EXISTS app.notes"]);
  });

  it("only says which file it would be in a dry run", async () => {
    const options = await migrated();
    await database().query("create table app.notes ()");
    const { created } = await createFromDrift({ ...options, dryRun: true });
    expect(created!.file).toContain("take-over.sql");
    expect(readdirSync(options.migrationsDir)).toEqual(["1_users.sql"]);
  });

  it("refuses while migrations are pending, which it would put out of order", async () => {
    const options = await migrated();
    await database().query("create table app.notes ()");
    addFiles(options.migrationsDir, { "2_later.sql": upDown("create table app.later ();", "") });
    const error = await rejection(createFromDrift(options), DraftRefusedError);
    expect(error.objects).toEqual(["2_later"]);
    expect(readdirSync(options.migrationsDir)).toHaveLength(2);
  });

  it("refuses what no SQL does, and writes nothing", async () => {
    const options = await migrated();
    await database().query(
      "alter table app.users drop column id; alter table app.users add column id bigint primary key",
    );
    const error = await rejection(createFromDrift(options), DraftRefusedError);
    expect(error.objects).toEqual(["table app.users"]);
    expect(readdirSync(options.migrationsDir)).toEqual(["1_users.sql"]);
  });
});
