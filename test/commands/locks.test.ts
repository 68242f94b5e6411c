import { describe, expect, inject, test } from "vitest";
import {
  InvalidRequestError,
  locks,
  RunInterruptedError,
  up,
  type LocksOptions,
  type TracedLock,
  type TracedMigration,
  type TracedStatement,
} from "../../src/index.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { scratchPlaces, describeEachServerInFull } from "../support/share.ts";

const base = upDown(
  `create table t (id int primary key, note text);
   create index t_note on t (note);
   create table part (k int) partition by range (k);
   create table part1 partition of part for values from (0) to (9);`,
  "drop table t, part;",
);

const noTransaction = "-- pgmaestro: no-transaction\n";

function words(all: readonly TracedLock[]): string[] {
  return all.map(({ kind, schema, name, mode }) => `${mode} on ${kind} ${schema}.${name}`);
}

function tableLocks({ locks: all }: TracedStatement): string[] {
  const modes = all.filter(({ mode }) => mode !== "ACCESS SHARE");
  return words(modes.filter(({ kind }) => kind === "table"));
}

describe.each(scratchPlaces(2))("locks ($place)", ({ place, scratch }) => {
  const traced = (files: Record<string, string>, options: LocksOptions = {}) =>
    locks({ migrationsDir: directoryOf(files), scratch: scratch(), ...options });

  /** The last one, after the base. */
  async function tracedAfterBase(content: string, options: LocksOptions = {}) {
    const { migrations } = await traced({ "1_base.sql": base, "2_next.sql": content }, options);
    return migrations.at(-1)! as TracedMigration;
  }

  test("tells each statement of the last migration with its place, and where it ran", async () => {
    const trace = await traced({
      "1_base.sql": base,
      "2_next.sql": upDown("-- é\n  alter table t add a int;\n\ncomment on table t is 'x';", ""),
    });
    expect(trace).toMatchObject({ place, postgres: expect.stringMatching(/^\d+\.\d+$/) });
    const [{ name, statements, ...rest }] = trace.migrations as [TracedMigration];
    expect([name, rest]).toEqual(["2_next", { file: expect.stringMatching(/2_next\.sql$/) }]);
    expect(statements).toMatchObject([
      { line: 3, column: 3, offset: 23, text: "alter table t add a int", transaction: 0 },
      { line: 5, column: 1, direction: "up", source: "observed", migration: "2_next" },
    ]);
    expect(words(statements[0]!.locks)).toEqual(["ACCESS EXCLUSIVE on table public.t"]);
    expect(statements[0]!.durationMs).toBeGreaterThan(0);
  });

  test("plans each alone, and counts transactions over all; nothing of the history is seen", async () => {
    const { migrations } = await traced(
      {
        "1_base.sql": base,
        "2_b.sql": "alter table t add b int;",
        "3_c.sql": "alter table t add c int; select * from pgmigrations;",
      },
      { all: true },
    );
    const statements = migrations.flatMap((migration) => migration.statements);
    expect(statements.map(({ transaction }) => transaction)).toEqual([0, 0, 0, 0, 1, 2, 2]);
    expect(statements.map((one) => words(one.locks))).toEqual([
      [],
      [],
      [],
      [],
      ["ACCESS EXCLUSIVE on table public.t"],
      ["ACCESS EXCLUSIVE on table public.t"],
      [],
    ]);
  });

  test("traces down sections after their up sections, and goes on from there", async () => {
    const { migrations } = await traced(
      {
        "1_base.sql": base,
        "2_b.sql": upDown("alter table t add b int;", "alter table t drop b;"),
        "3_c.sql": upDown("comment on column t.b is 'x';", ""),
      },
      { names: ["2_b", "3_c"], down: true },
    );
    expect(migrations.map(({ notTraced }) => notTraced)).toEqual([undefined, undefined]);
    expect(
      migrations.map(({ statements }) =>
        statements.map(({ direction, line }) => [direction, line]),
      ),
    ).toEqual([
      [
        ["up", 2],
        ["down", 4],
      ],
      [["up", 2]],
    ]);
  });

  test("knows from the manual what statements lock that cannot run in a transaction", async () => {
    const { statements, notTraced } = await tracedAfterBase(
      `create index concurrently t_id on t (id);
       create index concurrently if not exists t_id on t (id);
       reindex index concurrently t_note;
       drop index concurrently t_id;
       alter table part detach partition part1 concurrently;
       vacuum (analyze) t;
       vacuum full t;`,
    );
    expect(notTraced).toBeUndefined();
    const weak = "SHARE UPDATE EXCLUSIVE on";
    expect(statements.map((one) => words(one.locks))).toEqual([
      [`${weak} table public.t`],
      [`${weak} table public.t`],
      [`${weak} table public.t`, `${weak} index public.t_note`],
      [`${weak} table public.t`, `${weak} index public.t_id`],
      [`${weak} table public.part`, "ACCESS EXCLUSIVE on table public.part1"],
      [`${weak} table public.t`],
      ["ACCESS EXCLUSIVE on table public.t"],
    ]);
    expect(statements.map(({ builds }) => builds.map(({ name }) => name).toSorted())).toEqual([
      ["t_id"],
      [],
      ["t_note"],
      [],
      [],
      [],
      ["t_note", "t_pkey"],
    ]);
    expect(statements.map(({ rewrites }) => rewrites.length)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(new Set(statements.map(({ source }) => source))).toEqual(new Set(["documented"]));
    expect(new Set(statements.map(({ transaction }) => transaction))).toEqual(new Set([undefined]));
  });

  test("observes what is to run outside of a transaction, each in one of its own where it may", async () => {
    const content = `${noTransaction}alter table t add a int;\nset search_path to public;\ncreate index t_a on t (a);`;
    const { statements, notTraced } = await tracedAfterBase(content);
    expect(notTraced).toBeUndefined();
    expect(statements.map(tableLocks)).toEqual([
      ["ACCESS EXCLUSIVE on table public.t"],
      [],
      ["SHARE on table public.t"],
    ]);
    expect(statements).toMatchObject([{ source: "observed" }, {}, { builds: [{ name: "t_a" }] }]);
    expect(statements.map(({ transaction }) => transaction)).toEqual([0, 1, 2]);
  });

  test("says what it cannot see: code that ends transactions itself", async () => {
    const content = `${noTransaction}do $$ begin commit; alter table t add a int; end $$;\nalter table t add b int;`;
    const { statements, notTraced } = await tracedAfterBase(content);
    expect(notTraced).toContain("the statement in line 2");
    expect(statements.map(({ text }) => text)).toEqual(["alter table t add b int"]);
  });

  test("traces what is not parsed as one", async () => {
    const { statements } = await tracedAfterBase(
      "-- pgmaestro: opaque\nalter table t add a int; alter table part add b int;",
    );
    expect(statements).toHaveLength(1);
    expect(tableLocks(statements[0]!)).toEqual([
      "ACCESS EXCLUSIVE on table public.part",
      "ACCESS EXCLUSIVE on table public.part1",
      "ACCESS EXCLUSIVE on table public.t",
    ]);
  });

  test("traces JS migrations, and what their code asks the database itself", async () => {
    const { migrations } = await traced({
      "1_base.sql": base,
      "2_next.js": `export const up = async (pgm) => {
        pgm.addColumn("t", { a: "int" });
        await pgm.db.query("lock table part in share mode");
        await pgm.db.select({ text: "select $1::int as one", values: [1] });
        pgm.createIndex("t", "a");
      };`,
    });
    const [{ statements, notTraced }] = migrations as [TracedMigration];
    expect(notTraced).toBeUndefined();
    expect(statements.map(tableLocks)).toEqual([
      ["SHARE on table public.part", "SHARE on table public.part1"],
      [],
      ["ACCESS EXCLUSIVE on table public.t"],
      ["SHARE on table public.t"],
    ]);
    expect(statements[0]!.remarks).toHaveLength(1);
  });

  test("keeps what it saw of one that fails, and goes on with none after it", async () => {
    const { migrations } = await traced(
      {
        "1_base.sql": base,
        "2_b.sql": "alter table t add a int;\nalter table t add a int;",
        "3_c.sql": "select 1;",
      },
      { all: true },
    );
    expect(migrations.map(({ name, statements }) => [name, statements.length])).toEqual([
      ["1_base", 4],
      ["2_b", 1],
      ["3_c", 0],
    ]);
    const [fine, broken, after] = migrations.map(({ notTraced }) => notTraced);
    expect(fine).toBeUndefined();
    expect(broken).toMatch(/2_b\.sql:2:1: column "a" of relation "t" already exists/);
    expect(after).toMatch(/^2_b, before it, does not run: .*already exists/);
  });

  test("says the same of one that is not chosen, or is no SQL", async () => {
    const files = { "1_a.sql": "select nowhere;", "2_b.sql": "select 1;" };
    const first = await traced(files, { names: ["2_b"] });
    expect(first.migrations).toMatchObject([
      { name: "2_b", notTraced: expect.stringContaining("nowhere") },
    ]);
    expect(first.postgres).toMatch(/^\d/);
    const { notTraced } = await tracedAfterBase("alter tabel t;");
    expect(notTraced).toContain("tabel");
  });

  test("is stopped by a signal", async () => {
    const signal = AbortSignal.abort();
    const stopped = traced({ "1_base.sql": base }, { signal });
    await rejection(stopped, RunInterruptedError);
  });
});

describeEachServerInFull("locks with a target", (db) => {
  test("chooses what is pending there, as verify does", async () => {
    const migrationsDir = directoryOf({ "1_base.sql": base, "2_b.sql": "select 1;" });
    const options = { migrationsDir, database: db().database };
    await up({ ...options, count: 1 });
    const { migrations } = await locks({
      ...options,
      pending: true,
      scratch: inject("serverUrl"),
    });
    expect(migrations.map(({ name }) => name)).toEqual(["2_b"]);
    await up(options);
    expect(await locks({ ...options, pending: true })).toEqual({
      migrations: [],
      postgres: "",
      place: "embedded",
    });
    await rejection(locks({ ...options, pending: true, all: true }), InvalidRequestError);
  });
});
