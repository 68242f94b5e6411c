import { readdirSync, readFileSync } from "node:fs";
import { expect, inject, it } from "vitest";
import { diff } from "../../src/commands/diff.ts";
import { down } from "../../src/commands/down.ts";
import { drift } from "../../src/commands/drift.ts";
import { repair } from "../../src/commands/repair.ts";
import { squash } from "../../src/commands/squash.ts";
import { status } from "../../src/commands/status.ts";
import { up, type UpOptions } from "../../src/commands/up.ts";
import { verify } from "../../src/commands/verify.ts";
import {
  DraftRefusedError,
  HistoryRefusedError,
  InvalidRequestError,
  IrreversibleError,
} from "../../src/errors/index.ts";
import { createDatabase, dropDatabase } from "../support/databases.ts";
import { openEmpty } from "../support/empty-database.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { dumpOf } from "../support/pg-dump.ts";
import { applied, journal, ran, rejection } from "../support/results.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";

const files = {
  "0001_users.sql": upDown(
    `create type role as enum ('owner', 'guest');
     create table users (id bigint generated always as identity primary key, role role not null, name text not null, age int);
     insert into users (role, name) values ('owner', 'O''Neil \\'), ('guest', '$1');`,
    "drop table users; drop type role;",
  ),
  "0002_notes.sql": upDown(
    `create table notes (id serial primary key, user_id bigint not null references users, parent int references notes, note text);
     create function mark() returns trigger language plpgsql as 'begin new.note := new.note || ''!''; return new; end';
     create trigger mark before insert on notes for each row execute function mark();
     insert into notes (user_id, parent, note) values (2, null, 'a'), (1, 1, 'b');
     create sequence counter; select setval('counter', 40, false);
     create sequence used_up maxvalue 2; select setval('used_up', 2); alter table users drop column age;`,
    "drop table notes;",
  ),
  "0003_index.sql":
    "-- Up Migration\nalter type role add value 'admin';\ncreate index concurrently users_name on users (name);\n",
  "0004_later.sql": upDown("alter table notes add more text;", "alter table notes drop more;"),
};

describeEachDatabaseInTurn(1, "squash", (database) => {
  function optionsFor(more: Readonly<Record<string, string>> = files) {
    const migrationsDir = directoryOf(more);
    return { database: database().database, migrationsDir, scratch: inject("serverUrl") };
  }

  it("makes one that makes the same schema and rows, and databases that have the others go on", async () => {
    const options = optionsFor();
    await up(options);
    const rows =
      "select (select json_agg(u) from users u) as users, (select json_agg(n) from notes n) as notes, nextval('counter'), (select last_value || ' ' || is_called from used_up) as last";
    const before = await database().query(rows);
    const result = await squash({ ...options, to: "0003" });
    expect(result).toMatchObject({
      name: "0003_squashed",
      squashed: ["0001_users", "0002_notes", "0003_index"],
      rows: [
        { table: "public.users", rows: 2, varies: false },
        { table: "public.notes", rows: 2, varies: false },
      ],
      written: true,
    });
    expect(readdirSync(options.migrationsDir).toSorted()).toEqual([
      "0003_squashed.sql",
      "0004_later.sql",
    ]);

    const states = async () =>
      (await status(options)).migrations.map(({ name, state }) => `${name} ${state}`);
    expect(await states()).toEqual(["0003_squashed applied", "0004_later applied"]);
    expect((await drift(options)).differences).toEqual([]);
    const count = (await journal(database())).length;
    expect(await up(options)).toMatchObject({ migrations: [], squashed: ["0003_squashed"] });
    expect(await applied(database())).toEqual(["0003_squashed", "0004_later"]);
    expect((await journal(database())).slice(count)).toEqual([
      "squash 0001_users",
      "squash 0002_notes",
      "squash 0003_index",
      "squash 0003_squashed",
    ]);
    expect((await status(options)).migrations[0]).toMatchObject({
      event: "squash",
      state: "applied",
    });
    expect(await up(options)).toMatchObject({ migrations: [], adopted: [] });
    await rejection(down({ ...options, all: true }), IrreversibleError);

    await database().query(
      "drop table pgmigrations, pgmigrations_journal, notes, users; drop type role; drop function mark; drop sequence counter, used_up",
    );
    expect(ran(await up(options))).toEqual(["up 0003_squashed", "up 0004_later"]);
    expect(await database().query(rows)).toEqual(before);
    expect((await drift(options)).differences).toEqual([]);
  });

  it("refuses a database that has only some of them, or others than they were", async () => {
    const options = optionsFor();
    await up({ ...options, count: 2 });
    await squash({ ...options, to: "0003" });
    const half = await rejection(up({ ...options, checkOrder: false }), HistoryRefusedError);
    expect(half.problems).toMatchObject({
      edited: [],
      missing: [],
      halfSquashed: [{ migration: "0003_squashed", lacking: ["0003_index"], edited: [] }],
    });
    expect(half.message).toContain("the database lacks 0003_index");
    await rejection(repair({ ...options, names: ["0003_squashed"] }), InvalidRequestError);
    expect(await applied(database())).toEqual(["0001_users", "0002_notes"]);

    const other = optionsFor({
      ...files,
      "0001_users.sql": files["0001_users.sql"].replace("age int", "age bigint"),
    });
    await database().query(
      "drop table pgmigrations, pgmigrations_journal, notes, users; drop type role; drop function mark; drop sequence counter, used_up",
    );
    await up({ ...other, count: 3 });
    const edited = await rejection(up(options), HistoryRefusedError);
    expect(edited.problems.halfSquashed).toMatchObject([{ lacking: [], edited: ["0001_users"] }]);
  });

  it("writes nothing where it cannot keep what they do", async () => {
    const many = optionsFor({
      "1_a.sql": upDown(
        "create table a as select generate_series(1, 1001) as id;",
        "drop table a;",
      ),
      "2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    const refused = await rejection(squash({ ...many, to: "2_b" }), DraftRefusedError);
    expect(refused.objects).toEqual(["public.a"]);
    expect(readdirSync(many.migrationsDir).toSorted()).toEqual(["1_a.sql", "2_b.sql"]);
    await rejection(squash({ ...many, to: "1_a" }), InvalidRequestError);

    const blocked = optionsFor({
      "1_a.sql": upDown("create table a (id int); insert into a values (1);", "drop table a;"),
      "2_b.sql": upDown(
        "create rule no_rows as on insert to a do instead nothing;",
        "drop rule no_rows on a;",
      ),
    });
    const rows = await rejection(squash({ ...blocked, to: "2_b" }), DraftRefusedError);
    expect(rows.message).toContain("does not make the same rows");
  });

  it("only shows what it would do", async () => {
    const options = optionsFor();
    const result = await squash({ ...options, to: "0002_notes", dryRun: true });
    expect(result).toMatchObject({ name: "0002_squashed", written: false });
    expect(result.removed).toHaveLength(2);
    expect(readdirSync(options.migrationsDir)).toHaveLength(4);
  });

  it("gives rows to tables that refer to each other in the order in which they can have them", async () => {
    const options = optionsFor({
      "1_a.sql": upDown(
        `create table writers (id int primary key, best int);
         create table books (id int primary key, writer int not null references writers);
         alter table writers add foreign key (best) references books;
         insert into writers values (1, null); insert into books values (1, 1);`,
        "drop table writers, books;",
      ),
      "2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    const { rows } = await squash({ ...options, to: "2_b" });
    expect(rows.map(({ table }) => table)).toEqual(["public.writers", "public.books"]);
  });

  it("says which rows are others each time", async () => {
    const options = optionsFor({
      "1_a.sql": upDown(
        "create table a (at timestamptz default clock_timestamp()); insert into a default values;",
        "drop table a;",
      ),
      "2_b.sql": upDown("create table b (id int); insert into b values (7);", "drop table b;"),
    });
    expect((await squash({ ...options, to: "2_b" })).rows).toEqual([
      { table: "public.a", rows: 1, varies: true },
      { table: "public.b", rows: 1, varies: false },
    ]);
  });

  it("stands on a baseline, and can be squashed again with what came after it", async () => {
    const options = optionsFor({
      "baseline/0000_users.sql": "create table users (id bigint primary key);",
      "0001_a.sql": upDown("create table a (id bigint references users);", "drop table a;"),
      "0002_b.sql": upDown("alter table a add b int;", "alter table a drop b;"),
      "0003_c.sql": upDown("alter table a add c int;", "alter table a drop c;"),
    });
    await up({ ...options, fromBaseline: true });
    const first = await squash({ ...options, to: "0002_b" });
    expect(readFileSync(first.file, "utf8")).not.toContain("TABLE IF NOT EXISTS public.users");
    await up(options);
    await squash({ ...options, to: "0003_c" });
    await up(options);
    expect(await applied(database())).toEqual(["0003_squashed"]);
    expect((await drift(options)).differences).toEqual([]);
    addFiles(options.migrationsDir, {
      "0004_d.sql": upDown("create table if not exists d ();", "drop table if exists d;"),
    });
    expect((await verify({ ...options, names: ["0004_d"] })).passed).toBe(true);
  });

  it("leaves a history with which node-pg-migrate goes on, on old databases and new ones", async () => {
    if (database().kind !== "server") return;
    const options = optionsFor();
    const url = options.database as string;
    const { migrationsDir } = options;
    await up({ ...options, count: 3 });
    await squash({ ...options, to: "0003" });
    await up({ ...options, count: 0 });
    await nodePgMigrate(["up"], { url, migrationsDir });
    expect(await applied(database())).toEqual(["0003_squashed", "0004_later"]);
    const fresh = await createDatabase(inject("serverUrl"));
    try {
      await nodePgMigrate(["up"], { url: fresh, migrationsDir });
      const { differences } = await diff({ scratch: options.scratch, from: url, to: fresh });
      expect(differences.filter(({ object }) => object.name !== "public")).toEqual([]);
    } finally {
      await dropDatabase(inject("serverUrl"), fresh);
    }
  });

  it("makes what pg_dump sees after the others", async () => {
    if (database().kind !== "embedded") return;
    const options = optionsFor();
    const before = await dumpAfter(options);
    await squash({ ...options, to: "0003" });
    expect(await dumpAfter(options, 1)).toEqual(before);
  });

  async function dumpAfter(options: UpOptions, count = 3): Promise<string[]> {
    const pglite = await openEmpty();
    try {
      await up({ ...options, database: pglite, count });
      return await dumpOf(pglite);
    } finally {
      await pglite.close();
    }
  }
});
