import { resolve } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { executable, start } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { upDown } from "../support/migrations.ts";
import { projectWithBuilder } from "../support/project.ts";

const theirs = resolve(
  import.meta.dirname,
  "../../node_modules/node-pg-migrate/bin/node-pg-migrate.js",
);

const files = {
  "migrations/1_a.sql": upDown("create table a ();", "drop table a;"),
  "migrations/2_b.js": `exports.up = (pgm) => { pgm.createTable("tableB", { id: "id" }); };`,
  "migrations/20240101000000000_c-d.sql": upDown("create table c ();", "drop table c;"),
  "migrations/1800000000000_e.ts": `import type { MigrationBuilder } from "node-pg-migrate";
    export const up = (pgm: MigrationBuilder): void => { pgm.createTable("e", { id: "id" }); };
    export const down = (pgm: MigrationBuilder): void => { pgm.dropTable("e"); };`,
  "modules/x/2_x.sql": "create table x ();",
  "modules/y/1_y.sql": "create table y ();",
  "modules/y/3_draft.sql": "not yet",
  "db.json": JSON.stringify({
    other: { "migrations-table": "log", schema: ["one"], "create-schema": true },
  }),
};

/** Command lines, one after the other, that both tools must understand alike. */
const scenarios: string[][] = [
  ["up"],
  ["up 2"],
  ["up 1_a"],
  ["up 20240101000000000_c d"],
  ["up", "down"],
  ["up", "down 2"],
  ["up", "down 1800000000000_e"],
  ["up", "redo"],
  ["up", "redo 2"],
  ["up 1704067200000 --timestamp"],
  ["up", "down 1704067200000 --timestamp"],
  ["up --fake"],
  ["up --fake", "down 2 --fake"],
  ["up --no-single-transaction"],
  ["--singleTransaction=false --no-lock up 3"],
  ["up --lock false 1"],
  ["up -s one -s two --create-schema"],
  ["up 1 -s one two --createSchema", "up -s one two"],
  ["up -s one --create-schema --migrations-schema log --create-migrations-schema -t=entries"],
  ["-m modules/**/*.sql --use-glob --ignore-pattern **/*_draft.* up"],
  ["up --ignore-pattern .*_[be]\\..*"],
  ["up --config-file db.json --configValue other"],
  ["up --decamelize"],
  ["up --check-order --verbose --advisory-lock-mode wait --tsconfig-paths false"],
  ["up --no-verbose --migration-file-language ts"],
];

test.each(scenarios.map((lines) => [lines.join(", then "), lines] as const))(
  "%s leaves the same behind",
  async (_title, lines) => {
    const cwd = projectWithBuilder(files);
    const both = [left(cwd, executable, lines), left(cwd, theirs, lines)];
    const [ours, expected] = await Promise.all(both);
    expect(ours).toEqual(expected);
  },
);

/** What command lines leave in a new database: the tables, and the names in every history. */
async function left(cwd: string, program: string, lines: readonly string[]): Promise<unknown> {
  const url = await createDatabase(inject("serverUrl"));
  onTestFinished(() => dropDatabase(inject("serverUrl"), url));
  for (const line of lines) {
    const args = [program, ...line.split(" ")];
    const settings = { cwd, env: { DATABASE_URL: url } };
    const { exitCode, stderr } = await start(process.execPath, args, settings).finished;
    expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
  }
  const tables = await queryOnce<{ name: string }>(url, everyTable);
  expect(tables).not.toEqual([]);
  const histories = tables.filter(({ name }) => /pgmigrations|log|entries/.test(name));
  const names = histories.map(({ name }) => queryOnce(url, `select name from ${name} order by id`));
  return { tables, names: await Promise.all(names) };
}

const everyTable = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname not in ('pg_catalog', 'information_schema') and tablename not like '%\\_journal' order by 1`;
