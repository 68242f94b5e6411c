import { expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import type { RunEvent } from "../../src/index.ts";
import { directoryOf } from "../support/migrations.ts";

const users = `export const up = (pgm) => pgm.createTable("users", { id: "id", name: { type: "text" } });`;
const index = `export const up = (pgm) => pgm.createIndex("users", "name");`;

async function linted(files: Readonly<Record<string, string>>) {
  const warnings: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === "warning") warnings.push(event.message);
  };
  const { findings } = await lint({ migrationsDir: directoryOf(files), onEvent });
  return { found: findings.map(({ rule, migration }) => `${migration} ${rule}`), warnings };
}

test("JS and TS migrations are linted by the SQL that they make", async () => {
  const { found, warnings } = await linted({ "1_users.js": users, "2_index.ts": index });
  expect(found).toContain("2_index index-not-concurrent");
  expect(found.filter((one) => one.startsWith("1_users") && /index|lock/.test(one))).toEqual([]);
  expect(warnings).toEqual([]);
});

test("a comment at their top ignores a finding", async () => {
  const ignore = "// pgmaestro-ignore index-not-concurrent: ten rows\n";
  const { found } = await linted({ "1_users.js": users, "2_index.ts": ignore + index });
  expect(found).not.toContain("2_index index-not-concurrent");
  expect(found.filter((one) => one.includes("ignore"))).toEqual([]);
});

test("what cannot be known is told, and does not pass in silence", async () => {
  const { warnings } = await linted({
    "1_users.js": users,
    "2_broken.js": `throw new Error("gone");`,
    "3_reads.js": `export const up = async (pgm) => { await pgm.db.query("select 1"); pgm.sql("drop table users"); };
      export const down = false;`,
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^What it does in up is not linted: .*gone/s),
    expect.stringMatching(/^What it does in down is not linted: .*gone/s),
    "It reads the database in up; what it does after that is not linted.",
  ]);
});

test("a finding of the down function says so, and shows its SQL", async () => {
  const both = `export const up = (pgm) => pgm.addColumn("users", { c: "text" });
    export const down = (pgm) => { pgm.sql("SELECT 2"); pgm.createIndex("users", "name"); };`;
  const { findings, sources } = await lint({
    migrationsDir: directoryOf({ "1_users.js": users, "2_both.js": both }),
  });
  const found = findings.find(({ rule }) => rule === "index-not-concurrent")!;
  expect(found.file).toMatch(/2_both\.js \(its SQL in down\)$/);
  expect(sources.get(found.file)!.split("\n")[found.line - 1]).toContain("CREATE INDEX");
});
