import type { PGlite } from "@electric-sql/pglite";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { baseline, type BaselineOptions } from "../../src/commands/baseline.ts";
import { diff } from "../../src/commands/diff.ts";
import { up } from "../../src/commands/up.ts";
import { verify } from "../../src/commands/verify.ts";
import { InvalidRequestError } from "../../src/errors/index.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { dumpOf } from "../support/pg-dump.ts";
import { rejection } from "../support/results.ts";
import { richSchema } from "../support/rich-schema.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { orders, shopDump } from "../support/shop.ts";

describeEachDatabaseInTurn(1, "baseline writes", (database) => {
  function optionsFor(files: Readonly<Record<string, string>> = {}): BaselineOptions & {
    readonly migrationsDir: string;
  } {
    const migrationsDir = directoryOf(files);
    return { database: database().database, migrationsDir, scratch: inject("serverUrl") };
  }

  async function makeRich() {
    for (const statement of richSchema)
      if (!/^CREATE (?:COLLATION|PUBLICATION)/.test(statement)) await database().query(statement);
  }

  it("the schema of a database that no migration made, and it is the same", async () => {
    await makeRich();
    const options = optionsFor({ "0001_a.sql": orders });
    const result = await baseline(options);
    expect(result).toMatchObject({ name: "0000_baseline", standsFor: [], written: true });
    expect(readFileSync(result.file, "utf8")).toMatch(/^-- Migration: Baseline 0000_baseline\n/);
    const file = join(options.migrationsDir, "baseline", "0000_baseline.sql");
    const compared = await diff({ ...options, from: file });
    expect(compared.differences).toEqual([]);
  });

  it("what stands for all that is applied there, by its name", async () => {
    const options = optionsFor({
      "0001_users.sql": upDown("create table users (id bigint primary key);", "drop table users;"),
      "0002_orders.sql": orders,
      "0003_later.sql": upDown(
        "alter table orders add column if not exists note text;",
        "alter table orders drop column if exists note;",
      ),
    });
    await up({ ...options, database: options.database!, count: 2 });
    const result = await baseline({ ...options, dryRun: true });
    expect(result).toMatchObject({ name: "0002_orders", written: false });
    expect(result.standsFor).toEqual(["0001_users", "0002_orders"]);
    expect(existsSync(result.file)).toBe(false);
    await baseline(options);
    const { migrations, passed } = await verify({ ...options, all: true });
    expect([migrations.map(({ name }) => name), passed]).toEqual([["0003_later"], true]);
  });

  it("one only, unless it may take the place of the other", async () => {
    const options = optionsFor({ "0001_a.sql": orders, "schema.sql": shopDump });
    const from = join(options.migrationsDir, "schema.sql");
    await rejection(baseline({ ...options, from: "nothing.sql" }), InvalidRequestError);
    removeFiles(options.migrationsDir);
    const copied = await baseline({ ...options, ...moved(from) });
    expect(copied).toMatchObject({ name: "0000_baseline", copied: true, written: true });
    expect(readFileSync(copied.file, "utf8")).toBe(shopDump);
    await rejection(baseline(options), InvalidRequestError);
    const other = await baseline({ ...options, ...moved(from), at: "0001", replace: true });
    expect(other).toMatchObject({ name: "0001_a", replaced: copied.file, standsFor: ["0001_a"] });
    expect(readdirSync(join(options.migrationsDir, "baseline"))).toEqual(["0001_a.sql"]);
  });

  /** A schema file has no number, and so stands outside of the directory. */
  function moved(from: string) {
    const outside = join(directoryOf({ "schema.sql": shopDump }), "schema.sql");
    rmSync(from, { force: true });
    return { from: outside };
  }

  it("nothing where the source lacks earlier ones", async () => {
    const options = optionsFor({ "2_b.sql": upDown("create table b ();", "drop table b;") });
    await up({ ...options, database: options.database! });
    addFiles(options.migrationsDir, { "1_a.sql": upDown("create table a ();", "drop table a;") });
    const refused = await rejection(baseline(options), InvalidRequestError);
    expect(refused.message).toContain("lacks earlier ones: 1_a");
  });

  it("of migrations what they make, so that the files before can be forgotten", async () => {
    const options = optionsFor({
      "1_a.sql": upDown("create table a (id int);", "drop table a;"),
      "2_b.sql": upDown("alter table a add b int;", "alter table a drop b;"),
      "3_c.sql": upDown("alter table a add c int;", "alter table a drop c;"),
    });
    const result = await baseline({ ...options, from: `${options.migrationsDir}@2_b` });
    expect(result).toMatchObject({ name: "2_b", standsFor: ["1_a", "2_b"] });
    removeFiles(options.migrationsDir, "1_a.sql", "2_b.sql");
    expect((await verify({ ...options, all: true })).passed).toBe(true);
    await up({ ...options, database: options.database!, fromBaseline: true });
    const columns = await database().query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'a' order by ordinal_position",
    );
    expect(columns.map(({ name }) => name)).toEqual(["id", "b", "c"]);
  });

  it("of migrations that stand on another one what both make, with its extensions, wherever ours are", async () => {
    const { migrationsDir: from } = optionsFor({
      "baseline/0000_base.sql": "create extension pgcrypto; create table a (id int);",
      "0001_b.sql": upDown("alter table a add b int;", "alter table a drop b;"),
    });
    const migrationsDir = directoryOf({});
    const globbed = { migrationsDir: `${migrationsDir}/*.sql`, useGlob: true, from };
    const result = await baseline({ ...optionsFor(), ...globbed, scratch: undefined });
    expect(result).toMatchObject({ name: "0001_b", standsFor: ["0001_b"] });
    expect(readFileSync(result.file, "utf8")).toMatch(/create extension .*pgcrypto/i);
  });

  it("the schema that pg_dump sees in its source", async () => {
    if (database().kind === "server") return;
    await makeRich();
    const pglite = database().database as PGlite;
    const before = statementsOf(await dumpOf(pglite));
    const options = optionsFor({ "1_a.sql": upDown("select 1;", "") });
    await baseline({ ...options, scratch: undefined });
    await pglite.exec("drop schema rich cascade; drop schema public cascade; create schema public");
    await up({ ...options, database: pglite, fromBaseline: true });
    const made = statementsOf(await dumpOf(pglite)).filter((one) => !one.includes("pgmigrations"));
    expect(made).toEqual(before);
  });
});

/** Where pg_dump sets something, it puts two line ends between two statements. */
function statementsOf(blocks: readonly string[]): string[] {
  return blocks.flatMap((block) => block.split(/(?<=;)\n+(?=[A-Z]+ )/)).toSorted();
}
