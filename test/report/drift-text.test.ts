import { describe, expect, test } from "vitest";
import type { Difference } from "../../src/catalog/index.ts";
import type { DiffResult } from "../../src/commands/diff.ts";
import type { DriftResult } from "../../src/commands/drift.ts";
import { createFromDriftText, diffText, driftText } from "../../src/report/drift-text.ts";
import { createStyle } from "../../src/report/style.ts";
import type { TriedScript } from "../../src/trial/index.ts";

const style = createStyle(false);

function script(statements: readonly string[], more: Partial<TriedScript> = {}): TriedScript {
  return { statements, losesData: [], unfinished: [], ...more };
}

const none: DriftResult = {
  target: "db",
  scratch: "PGlite (PostgreSQL 18)",
  schemas: ["app"],
  applied: 2,
  differences: [],
  toTarget: script([]),
  toMigrations: script([]),
  edited: [],
  partial: [],
  undescribed: [],
  durationMs: 1,
};
const differences: Difference[] = [
  { object: { kind: "table", name: "app.notes" }, change: "extra", details: [] },
  { object: { kind: "index", name: "app.i" }, change: "missing", details: [] },
];
const some: DriftResult = {
  ...none,
  differences,
  toTarget: script(["CREATE TABLE app.notes (\n  id int\n)", "DROP INDEX app.i"]),
  toMigrations: script([], { reason: "no way back" }),
};

describe("drift", () => {
  test("none is one line", () => {
    expect(driftText(none, style)).toBe(
      "No drift between db and its 2 applied migrations in 1 schema: app.",
    );
  });

  test("is the differences and the SQL to either side", () => {
    expect(driftText(some, style)).toBe(
      `Drift: 2 differences between db and its 2 applied migrations in 1 schema: app.

  only in the database: table app.notes
  only in the migrations: index app.i

SQL for the database, to be what the migrations make:
  There is none: no way back.

SQL for a new migration, to make what the database is:
  CREATE TABLE app.notes (
    id int
  );
  DROP INDEX app.i;

\`pgmaestro create NAME --from-drift\` writes that migration.`,
    );
  });

  test("comes with what makes it doubtful", () => {
    const text = driftText(
      {
        ...some,
        edited: ["1_a"],
        partial: ["2_b"],
        versions: { migrations: 18, target: 15 },
        undescribed: ["cast (text AS app.mood)"],
      },
      style,
    );
    expect(text.split("\n").slice(-4)).toEqual([
      "Warning: Edited since applied, so compared by what they say now: 1_a.",
      "Warning: Stopped halfway, so what they did counts as drift: 2_b.",
      expect.stringMatching(/^Warning: PostgreSQL is 15 for the database and 18 .*--scratch/),
      "Warning: Not compared: cast (text AS app.mood).",
    ]);
  });

  test("says nothing of releases where nothing differs", () => {
    const versions = { migrations: 18, target: 15 };
    expect(driftText({ ...none, versions }, style)).not.toContain("PostgreSQL");
  });
});

describe("create --from-drift", () => {
  test("says how the database learns of it", () => {
    const created = { name: "3_c", file: "migrations/3_c.sql", sameName: [] };
    const text = createFromDriftText({ drift: some, created }, style);
    expect(text).toMatch(/^Created migrations\/3_c.sql\n\n {2}only in the database: table/);
    expect(text).toContain("`pgmaestro mark 3_c`");
  });

  test("says what its sections take away", () => {
    const created = { name: "3_c", file: "migrations/3_c.sql", sameName: [] };
    const drop = "DROP TABLE app.old";
    const toTarget = script([drop], { losesData: [drop] });
    const text = createFromDriftText({ drift: { ...some, toTarget }, created }, style);
    expect(text).toContain(`In its up section:
Loses data: what these take away does not come back.
  DROP TABLE app.old`);
    expect(text).not.toContain("down section");
  });

  test("has nothing to write without drift", () => {
    expect(createFromDriftText({ drift: none }, style)).toMatch(
      /^No drift .*\n\nNothing to write\.$/,
    );
  });
});

describe("diff", () => {
  const result: DiffResult = {
    from: "migrations",
    to: "schema.sql",
    differences,
    way: script(["DROP INDEX app.i"]),
    undescribed: [],
    durationMs: 1,
  };

  test.each<[NonNullable<TriedScript["trial"]>, string]>([
    [{ outcome: "exact" }, "Tried on a scratch database: nothing differs afterwards."],
    [
      { outcome: "leaves", objects: ["table app.t"] },
      "Tried on a scratch database: these differ afterwards: table app.t.",
    ],
    [
      { outcome: "fails", statement: "DROP INDEX app.i", message: "it is needed" },
      "Tried on a scratch database, where it fails: it is needed, at\n  DROP INDEX app.i",
    ],
    [{ outcome: "untried", reason: "secrets" }, "Not tried: its secrets must be filled in first."],
  ])("says what became of its SQL: %o", (trial, text) => {
    const way = script(["DROP INDEX app.i"], { trial });
    expect(diffText({ ...result, way }, style)).toContain(`;\n${text}`);
  });

  test("says which SQL has secrets, and whose name is taken for whose", () => {
    const sql = "ALTER SERVER s OPTIONS (SET token :'token')";
    const way = script([sql], { unfinished: [sql] });
    const owners = { from: "me", to: "app" };
    expect(diffText({ ...result, way, owners }, style)).toContain(`  ${sql};
Secrets: nobody is shown them, so variables stand for them in:
  ${sql}

Owners: me and app are taken for the same one`);
  });

  test("names the two", () => {
    expect(diffText(result, style)).toBe(
      `2 differences from migrations to schema.sql.

  only in schema.sql: table app.notes
  only in migrations: index app.i

SQL from migrations to schema.sql:
  DROP INDEX app.i;`,
    );
    expect(diffText({ ...result, differences: [] }, style)).toBe(
      "No difference between migrations and schema.sql.",
    );
  });

  test("names what its SQL takes away", () => {
    const drop = "DROP TABLE app.old";
    const way = script([drop, "DROP INDEX app.i"], { losesData: [drop] });
    expect(diffText({ ...result, way }, style)).toContain(`  DROP INDEX app.i;
Loses data: what these take away does not come back.
  DROP TABLE app.old`);
  });
});
