import { join } from "node:path";
import { expect, inject, it, test } from "vitest";
import { down } from "../../src/commands/down.ts";
import { drift } from "../../src/commands/drift.ts";
import { history } from "../../src/commands/history.ts";
import { lint } from "../../src/commands/lint.ts";
import { redo } from "../../src/commands/redo.ts";
import { status } from "../../src/commands/status.ts";
import { plan, up } from "../../src/commands/up.ts";
import { verify } from "../../src/commands/verify.ts";
import { MigrationFailedError, MigrationFileError } from "../../src/errors/index.ts";
import { migratedDatabase } from "../../src/testing/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { followPage } from "../support/documented.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

const users = upDown("create table users (id int primary key, email text);", "drop table users;");
const view = "create or replace view names as select id, shout(email) as loud from users;";
const shout =
  "create or replace function shout(t text) returns text language sql as $$ select upper(t) $$;";

describeEachDatabase("repeatable migrations", (database) => {
  function optionsFor(files: Readonly<Record<string, string>>) {
    const migrationsDir = directoryOf({ "1_users.sql": users, ...files });
    return { database: database().database, migrationsDir, scratch: inject("serverUrl") };
  }

  const both = { "repeatable/a-view.sql": view, "repeatable/b-shout.sql": shout };

  it("run after all others, in the order of their needs, and again only when they change", async () => {
    const options = optionsFor(both);
    expect(ran(await up(options))).toEqual([
      "up 1_users",
      "up repeatable/b-shout",
      "up repeatable/a-view",
    ]);
    expect(await applied(database())).toEqual(["1_users"]);
    expect(await journal(database())).toEqual([
      "up 1_users",
      "repeatable repeatable/b-shout",
      "repeatable repeatable/a-view",
    ]);
    expect(ran(await up(options))).toEqual([]);
    addFiles(options.migrationsDir, {
      "repeatable/a-view.sql": view.replace("from users", "from users where id > 0"),
    });
    expect((await plan(options)).segments.flatMap(({ steps }) => steps)).toMatchObject([
      { migration: "repeatable/a-view", direction: "up" },
    ]);
    expect(ran(await up(options))).toEqual(["up repeatable/a-view"]);
    expect((await drift(options)).differences).toEqual([]);
  });

  it("drop what they no longer make, and what one made whose file is gone", async () => {
    const trigger = `
      create or replace function mark() returns trigger language plpgsql as $$ begin return new; end $$;
      create or replace trigger mark before insert on users for each row execute function mark();`;
    const options = optionsFor({ ...both, "repeatable/t.sql": trigger });
    await up(options);
    addFiles(options.migrationsDir, {
      "repeatable/a-view.sql":
        "drop view if exists names; create view names as select id from users;",
      "repeatable/t.sql": "create or replace view others as select 1 as one;",
    });
    removeFiles(options.migrationsDir, "repeatable/b-shout.sql");
    const states = (await status(options)).repeatables.map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ["repeatable/a-view", "changed"],
      ["repeatable/t", "changed"],
      ["repeatable/b-shout", "missing"],
    ]);
    expect(ran(await up(options))).toEqual([
      "up repeatable/a-view",
      "up repeatable/t",
      "up repeatable/t",
      "down repeatable/b-shout",
    ]);
    const left = await database().query(
      "select proname from pg_proc where proname in ('shout', 'mark')",
    );
    expect(left).toEqual([]);
    expect(await existing(database(), "names", "others")).toEqual(["names", "others"]);
    expect(ran(await up(options))).toEqual([]);
    removeFiles(options.migrationsDir, "repeatable/t.sql", "repeatable/a-view.sql");
    await up(options);
    expect(await existing(database(), "names", "others", "users")).toEqual(["users"]);
    expect((await status(options)).repeatables).toEqual([]);
  });

  it("never drop what has rows, nor what another file makes by now", async () => {
    const options = optionsFor({
      "repeatable/a.sql": `create table if not exists kept (id int); ${shout}`,
    });
    await up(options);
    removeFiles(options.migrationsDir, "repeatable/a.sql");
    addFiles(options.migrationsDir, { "repeatable/z.sql": shout });
    expect(ran(await up(options))).toEqual(["up repeatable/z", "down repeatable/a"]);
    expect(await existing(database(), "kept")).toEqual(["kept"]);
    expect(await database().query("select shout('a') as loud")).toEqual([{ loud: "A" }]);
  });

  it("go on where a drop failed, once nothing needs it any more", async () => {
    const options = optionsFor({ "repeatable/b-shout.sql": shout });
    await up(options);
    await database().query("create view foreign_view as select shout('a') as loud");
    removeFiles(options.migrationsDir, "repeatable/b-shout.sql");
    addFiles(options.migrationsDir, {
      "repeatable/c.sql": "create or replace view c as select 1 as one;",
    });
    const failed = await rejection(up(options), MigrationFailedError);
    expect(failed.server.sqlState).toBe("2BP01");
    expect(await existing(database(), "c")).toEqual([]);
    await rejection(up({ ...options, transaction: "each" }), MigrationFailedError);
    expect(await existing(database(), "c")).toEqual(["c"]);
    await database().query("drop view foreign_view");
    expect(ran(await up(options))).toEqual(["down repeatable/b-shout"]);
  });

  it("keep in mind what is still to be dropped after a run that was cut off between the two", async () => {
    const options = optionsFor({
      "repeatable/b.sql": `${shout} create or replace view w as select 1 as one;`,
    });
    await up(options);
    await database().query("create view foreign_view as select shout('a') as loud");
    addFiles(options.migrationsDir, {
      "repeatable/b.sql": "create or replace view w as select 1 as one;",
    });
    await rejection(up({ ...options, transaction: "each" }), MigrationFailedError);
    await database().query("drop view foreign_view");
    expect(ran(await up(options))).toEqual(["up repeatable/b"]);
    const left = await database().query("select from pg_proc where proname = 'shout'");
    expect(left).toEqual([]);
    expect(ran(await up(options))).toEqual([]);
  });

  it("run again where a migration of the same run drops what they make or need", async () => {
    const options = optionsFor(both);
    await up(options);
    addFiles(options.migrationsDir, {
      "2_type.sql": upDown(
        "drop view names; alter table users alter column email type varchar(90);",
        "select 1;",
      ),
    });
    expect(ran(await up(options))).toEqual(["up 2_type", "up repeatable/a-view"]);
    addFiles(options.migrationsDir, {
      "repeatable/b-shout.sql": `drop function if exists shout(text) cascade; ${shout}`,
    });
    expect(ran(await up(options))).toEqual(["up repeatable/b-shout", "up repeatable/a-view"]);
    expect(await existing(database(), "names")).toEqual(["names"]);
  });

  it("wait until nothing else is left, and for no phase after", async () => {
    const options = optionsFor({
      ...both,
      ...tables("2_b"),
      "3_c.sql": `-- pgmaestro: phase after\n${upDown("create table c ();", "drop table c;")}`,
    });
    expect(ran(await up({ ...options, count: 1 }))).toEqual(["up 1_users"]);
    expect(ran(await up({ ...options, only: "2_b" }))).toEqual(["up 2_b"]);
    expect(ran(await up({ ...options, phase: "before" }))).toEqual([
      "up repeatable/b-shout",
      "up repeatable/a-view",
    ]);
    expect(ran(await up(options))).toEqual(["up 3_c"]);
    removeFiles(options.migrationsDir, "3_c.sql", "2_b.sql");
    addFiles(options.migrationsDir, { "repeatable/b-shout.sql": `${shout} -- older` });
    expect(ran(await up(options))).toEqual([]);
  });

  it("are all run or none, and an error has its place", async () => {
    const options = optionsFor({
      ...both,
      "repeatable/c.sql": "\ncreate view c as select nothing;",
    });
    const failed = await rejection(up(options), MigrationFailedError);
    expect(failed.location).toMatchObject({
      file: expect.stringContaining(join("repeatable", "c.sql")),
      ...{ line: 2, column: 25 },
    });
    expect(await existing(database(), "users", "names")).toEqual([]);
    addFiles(options.migrationsDir, {
      "repeatable/c.sql": "create index concurrently on users (id);",
    });
    const refused = await rejection(up(options), MigrationFileError);
    expect(refused.message).toContain("CREATE INDEX CONCURRENTLY in a repeatable migration");
  });

  it("are refused what only other migrations have", async () => {
    const wrong = [
      [upDown("select 1;", "select 2;"), "a down section"],
      ["-- pgmaestro: no-transaction\nselect 1;", "no-transaction"],
      ["-- pgmaestro: phase after\nselect 1;", "phase"],
    ] as const;
    for (const [text, what] of wrong) {
      const options = optionsFor({ "repeatable/a.sql": text });
      expect((await rejection(up(options), MigrationFileError)).message).toContain(what);
      const { findings } = await lint(options);
      expect(findings.map(({ message }) => message).join()).toContain(what);
    }
    const options = optionsFor({ "repeatable/a.ts": "export const up = 1;" });
    expect((await rejection(status(options), MigrationFileError)).message).toContain("not SQL");
  });

  it("stay as they are when others are rolled back and run again", async () => {
    const options = optionsFor({ ...both, ...tables("2_b") });
    await up(options);
    expect(ran(await down(options))).toEqual(["down 2_b"]);
    expect(ran(await up(options))).toEqual(["up 2_b"]);
    expect(ran(await redo(options))).toEqual(["down 2_b", "up 2_b"]);
    const { entries } = await history({ ...options, names: ["repeatable/a-view"] });
    expect(entries).toMatchObject([{ event: "repeatable", name: "repeatable/a-view" }]);
  });
});

describeEachServer("repeatable migrations beside other tools", (database) => {
  it("node-pg-migrate sees neither them nor that they ran", async () => {
    const migrationsDir = directoryOf({
      "1_users.sql": users,
      "repeatable/1_a-view.sql": view,
      "repeatable/b.sql": shout,
    });
    const options = { database: urlOf(database()), migrationsDir };
    await up(options);
    addFiles(migrationsDir, tables("2_b"));
    await nodePgMigrate(["up"], { url: urlOf(database()), migrationsDir });
    expect(await applied(database())).toEqual(["1_users", "2_b"]);
    expect(ran(await up(options))).toEqual([]);
    await nodePgMigrate(["down"], { url: urlOf(database()), migrationsDir });
    expect(ran(await up(options))).toEqual(["up 2_b"]);
  });

  test("docs/repeatable.md says what happens", async () => {
    const cwd = directoryOf({});
    const url = new URL(urlOf(database()));
    const server = new URL("/postgres", inject("serverUrl")).href;
    const shown = (text: string) =>
      text
        .replaceAll(
          /postgresql:\/\/[^ /]*\/postgres \(PostgreSQL [\d.]+\)/g,
          "postgresql://app@db/postgres (PostgreSQL 18.4)",
        )
        .replaceAll(
          new RegExp(`postgresql://[^ ]*${url.pathname}`, "g"),
          "postgresql://app@db/shop",
        )
        .replaceAll(/\S+@\S+$/gm, "root@vm");
    const env = { DATABASE_URL: url.href, SCRATCH_DATABASE_URL: server };
    expect(await followPage("repeatable.md", { cwd, env, instead: shown })).toBe(6);
  });
});

test("verify runs them twice, drops what they make, and notes what stays", async () => {
  const migrationsDir = directoryOf({
    "1_users.sql": users,
    "repeatable/a.sql": view,
    "repeatable/b.sql": shout,
    "repeatable/c.sql": "grant select on names to public;",
    "repeatable/d.sql": "insert into users values (7, 'x');",
  });
  const result = await verify({ migrationsDir, scratch: inject("serverUrl"), all: true });
  const verdicts = Object.fromEntries(
    result.migrations.map(({ name, up: runs, repeatable, down: back, roundTrip }) => [
      name,
      [runs, repeatable, back, roundTrip].map(({ verdict }) => verdict).join(" "),
    ]),
  );
  expect(verdicts).toEqual({
    "1_users": "passed noted passed passed",
    "repeatable/b": "passed passed passed passed",
    "repeatable/a": "passed passed passed passed",
    "repeatable/c": "passed passed passed noted",
    "repeatable/d": "passed failed passed noted",
  });
  const one = await verify({
    migrationsDir,
    scratch: inject("serverUrl"),
    names: ["repeatable/a.sql"],
  });
  expect(one.migrations.map(({ name }) => name)).toEqual(["repeatable/a"]);
});

test("databases for tests have them", async () => {
  const migrationsDir = directoryOf({
    "1_users.sql": users,
    "repeatable/a.sql": view,
    "repeatable/b.sql": shout,
  });
  await using db = await migratedDatabase({ migrationsDir, server: inject("serverUrl") });
  expect((await db.pool.query("select * from names")).rows).toEqual([]);
});
