import { expect, inject, it } from "vitest";
import { objectText } from "../../src/catalog/index.ts";
import { drift, type DriftResult } from "../../src/commands/drift.ts";
import { up } from "../../src/commands/up.ts";
import { HistoryRefusedError, ReplayFailedError } from "../../src/errors/index.ts";
import type { TestDatabase } from "../support/databases.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const files = {
  "1_users.sql": upDown(
    `create schema app; create table app.users (id bigint generated always as identity primary key, email text not null);
     create index users_email on app.users (email) where email <> '';
     create view app.emails as select email from app.users;`,
    "drop schema app cascade;",
  ),
  "2_orders.sql": upDown(
    "create table app.orders (id serial primary key, user_id bigint references app.users);",
    "drop table app.orders;",
  ),
};

function told({ differences }: DriftResult): string[] {
  return differences.map(({ change, object }) => `${change} ${objectText(object)}`);
}

describeEachDatabaseInTurn(1, "drift", (database) => {
  async function migrated(more: Record<string, string> = {}) {
    const migrationsDir = directoryOf({ ...files, ...more });
    const options = { database: database().database, migrationsDir, scratch: inject("serverUrl") };
    await up(options);
    return options;
  }

  it("finds none after the migrations, with the history and its journal there", async () => {
    const result = await drift(await migrated());
    expect(result).toMatchObject({
      differences: [],
      toTarget: { statements: [] },
      toMigrations: { statements: [] },
      schemas: ["app"],
      applied: 2,
      edited: [],
      partial: [],
    });
    expect(result.versions).toBeUndefined();
  });

  it("tells what was changed by hand, and the SQL to either side", async () => {
    const options = await migrated();
    await database().query(
      "alter table app.users add column age integer; drop index app.users_email; create table app.notes (id int)",
    );
    const result = await drift(options);
    expect(told(result)).toEqual([
      "extra table app.notes",
      "extra column app.users.age",
      "missing index app.users_email",
    ]);
    await run(database(), result.toMigrations.statements);
    expect((await drift(options)).differences).toEqual([]);
    await run(database(), result.toTarget.statements);
    expect(told(await drift(options))).toEqual(told(result));
  });

  it("leaves out the table of another tool, but where migrations have made it", async () => {
    const history = "create table schema_migrations (version bigint primary key, dirty boolean)";
    const options = await migrated();
    await database().query(history);
    const result = await drift(options);
    expect(result.differences).toEqual([]);
    expect(result.undescribed).toContain("table public.schema_migrations of golang-migrate");
    const made = { "3_made.sql": upDown(`${history};`, "") };
    addFiles(options.migrationsDir, made);
    await database().query("drop table schema_migrations");
    await up(options);
    await database().query("drop table schema_migrations");
    const missing = await drift(options);
    expect(told(missing)).toEqual(["missing table public.schema_migrations"]);
  });

  it("opens what the same migrations made before as it was kept, where that is embedded", async () => {
    const random = `do $$ begin execute 'create table app.t' || md5(random()::text) || ' ()'; end $$;`;
    const options = { ...(await migrated({ "3_random.sql": random })), scratch: undefined };
    const cache = directoryOf({});
    const first = told(await drift({ ...options, cache }));
    expect(first).toHaveLength(2);
    expect(told(await drift({ ...options, cache }))).toEqual(first);
    expect(told(await drift({ ...options, cache: directoryOf({}) }))).not.toEqual(first);
  });

  it("finds what digests tell apart, and tries the SQL there and back", async () => {
    const more = `create index users_length on app.users ((length(email))); create type app.pair as (a int);
      create table app.typed of app.pair; create unlogged sequence app.numbers; create statistics app.s on id, email from app.users;`;
    const options = await migrated({ "3_more.sql": upDown(more, "") });
    await database()
      .query(`alter table app.users alter email set storage external, alter email set statistics 9, alter email set (n_distinct = 5);
        alter table app.users set (toast.autovacuum_enabled = false); alter index app.users_length alter column 1 set statistics 500;
        alter table app.users cluster on users_length; alter table app.orders disable trigger all; alter table app.typed not of;
        alter view app.emails alter email set default 'x'; alter sequence app.numbers set logged; drop statistics app.s;
        comment on column app.pair.a is 'first'; grant select (email) on app.emails to public`);
    const result = await drift(options);
    expect(new Set(result.differences.map(({ object }) => objectText(object)))).toEqual(
      new Set([
        ...["app.emails.email", "app.pair.a", "app.users.email"].map((name) => `column ${name}`),
        "index app.users_length",
        "sequence app.numbers",
        "statistics app.s",
        "table app.typed",
        "table app.users",
        ...["check_ins", "check_upd"].map(
          (name) =>
            `internal trigger "RI_FKey_${name}" of constraint orders_user_id_fkey on app.orders`,
        ),
      ]),
    );
    expect(result.toTarget.trial).toEqual({ outcome: "exact" });
    expect(result.toMigrations.trial).toEqual({ outcome: "exact" });
    await run(database(), result.toMigrations.statements);
    expect((await drift(options)).differences).toEqual([]);
  });

  it("names what somebody has set of the database itself, where the migrations do not", async () => {
    const options = await migrated();
    const { differences, undescribed } = await drift(options);
    expect({ differences, undescribed }).toEqual({ differences: [], undescribed: [] });
    const grant = (verb: string) => `do $$ begin
      execute format('alter database %I ${verb === "grant" ? "set work_mem = ''5MB''" : "reset all"}', current_database());
      execute format('${verb} create on database %I ${verb === "grant" ? "to" : "from"} public', current_database()); end $$`;
    await database().query(grant("grant"));
    try {
      expect(await drift(options)).toMatchObject({
        differences: [],
        undescribed: ["the database: privileges", "the database: settings"],
      });
    } finally {
      await database().query(grant("revoke"));
    }
  });

  it("compares with the migrations that are applied, not with those that are pending", async () => {
    const options = await migrated();
    addFiles(options.migrationsDir, { "3_later.sql": upDown("create table app.later ();", "") });
    expect((await drift(options)).differences).toEqual([]);
  });

  it("looks only at the schemas that the migrations touch, and at extensions", async () => {
    const options = await migrated();
    await database().query(
      "create schema other; create table other.things (); create table public.stray (); create role drifter_role",
    );
    try {
      expect((await drift(options)).differences).toEqual([]);
      await database().query("create extension pgcrypto schema other");
      expect(told(await drift(options))).toEqual(["extra extension pgcrypto"]);
    } finally {
      await database().query("drop extension if exists pgcrypto; drop role drifter_role");
    }
  });

  it("counts public once the migrations make or name something in it", async () => {
    const options = await migrated({ "3_p.sql": upDown("create table public.p ();", "") });
    expect((await drift(options)).differences).toEqual([]);
    await database().query("create table public.stray ()");
    expect(told(await drift(options))).toEqual(["extra table public.stray"]);
  });

  it("takes the usual owner for the same whatever its name, and tells an odd one", async () => {
    const options = await migrated();
    const [owner, odd] = [`drift_owner_${process.pid}`, `drift_odd_${process.pid}`];
    await database().query(`create role ${owner}; create role ${odd};
      alter schema app owner to ${owner}; alter table app.users owner to ${owner}; alter view app.emails owner to ${owner};
      alter table app.orders owner to ${owner}`);
    try {
      expect((await drift(options)).differences).toEqual([]);
      await database().query(`alter table app.orders owner to ${odd}`);
      const { differences, toMigrations } = await drift(options);
      expect(differences).toEqual([
        {
          object: { kind: "table", name: "app.orders" },
          change: "changed",
          details: [{ aspect: "owner", was: owner, is: odd }],
        },
      ]);
      await run(database(), toMigrations.statements);
      expect((await drift(options)).differences).toEqual([]);
    } finally {
      await database().query(`drop schema app cascade; drop role ${owner}; drop role ${odd}`);
    }
  });

  it("makes the roles that migrations name on an embedded scratch database", async () => {
    const role = `drift_reader_${process.pid}`;
    await database().query(`create role ${role}`);
    try {
      const grant = { "3_grant.sql": upDown(`grant usage on schema app to ${role};`, "") };
      const options = { ...(await migrated(grant)), scratch: undefined };
      expect((await drift(options)).differences).toEqual([]);
      await database().query(`revoke all on schema app from ${role}`);
      expect((await drift(options)).differences).toMatchObject([
        {
          object: { kind: "schema" },
          details: [{ aspect: `privileges of ${role}`, was: "USAGE" }],
        },
      ]);
    } finally {
      await database().query(`drop schema app cascade; drop role ${role}`);
    }
  });

  it("says which files were edited since they were applied, and compares with what they say now", async () => {
    const options = await migrated();
    addFiles(options.migrationsDir, {
      "2_orders.sql": upDown("create table app.orders (id int);", ""),
    });
    const result = await drift(options);
    expect(result.edited).toEqual(["2_orders"]);
    expect(told(result)).toContain("extra column app.orders.user_id");
  });

  it("refuses where an applied migration has no file", async () => {
    const options = await migrated();
    removeFiles(options.migrationsDir, "2_orders.sql");
    const error = await rejection(drift(options), HistoryRefusedError);
    expect(error.problems.missing).toEqual(["2_orders"]);
  });

  it("tells where a migration does not run on an empty database", async () => {
    await database().query("create table public.legacy (id int)");
    const options = await migrated({
      "3_legacy.sql": upDown("alter table public.legacy add column a int;", ""),
    });
    const error = await rejection(drift(options), ReplayFailedError);
    expect(error.message).toMatch(/3_legacy does not run.*relation "public.legacy" does not exist/);
    expect(await database().query("select a from public.legacy")).toEqual([]);
  });

  it("applies in the order in which the target got them", async () => {
    const migrationsDir = directoryOf({
      "2_table.sql": upDown("create schema late; create table late.t ();", ""),
    });
    const scratch = inject("serverUrl");
    const options = { database: database().database, migrationsDir, checkOrder: false, scratch };
    await up(options);
    addFiles(migrationsDir, { "1_column.sql": upDown("alter table late.t add column a int;", "") });
    await up(options);
    expect((await drift(options)).differences).toEqual([]);
  });

  it("says the same with an embedded scratch database", async () => {
    const options = { ...(await migrated()), scratch: undefined };
    expect((await drift(options)).differences).toEqual([]);
    await database().query("alter table app.orders add note text");
    const result = await drift(options);
    expect(told(result)).toEqual(["extra column app.orders.note"]);
    expect(result.scratch).toBe("PGlite (PostgreSQL 18)");
  });
});

async function run(database: TestDatabase, statements: readonly string[]): Promise<void> {
  await database.query(statements.map((statement) => `${statement};`).join("\n"));
}
