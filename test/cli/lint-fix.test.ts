import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 120_000 }); // many processes, on a slow machine

const first = "migrations/1700000000001_create-orders.sql";
const second = "migrations/1700000000002_total-orders.sql";
const third = "migrations/1700000000003_build-orders-total-idx.sql";
const files = {
  [first]: upDown("CREATE TABLE orders (id bigint PRIMARY KEY);", "DROP TABLE orders;"),
  [second]: upDown(
    "ALTER TABLE orders ADD COLUMN total int;\n\n-- for the list\nCREATE INDEX orders_total_idx ON orders (total);",
    "DROP INDEX orders_total_idx;\nALTER TABLE orders DROP COLUMN total;",
  ),
};

function lint(cwd: string, ...args: readonly string[]) {
  return pgmaestro(["lint", "--rule", "index-not-concurrent", ...args], { cwd });
}

const scratch = () => ["--scratch", inject("serverUrl")];

describe("lint --fix", () => {
  test("--dry-run shows the change and the proof, and writes nothing", async () => {
    const cwd = directoryOf(files);
    const { exitCode, stdout, stderr } = await lint(cwd, "--fix", "--dry-run", ...scratch());
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.replace(/on PostgreSQL .*?\), and/, "on PostgreSQL, and")).toBe(`\
--- ${second}
+++ ${second}
@@ -2,7 +2,4 @@
 ALTER TABLE orders ADD COLUMN total int;

--- for the list
-CREATE INDEX orders_total_idx ON orders (total);
 -- Down Migration
-DROP INDEX orders_total_idx;
 ALTER TABLE orders DROP COLUMN total;

--- /dev/null
+++ ${third}
@@ -0,0 +1,12 @@
+-- Migration: Build Orders Total Idx
+-- Created: ${today()}
+-- Description: Build the index orders_total_idx concurrently
+
+-- Up Migration
+
+-- for the list
+CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
+
+-- Down Migration
+
+DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;

✓ The schema in the end is the same on PostgreSQL, and after a rollback too.
1 file and 1 new migration to write: leave out --dry-run.

Nothing found in 3 migrations.
`);
    expect(readdirSync(join(cwd, "migrations"))).toHaveLength(2);
  });

  test("writes it, embedded and with nothing else named", async () => {
    const cwd = directoryOf(files);
    const { exitCode, stdout } = await lint(cwd, "--fix");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /is the same on PostgreSQL \d+\.\d+ \(PGlite\), and after a rollback too\.\n/,
    );
    expect(stdout).toContain("\n1 file and 1 new migration written.\n");
    expect(readFileSync(join(cwd, third), "utf8")).toContain("CREATE INDEX CONCURRENTLY");
    expect(readFileSync(join(cwd, second), "utf8")).not.toContain("INDEX");
    expect((await lint(cwd)).stdout).toBe("Nothing found in 3 migrations.\n");
  });

  test("has JSON", async () => {
    const cwd = directoryOf(files);
    const [json] = jsonLines(await lint(cwd, "--fix", "--json", ...scratch()));
    expect(json).toMatchObject({
      type: "lint",
      findings: [],
      passed: true,
      fixes: {
        files: [{ file: second, before: files[second], after: expect.any(String) }],
        created: [
          { name: "1700000000003_build-orders-total-idx", file: third, text: expect.any(String) },
        ],
        made: [{ rule: "index-not-concurrent", migration: "1700000000002_total-orders" }],
        refused: [],
        left: 0,
        verified: {
          passed: true,
          rollback: "same",
          differences: [],
          scratch: expect.stringContaining(":***@"),
        },
        written: true,
      },
    });
  });

  test("--dry-run needs --fix", async () => {
    const { exitCode, stderr } = await lint(directoryOf(files), "--dry-run");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--dry-run is for --fix")]);
  });
});

function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
