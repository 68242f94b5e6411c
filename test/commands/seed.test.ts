import { join } from "node:path";
import { expect, it, test } from "vitest";
import { history } from "../../src/commands/history.ts";
import { lint } from "../../src/commands/lint.ts";
import { seedFake } from "../../src/commands/seed-fake.ts";
import { seed } from "../../src/commands/seed.ts";
import { up } from "../../src/commands/up.ts";
import {
  InvalidRequestError,
  MigrationFailedError,
  MigrationFileError,
} from "../../src/errors/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { pgmaestro } from "../support/cli.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { followPage } from "../support/documented.ts";
import { upDown } from "../support/migrations.ts";
import { projectWithBuilder } from "../support/project.ts";
import { applied, rejection } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

const tables = upDown(
  `create table users (id int generated always as identity primary key, email text unique not null);
   create table orders (id int generated always as identity primary key, user_id int not null references users);`,
  "drop table orders; drop table users;",
);
const demo = "insert into users (email) values ('ada'), ('bob') on conflict do nothing;";
const inTs = `export async function seed({ db }: any) {
  const { rows } = await db.query("select id from users where email = $1", ["ada"]);
  await db.query("insert into orders (user_id) select $1 where not exists (select from orders)", [rows[0].id]);
}`;

describeEachDatabase("seeds", (database) => {
  function optionsFor(files: Readonly<Record<string, string>>) {
    const cwd = projectWithBuilder({ "migrations/1_tables.sql": tables, ...files });
    const migrationsDir = join(cwd, "migrations");
    return { database: database().database, migrationsDir, seedsDir: join(cwd, "seeds") };
  }

  const count = async (table: string) =>
    (await database().query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

  it("run in the order of their names, as often as one likes, and are journaled", async () => {
    const options = optionsFor({ "seeds/a-users.sql": demo, "seeds/b-orders.ts": inTs });
    await up(options);
    const names = ["seeds/a-users", "seeds/b-orders"];
    for (const _ of [1, 2])
      expect((await seed(options)).seeds.map(({ name }) => name)).toEqual(names);
    expect([await count("users"), await count("orders")]).toEqual([2, 1]);
    expect((await seed({ ...options, names: ["a-users.sql"] })).seeds).toHaveLength(1);
    expect(await applied(database())).toEqual(["1_tables"]);
    const { entries } = await history({ ...options, names: ["seeds/b-orders"] });
    expect(entries.map(({ event }) => event)).toEqual(["seed", "seed"]);
    expect((await up(options)).migrations).toEqual([]);
  });

  it("are each run wholly or not at all, and an error has its place", async () => {
    const options = optionsFor({
      "seeds/a.sql": demo,
      "seeds/b.sql": "insert into users (email) values ('eve');\n\ninsert into nothing values (1);",
    });
    await up(options);
    const failed = await rejection(seed(options), MigrationFailedError);
    expect(failed.location).toMatchObject({ line: 3, column: 13 });
    expect(await count("users")).toBe(2);
  });

  it("say that migrations are pending, and which seeds there are", async () => {
    const options = optionsFor({ "seeds/a.sql": "select 1;" });
    const events: RunEvent[] = [];
    await seed({ ...options, onEvent: (one) => void events.push(one) });
    expect(events).toEqual([
      { type: "warning", message: expect.stringContaining("A migration is pending") },
    ]);
    const unknown = await rejection(seed({ ...options, names: ["b"] }), InvalidRequestError);
    expect(unknown.hint).toBe("Did you mean a?");
    const none = await rejection(seed({ ...options, seedsDir: "nowhere" }), InvalidRequestError);
    expect(none.message).toContain("There is no seed in nowhere");
  });

  it("are refused what only migrations have, or without a function", async () => {
    const wrong = {
      "seeds/a.sql": upDown("select 1;", "select 2;"),
      "seeds/b.sql": "-- pgmaestro: phase after\nselect 1;",
      "seeds/c.js": "export const nothing = 1;",
      "seeds/d.sql": "create index concurrently on users (id);",
    };
    for (const [file, text] of Object.entries(wrong))
      await rejection(seed(optionsFor({ [file]: text })), MigrationFileError);
  });

  it("are made up until each table has so many rows, or those that are named", async () => {
    const options = optionsFor({});
    await up(options);
    const some = await seedFake({ ...options, rows: 30, tables: ["orders"] });
    expect(some.filled.toSorted((one, other) => (one.table < other.table ? -1 : 1))).toEqual([
      { table: "public.orders", rows: 30 },
      { table: "public.users", rows: 30 },
    ]);
    const more = await seedFake({ ...options, rows: 40, tables: ["orders"] });
    expect(more.filled).toEqual([{ table: "public.orders", rows: 10 }]);
    await seedFake({ ...options, rows: 40 });
    expect([await count("users"), await count("orders")]).toEqual([40, 40]);
    expect((await seedFake({ ...options, rows: 40 })).filled).toEqual([]);
    await database().query("create table never (id int check (false))");
    const { unfilled } = await seedFake({ ...options, rows: 2 });
    expect(unfilled).toMatchObject([{ table: "public.never" }]);
    await rejection(seedFake({ ...options, rows: 2, tables: ["userz"] }), InvalidRequestError);
  });
});

test("lint says what of a seed cannot run again, and asks nothing else of it", async () => {
  const cwd = projectWithBuilder({
    "migrations/1_tables.sql": tables,
    "seeds/a.sql":
      "insert into users (email) values ('ada');\nupdate users set email = lower(email);",
  });
  const found = await lint({
    migrationsDir: join(cwd, "migrations"),
    seedsDir: join(cwd, "seeds"),
  });
  const ofSeeds = found.findings.filter(({ file }) => file.endsWith("a.sql"));
  expect(ofSeeds.map(({ rule, line }) => `${line} ${rule}`)).toEqual(["1 cannot-run-again"]);
  const typed = await pgmaestro(["lint", "seeds/a.sql", "--json"], { cwd });
  expect(typed.exitCode).toBe(1);
  expect(typed.stdout).toContain("cannot-run-again");
});

describeEachServer("seed as it is typed", (database) => {
  test("docs/seeds.md says what happens", async () => {
    const cwd = projectWithBuilder({});
    const env = { DATABASE_URL: urlOf(database()) };
    expect(await followPage("seeds.md", { cwd, env, instead: (text) => text })).toBe(5);
    const json = await pgmaestro(["seed", "demo", "--json"], { cwd, env });
    expect(JSON.parse(json.stdout.trimEnd().split("\n").at(-1)!)).toEqual({
      ...{ type: "seed", durationMs: expect.any(Number) },
      seeds: [{ name: "seeds/demo", durationMs: expect.any(Number) }],
    });
  });

  test("a protected target is refused, whatever is given", async () => {
    const config = JSON.stringify({ protected: true });
    const cwd = projectWithBuilder({ "seeds/a.sql": "select 1;", "pgmaestro.config.json": config });
    const env = { DATABASE_URL: urlOf(database()) };
    for (const words of [["seed"], ["seed", "--fake", "3"]]) {
      const { exitCode, stderr } = await pgmaestro(words, { cwd, env });
      expect(exitCode).toBe(2);
      expect(stderr).toContain("is protected");
    }
    const live = { ...env, NODE_ENV: "production" };
    expect((await pgmaestro(["seed"], { cwd: projectWithBuilder({}), env: live })).exitCode).toBe(
      2,
    );
  });
});
