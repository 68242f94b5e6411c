import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { down, mark, plan, redo, status, up, verify } from "../../src/index.ts";
import { checkNames } from "../../src/verify/verdict.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { applied, existing, ran } from "../support/results.ts";

const migrationsDir = resolve(import.meta.dirname, "../../migrations");
const names = [
  "1730000000001_initial-schema",
  "1730000000002_add-credentials-and-integrations",
  "1730000000003_add-workflow-triggers",
];
const tables = [
  "users",
  "workflows",
  "executions",
  "execution_logs",
  "credentials",
  "integrations",
  "workflow_triggers",
].map((table) => `flowmaestro.${table}`);

function sectionsOf(name: string): { up: string; down: string } {
  const text = readFileSync(resolve(migrationsDir, `${name}.sql`), "utf8");
  const [before, after] = text.split("-- Down Migration");
  return { up: before!, down: after! };
}

describeEachDatabaseInTurn(0, "FlowMaestro's migrations", (db) => {
  const request = () => ({ database: db().database, migrationsDir });

  test("make every table in one transaction", async () => {
    expect((await plan(request())).segments).toHaveLength(1);
    expect(ran(await up(request()))).toEqual(names.map((name) => `up ${name}`));
    expect(await existing(db(), ...tables)).toEqual(tables);
    const { migrations, warnings } = await status(request());
    expect(warnings).toEqual([]);
    expect(migrations.every(({ description }) => description)).toBe(true);
  });

  test("give back, one by one, exactly the schema before", async () => {
    const before: string[][] = [];
    for (const name of names) {
      before.push(await fingerprint(db()));
      await up({ ...request(), to: name });
    }
    for (const expected of before.toReversed()) {
      await down(request());
      expect(await fingerprint(db())).toEqual(expected);
    }
    expect(await applied(db())).toEqual([]);
  });

  test("give back exactly the schema before all at once, and make the same again", async () => {
    const empty = await fingerprint(db());
    await up(request());
    const full = await fingerprint(db());
    expect(full.length).toBeGreaterThan(100);
    await redo({ ...request(), count: 3 });
    expect(await fingerprint(db())).toEqual(full);
    await down({ ...request(), all: true });
    expect(await fingerprint(db())).toEqual(empty);
  });

  test("can be run twice, each section of each", async () => {
    for (const name of names) {
      await up({ ...request(), to: name });
      const once = await fingerprint(db());
      await db().query(sectionsOf(name).up);
      expect(await fingerprint(db())).toEqual(once);
    }
    for (const name of names.toReversed()) {
      await down({ ...request(), only: name });
      const once = await fingerprint(db());
      await db().query(sectionsOf(name).down);
      expect(await fingerprint(db())).toEqual(once);
    }
  });

  test("can be run again over a database whose history was lost", async () => {
    await up(request());
    await db().query("insert into flowmaestro.users (email, password_hash) values ('a@b', 'x')");
    const full = await fingerprint(db());
    await mark({ ...request(), all: true, unmark: true });
    expect(ran(await up(request()))).toHaveLength(3);
    expect(await fingerprint(db())).toEqual(full);
    expect(await db().query("select email from flowmaestro.users")).toEqual([{ email: "a@b" }]);
  });

  test("may keep their history in their own schema, which then stays", async () => {
    const inSchema = { ...request(), migrationsTable: "flowmaestro.pgmigrations" };
    await up(inSchema);
    await down({ ...inSchema, all: true });
    expect(await existing(db(), ...tables, "flowmaestro.pgmigrations")).toEqual([
      "flowmaestro.pgmigrations",
    ]);
    expect(ran(await up(inSchema))).toHaveLength(3);
  });

  test("hold what the application stores, and refuse what it must not", async () => {
    await up(request());
    await db().query(`
      insert into flowmaestro.users (email, password_hash) values ('Ada@example.org', 'x');
      insert into flowmaestro.workflows (user_id, name, definition) select id, 'w', '{}' from flowmaestro.users;
      insert into flowmaestro.workflow_triggers (workflow_id, type) select id, 'schedule' from flowmaestro.workflows;
      insert into flowmaestro.executions (workflow_id) select id from flowmaestro.workflows;
      insert into flowmaestro.execution_logs (execution_id, message) select id, 'm' from flowmaestro.executions`);
    const refused = [
      "insert into flowmaestro.users (email, password_hash) values ('ada@EXAMPLE.org', 'y')",
      "update flowmaestro.workflow_triggers set type = 'sometimes'",
      "update flowmaestro.executions set status = 'lost'",
      "update flowmaestro.workflows set version = 0",
    ];
    for (const statement of refused) await expect(db().query(statement)).rejects.toThrow();
    await db().query("update flowmaestro.workflows set name = 'v', updated_at = '2000-01-01'");
    expect(
      await db().query("select updated_at > '2024-01-01' as kept from flowmaestro.workflows"),
    ).toEqual([{ kept: true }]);
    await db().query("delete from flowmaestro.users");
    expect(await db().query("select * from flowmaestro.execution_logs")).toEqual([]);
  });
});

test.each([
  ["PGlite", () => undefined],
  ["a server", () => inject("serverUrl")],
])("FlowMaestro's migrations pass every check on %s", async (_, scratch) => {
  const result = await verify({ migrationsDir, scratch: scratch(), all: true });
  expect(result.migrations.map(({ name }) => name)).toEqual(names);
  for (const migration of result.migrations)
    expect(checkNames.map((name) => migration[name].verdict)).toEqual(Array(5).fill("passed"));
  expect(result).toMatchObject({ passed: true, unfilled: [], undescribed: [] });
});
