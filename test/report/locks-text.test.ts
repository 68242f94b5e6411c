import { expect, test } from "vitest";
import type { LockMode } from "../../src/locks/table/index.ts";
import type {
  LockTrace,
  TracedLock,
  TracedMigration,
  TracedStatement,
} from "../../src/locks/index.ts";
import { locksJson } from "../../src/report/locks-json.ts";
import { locksText } from "../../src/report/locks-text.ts";
import { createStyle } from "../../src/report/style.ts";

const table = (name: string) => ({ schema: "app", name });

function lock(mode: LockMode, name: string, more: Partial<TracedLock> = {}): TracedLock {
  return { ...table(name), kind: "table", mode, ...more };
}

function statement(text: string, more: Partial<TracedStatement> = {}): TracedStatement {
  return {
    migration: "1_a",
    direction: "up",
    file: "migrations/1_a.sql",
    line: 3,
    column: 1,
    offset: 20,
    text,
    transaction: 0,
    source: "observed",
    locks: [],
    rewrites: [],
    scans: [],
    validates: [],
    builds: [],
    cascades: [],
    remarks: [],
    durationMs: 1.4,
    ...more,
  };
}

function traceOf(
  statements: readonly TracedStatement[],
  more: Partial<TracedMigration> = {},
): LockTrace {
  const migration = { name: "1_a", file: "migrations/1_a.sql", statements, ...more };
  return { migrations: [migration], postgres: "18.4", place: "embedded" };
}

const text = (trace: LockTrace, isVerbose = false) =>
  locksText(trace, createStyle(false), isVerbose).split("\n");

test("a statement with the strongest lock on each relation, in plain words", () => {
  const locks = [
    lock("ACCESS SHARE", "orders"),
    lock("SHARE ROW EXCLUSIVE", "users"),
    lock("ACCESS EXCLUSIVE", "orders"),
    lock("SHARE UPDATE EXCLUSIVE", "parts"),
    lock("ROW EXCLUSIVE", "ids", { kind: "sequence" }),
  ];
  const trace = traceOf([statement("ALTER TABLE orders\n  ADD COLUMN user_id int", { locks })]);
  expect(text(trace)).toEqual([
    "1_a",
    "    3  ALTER TABLE orders ADD COLUMN user_id int  1 ms",
    "       ACCESS EXCLUSIVE on app.orders: nobody can read or write it until the transaction ends",
    "       SHARE ROW EXCLUSIVE on app.users: nobody can write to it until the transaction ends",
    "       SHARE UPDATE EXCLUSIVE on app.parts: reads and writes go on, other DDL waits until the transaction ends",
    "       ROW EXCLUSIVE on sequence app.ids: reads and writes go on",
    "",
    "1 migration traced on PGlite (PostgreSQL 18.4): at most ACCESS EXCLUSIVE on app.orders",
  ]);
});

test("what it does beside locking", () => {
  const lines = text(
    traceOf([
      statement("ALTER", {
        locks: [lock("ACCESS EXCLUSIVE", "t")],
        rewrites: [table("t")],
        scans: [
          { ...table("u"), why: 'validating foreign key constraint "fk"' },
          { ...table("v"), why: 'validating foreign key constraint "fk"' },
          { ...table("w"), why: 'verifying table "w"' },
        ],
        validates: ["fk"],
        builds: [
          { ...table("t_pkey"), table: table("t") },
          { ...table("t_a"), table: table("t") },
          { ...table("u_a"), table: table("u") },
        ],
        cascades: ["view x"],
        remarks: ["a remark"],
        durationMs: 0.3,
      }),
    ]),
  );
  expect(lines.slice(1, -2)).toEqual([
    "    3  ALTER  < 1 ms",
    "       ACCESS EXCLUSIVE on app.t: nobody can read or write it until the transaction ends",
    "       rewrites app.t: every row is written again",
    '       reads all of app.u and app.v (validating foreign key constraint "fk")',
    '       reads all of app.w (verifying table "w")',
    "       builds 2 indexes of app.t: t_pkey, t_a",
    "       builds index of app.u: u_a",
    "       cascades to view x",
    "       a remark",
  ]);
});

test("an index is told only where the lock on its table does not say it all", () => {
  const index = (mode: LockMode) => lock(mode, "t_pkey", { kind: "index", table: table("t") });
  const lines = text(
    traceOf([
      statement("REINDEX", { locks: [lock("SHARE", "t"), index("ACCESS EXCLUSIVE")] }),
      statement("LOCK", { locks: [lock("ACCESS EXCLUSIVE", "t"), index("ACCESS EXCLUSIVE")] }),
      statement("DROP", { locks: [index("ACCESS EXCLUSIVE")] }),
    ]),
  );
  expect(lines.slice(1, -2)).toEqual([
    "    3  REINDEX  1 ms",
    "       SHARE on app.t: nobody can write to it until the transaction ends",
    "       ACCESS EXCLUSIVE on index app.t_pkey: queries of its table wait until the transaction ends",
    "    3  LOCK  1 ms",
    "       ACCESS EXCLUSIVE on app.t: nobody can read or write it until the transaction ends",
    "    3  DROP  1 ms  no further lock on anything that existed",
  ]);
});

test("a lock is told only where it is stronger than what the transaction holds already", () => {
  const lines = (transaction: number) =>
    text(
      traceOf([
        statement("LOCK", { locks: [lock("ACCESS EXCLUSIVE", "t")] }),
        statement("COMMENT", { locks: [lock("SHARE UPDATE EXCLUSIVE", "t")], transaction }),
      ]),
    ).slice(3, -2);
  expect(lines(0)).toEqual(["    3  COMMENT  1 ms  no further lock on anything that existed"]);
  expect(lines(1)).toEqual([
    "    3  COMMENT  1 ms",
    "       SHARE UPDATE EXCLUSIVE on app.t: reads and writes go on, other DDL waits until the transaction ends",
  ]);
});

test("documented locks are said to be, and last while the statement runs", () => {
  const { transaction: _, ...alone } = statement("VACUUM FULL t", {
    source: "documented",
    locks: [lock("ACCESS EXCLUSIVE", "t")],
  });
  expect(text(traceOf([alone])).slice(1, 3)).toEqual([
    "    3  VACUUM FULL t  1 ms  documented, not observed",
    "       ACCESS EXCLUSIVE on app.t: nobody can read or write it while it runs",
  ]);
});

test("many quiet statements in a row are one line, unless all are asked for", () => {
  const quiet = [1, 2, 3, 4].map((line) => statement("SELECT 1", { line }));
  const trace = traceOf([
    ...quiet,
    statement("LOCK", { locks: [lock("SHARE", "t")], line: 5 }),
    ...quiet.slice(1).map((one) => ({ ...one })),
  ]);
  const no = "no lock on anything that existed";
  const one = "       SHARE on app.t: nobody can write to it until the transaction ends";
  expect(text(trace).slice(1, -2)).toEqual([
    `    1  4 statements, to line 4: ${no}`,
    "    5  LOCK  1 ms",
    one,
    ...[2, 3, 4].map(
      (line) => `    ${line}  SELECT 1  1 ms  no further lock on anything that existed`,
    ),
  ]);
  expect(text(trace, true).slice(1, 5)).toEqual(
    [1, 2, 3, 4].map((line) => `    ${line}  SELECT 1  1 ms  ${no}`),
  );
});

test("down sections, and what was not traced", () => {
  const down = statement("DROP", { direction: "down", transaction: 1 });
  const trace = traceOf([statement("CREATE"), down], { notTraced: "line 9: no such extension" });
  expect(text(trace)).toEqual([
    "1_a",
    "    3  CREATE  1 ms  no lock on anything that existed",
    "  down",
    "    3  DROP  1 ms  no lock on anything that existed",
    "  not traced: line 9: no such extension",
    "",
    "1 migration traced on PGlite (PostgreSQL 18.4): no lock on anything that existed, 1 not traced, or not whole",
  ]);
});

test("nothing to trace, and no statement, are said", () => {
  expect(text({ ...traceOf([]), migrations: [] })).toEqual(["Nothing to trace."]);
  expect(text(traceOf([])).slice(0, 2)).toEqual(["1_a", "  no statements"]);
});

test("colours change no letter", () => {
  const trace = traceOf([
    statement("LOCK", { locks: [lock("ACCESS EXCLUSIVE", "t")], rewrites: [table("t")] }),
    statement("SELECT", { remarks: ["x"], source: "documented" }),
  ]);
  const coloured = locksText(trace, createStyle(true));
  expect(coloured).toContain("\u001B[31mACCESS EXCLUSIVE");
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001B\[\d+m/g, "").split("\n")).toEqual(text(trace));
});

test("JSON tells what each lock blocks, and whether all was seen", () => {
  const trace = traceOf([statement("LOCK", { locks: [lock("SHARE", "t")] })]);
  expect(locksJson(trace)).toEqual({
    postgres: "18.4",
    place: "embedded",
    passed: true,
    migrations: [
      {
        name: "1_a",
        file: "migrations/1_a.sql",
        statements: [
          expect.objectContaining({
            text: "LOCK",
            locks: [
              {
                schema: "app",
                name: "t",
                kind: "table",
                mode: "SHARE",
                blocks: { reads: false, writes: true, ddl: true },
              },
            ],
          }),
        ],
      },
    ],
  });
  const notTraced = "postgresql://me:secret@h/d is gone";
  expect(locksJson(traceOf([], { notTraced }))).toMatchObject({
    passed: false,
    migrations: [{ notTraced: "postgresql://me:***@h/d is gone" }],
  });
});
