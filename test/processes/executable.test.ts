import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { version } from "../../src/index.ts";
import { start } from "../support/cli.ts";
import { createDatabase, dropDatabase } from "../support/databases.ts";
import { addFiles, upDown } from "../support/migrations.ts";

const repository = resolve(import.meta.dirname, "../..");

let place: string;
let url: string;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "pgmaestro-executable-"));
  execFileSync(process.execPath, ["scripts/build-exe.js", place], { cwd: repository });
  url = await createDatabase(inject("serverUrl"));
  addFiles(join(place, "project"), {
    "migrations/1_a.sql": upDown("CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;"),
    "migrations/2_b.sql": upDown("CREATE TABLE b (id int);", "DROP TABLE b;"),
  });
});

afterAll(async () => {
  rmSync(place, { recursive: true, force: true });
  await dropDatabase(inject("serverUrl"), url);
});

/** The executable in a folder without packages, where nothing is found that would run scripts. */
function pgmaestro(line: string, env: Record<string, string> = { DATABASE_URL: url }) {
  const where = { cwd: join(place, "project"), env: { PATH: "", ...env } };
  return start(join(place, "pgmaestro"), line.split(" "), where).finished;
}

test("does what the command line does on a server", async () => {
  const lines: [string, RegExp][] = [
    ["--version", new RegExp(`^${version}\n$`)],
    ["--help", /^Usage: pgmaestro/],
    ["plan", /2 migrations, 2 statements/],
    ["up", /2 migrations applied/],
    ["up", /Nothing to do/],
    ["status", /2 applied, 0 pending/],
    ["lint", /2_b\.sql:2:1 warning create-table-without-primary-key/],
    ["lint 2_b --json", /"line":2/],
    ["down --to 1_a", /1 migration rolled back/],
  ];
  for (const [line, said] of lines) {
    const { exitCode, stdout, stderr } = await pgmaestro(line);
    expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
    expect(stdout).toMatch(said);
  }
});

test("says where a file has an error, and what needs a package", async () => {
  addFiles(join(place, "broken"), { "1_a.sql": "-- Up Migration\nCREATE TABEL a ();\n" });
  const broken = await pgmaestro("up -m ../broken -t broken_history");
  expect(broken.exitCode).not.toBe(0);
  expect(broken.stderr).toContain("1_a.sql:2:8");
  const embedded = await pgmaestro("verify", {});
  expect(embedded.exitCode).toBe(2);
  expect(embedded.stderr).toContain("The package @electric-sql/pglite is not installed");
});

test("comes with the licenses of what is in it", () => {
  const licenses = readFileSync(join(place, "LICENSES.txt"), "utf8");
  for (const name of ["commander", "libpg-query", "pg", "tinyglobby"])
    expect(licenses).toMatch(new RegExp(`^${name} \\d`, "m"));
  expect(existsSync(join(place, "pgmaestro"))).toBe(true);
});
