import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  down,
  MigrationFailedError,
  MigrationFileError,
  NoDownSectionError,
  plan,
  redo,
  RunInterruptedError,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { rejection, ups } from "../support/results.ts";

const users = `
  export const up = (pgm) => { pgm.createTable("users", { id: "id", name: { type: "text", notNull: true } }); };
`;

describeEachDatabase("JS and TS migrations", (db) => {
  test("run with the installed MigrationBuilder, in every language, between SQL files", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_js.js": `exports.up = (pgm) => { pgm.createTable("a", { id: "id" }); };`,
      "2_mjs.mjs": `export async function up(pgm) { pgm.addColumn("a", { b: "int" }); }`,
      "3_sql.sql": "alter table a add c int;",
      "4_ts.ts": `import type { MigrationBuilder } from "node-pg-migrate";
        export async function up(pgm: MigrationBuilder): Promise<void> { pgm.addColumn("a", { d: "int" }); }`,
      "5_cjs.cjs": `module.exports = { up(pgm, done) { pgm.addColumn("a", { e: "int" }); setTimeout(done, 1); } };`,
      "6_default.mts": `export default { up(pgm: any) { pgm.addColumn("a", { f: "int" }); } };`,
    });
    const made = await plan({ database, migrationsDir });
    expect(made.segments).toHaveLength(1);
    const { migrations } = await up({ database, migrationsDir });
    expect(migrations.map(({ name }) => name)).toEqual([
      "1_js",
      "2_mjs",
      "3_sql",
      "4_ts",
      "5_cjs",
      "6_default",
    ]);
    const columns = await query(
      "select attname from pg_attribute where attrelid = 'a'::regclass and attnum > 0 order by attnum",
    );
    expect(columns.map(({ attname }) => attname)).toEqual(["id", "b", "c", "d", "e", "f"]);
  });

  test("without a down function are rolled back by the up in reverse", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({ "1_users.mjs": users });
    await up({ database, migrationsDir });
    await redo({ database, migrationsDir });
    await down({ database, migrationsDir });
    expect(await query("select to_regclass('users') as users")).toEqual([{ users: null }]);
  });

  test("with down = false, or nothing to reverse, refuse a rollback", async () => {
    const { database } = db();
    const migrationsDir = directoryOf({
      "1_raw.mjs": `export const up = (pgm) => pgm.sql("select 1");`,
      "2_never.mjs": `${users} export const down = false;`,
    });
    await up({ database, migrationsDir });
    await rejection(down({ database, migrationsDir }), NoDownSectionError);
    const error = await rejection(
      down({ database, migrationsDir, only: "1_raw" }),
      MigrationFileError,
    );
    expect(String(error)).toMatch(/automatically infer down migration/);
  });

  test("read through pgm.db what those before them did, inside the same transaction", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      "2_rows.sql": "insert into users (name) values ('ada'), ('grace');",
      "3_reads.mjs": `export const up = async (pgm) => {
        const rows = await pgm.db.select("select name from users order by name");
        const { rowCount } = await pgm.db.query({ text: "select from users where name = $1", values: ["ada"] });
        for (const { name } of rows) pgm.sql(\`create table t_\${name}_\${rowCount} (id int)\`);
      };`,
      "4_after.sql": "insert into t_ada_1 values (1);",
    });
    expect((await plan({ database, migrationsDir })).segments).toHaveLength(1);
    await up({ database, migrationsDir });
    expect(await query("select count(*)::int as rows from t_ada_1")).toEqual([{ rows: 1 }]);
    expect(await query("select count(distinct run_on)::int as runs from pgmigrations")).toEqual([
      { runs: 1 },
    ]);
  });

  test("that fail while they read leave nothing, and name the place in the file", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      "2_reads.mjs": `export const up = async (pgm) => {
  await pgm.db.query("select 1");
  throw new Error("no idea");
};`,
    });
    const error = await rejection(up({ database, migrationsDir }), MigrationFailedError);
    const { location, report, server } = error;
    expect(location).toMatchObject({ file: expect.stringMatching(/2_reads\.mjs$/), line: 3 });
    expect(server.message).toBe("no idea");
    expect(report).toMatchObject({ done: [], notDone: ups("1_users", "2_reads"), inDoubt: [] });
    expect(await query("select to_regclass('users') as users")).toEqual([{ users: null }]);
  });

  test.each([
    ["mjs", "(pgm)"],
    ["ts", "(pgm: any)"],
  ])("whose SQL is refused fail at the call that made it: .%s", async (ending, parameters) => {
    const { database } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      [`2_more.${ending}`]: `// What users have.
export const up = ${parameters} => {
  pgm.addColumn("users", { nick: "text" });
  pgm.sql("select 1");
  pgm.addColumn("users", {
    age: "nothing",
  });
};`,
    });
    const { location, statement, source } = await rejection(
      up({ database, migrationsDir }),
      MigrationFailedError,
    );
    expect(location).toEqual({
      ...{ file: expect.stringMatching(new RegExp(`2_more\\.${ending}$`)), line: 5, column: 3 },
    });
    expect(statement).toMatch(/^ALTER TABLE "users"/);
    expect(source).toMatch(/^\/\/ What users have\./);
  });

  test.each(["ROLLBACK", "commit; select 1", "/* now */ Begin"])(
    "cannot end the transaction that they run in: %s is refused at its place",
    async (control) => {
      const { database, query } = db();
      const migrationsDir = directoryOf({
        "1_users.mjs": users,
        "2_ends.mjs": `export const up = async (pgm) => {
  await pgm.db.query("create table z (id int)");
  await pgm.db.query({ text: "${control}" });
};`,
      });
      const error = await rejection(up({ database, migrationsDir }), MigrationFailedError);
      expect(error.location).toMatchObject({
        file: expect.stringMatching(/2_ends\.mjs$/),
        line: 3,
      });
      expect(error.server.message).toMatch(/ in a migration$/);
      expect(error.hint).toContain("The tool begins and ends transactions");
      expect(error.report).toMatchObject({ done: [], notDone: ups("1_users", "2_ends") });
      expect(await query("select to_regclass('users') as users, to_regclass('z') as z")).toEqual([
        { users: null, z: null },
      ]);
    },
  );

  test("that hide what ends the transaction fail nonetheless, and nothing is called applied", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      "2_ends.mjs": `export const up = async (pgm) => {
  let reads = 0;
  const query = { get text() { return reads++ === 0 ? "select 1" : "rollback"; } };
  await pgm.db.query(query);
};`,
    });
    const error = await rejection(up({ database, migrationsDir }), MigrationFailedError);
    expect(error.server.message).toBe("The migration has ended the transaction that it runs in");
    expect(error.hint).toContain("pgm.noTransaction()");
    expect(await query("select name from pgmigrations")).toEqual([]);
  });

  test("that wait for something else stop on request, and are not recorded", async () => {
    const { database, query } = db();
    const stop = new AbortController();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      "2_waits.mjs": `export const up = async (pgm) => {
  await pgm.db.query("create table z (id int)");
  globalThis.stopThisRun();
  await new Promise(() => {});
};`,
    });
    Object.assign(globalThis, { stopThisRun: () => stop.abort() });
    const run = up({ database, migrationsDir, signal: stop.signal });
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({ done: [], notDone: ups("1_users", "2_waits"), inDoubt: [] });
    expect(await query("select name from pgmigrations")).toEqual([]);
    expect(await query("select to_regclass('z') as z")).toEqual([{ z: null }]);
  });

  test("share type shorthands with later ones, also from applied ones", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_words.mjs": `export const shorthands = { word: { type: "varchar(20)", notNull: true } };
        export const up = (pgm) => pgm.createTable("a", { w: "word" });`,
    });
    await up({ database, migrationsDir });
    addFiles(migrationsDir, {
      "2_more.mjs": `export const up = (pgm) => pgm.createTable("b", { w: "word" });`,
    });
    await up({ database, migrationsDir });
    const [row] = await query(
      "select format_type(atttypid, atttypmod) as type, attnotnull from pg_attribute where attrelid = 'b'::regclass and attnum = 1",
    );
    expect(row).toEqual({ type: "character varying(20)", attnotnull: true });
  });

  test("that are applied are not loaded: a dead import in one of them blocks nothing", async () => {
    const { database } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": `import "./lib/helper.mjs";${users}export const shorthands = undefined;`,
      "lib/helper.mjs": "",
    });
    await up({ database, migrationsDir });
    rmSync(join(migrationsDir, "lib"), { recursive: true });
    addFiles(migrationsDir, { "2_more.mjs": `export const up = (pgm) => pgm.sql("select 1");` });
    const { migrations } = await up({ database, migrationsDir });
    expect(migrations.map(({ name }) => name)).toEqual(["2_more"]);
  });

  test("that cannot be loaded are refused with their place, before anything runs", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_users.mjs": users,
      "2_broken.ts": `import { gone } from "./gone.ts";\nexport const up = gone;`,
    });
    const error = await rejection(up({ database, migrationsDir }), MigrationFileError);
    expect(String(error)).toMatch(/2_broken\.ts:1:1: The migration cannot be loaded: .*gone/);
    expect(await query("select to_regclass('users') as users")).toEqual([{ users: null }]);
  });
});
