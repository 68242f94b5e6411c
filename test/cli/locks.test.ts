import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines, projectOfTwo } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const files = {
  "migrations/1_a.sql": upDown("create table a (id int);", "drop table a;"),
  "migrations/2_b.sql": upDown("alter table a add column b int not null;", "alter table a drop b;"),
};
const broken = { ...files, "migrations/3_c.sql": "alter table a add column b int;" };

/** Traces on the server, where nothing names a target. */
function locks(cwd: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const SCRATCH_DATABASE_URL = inject("serverUrl");
  return pgmaestro(["locks", ...args], { cwd, env: { SCRATCH_DATABASE_URL, ...env } });
}

describe("locks without a target", () => {
  test("needs none, makes none, and traces the last one", async () => {
    const cwd = directoryOf(files);
    const finished = await locks(cwd, [], { CI: "true" });
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(
      /^2_b\n +2  alter table a add column b int not null  [<\d]+ ?\d* ms\n +ACCESS EXCLUSIVE on public\.a: nobody can read or write it until the transaction ends\n +reads all of public\.a \(verifying table "a"\)\n\n1 migration traced on the scratch server \(PostgreSQL \d+\.\d+\): at most ACCESS EXCLUSIVE on public\.a\n$/,
    );
    expect(readdirSync(cwd).toSorted()).toEqual([".pgmaestro", "migrations"]);
    expect(readdirSync(join(cwd, ".pgmaestro/cache"))).toEqual(["locks"]);
  });

  test("takes names, and down sections with --down", async () => {
    const { stdout } = await locks(directoryOf(files), ["1_a", "--down"]);
    expect(stdout).toMatch(
      /^1_a\n +2  create table a [^\n]*no lock on anything that existed\n  down\n +4  drop table a /,
    );
    expect(stdout).not.toContain("2_b");
  });

  test("traces in an embedded database where no server is named", async () => {
    const finished = await locks(directoryOf(files), [], { SCRATCH_DATABASE_URL: "" });
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toContain("1 migration traced on PGlite");
  });

  test("exits 1 where one does not run, and says why", async () => {
    const finished = await locks(directoryOf(broken), ["--all"]);
    expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
    expect(finished.stdout).toMatch(
      /\n3_c\n  not traced: migrations\/3_c\.sql:1:1: column "b" of relation "a" already exists\n/,
    );
    expect(finished.stdout).toMatch(/3 migrations traced on .*, 1 not traced, or not whole\n$/);
  });

  test("has nothing to look at for --pending, and takes one choice", async () => {
    const pending = await locks(directoryOf(files), ["--pending"]);
    expect(pending).toMatchObject({ exitCode: 2, stdout: "" });
    expect(pending.stderr).toMatch(
      /There is no embedded database in .*\.pgmaestro.database[^]*pgmaestro up/,
    );
    const both = await locks(directoryOf(files), ["--all", "1_a"]);
    expect(both.exitCode).toBe(2);
    const unknown = await locks(directoryOf(files), ["1_x"]);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: "" });
    expect(unknown.stderr).toContain("1_x");
  });

  test("tells JSON with --json", async () => {
    const finished = await locks(directoryOf(broken), ["--all", "--json"]);
    expect([finished.exitCode, finished.stderr]).toEqual([1, ""]);
    expect(jsonLines(finished).at(-1)).toMatchObject({
      type: "locks",
      place: "server",
      passed: false,
      migrations: [
        { name: "1_a", statements: [{ line: 2, locks: [] }] },
        {
          name: "2_b",
          file: "migrations/2_b.sql",
          statements: [
            {
              line: 2,
              locks: [
                {
                  schema: "public",
                  name: "a",
                  kind: "table",
                  mode: "ACCESS EXCLUSIVE",
                  blocks: { reads: true, writes: true, ddl: true },
                },
              ],
            },
          ],
        },
        { name: "3_c", statements: [], notTraced: expect.stringContaining("already exists") },
      ],
    });
  });
});

describeEachServer("locks with a target", (db) => {
  test("traces what is pending there, and only reads", async () => {
    const cwd = projectOfTwo();
    const env = { DATABASE_URL: db().database as string };
    await pgmaestro(["up", "1"], { cwd, env });
    const { stdout } = await locks(cwd, ["--json"], env);
    const names = jsonLines({ stdout } as never).at(-1)!["migrations"];
    expect(names.map(({ name }: { name: string }) => name)).toEqual(["2_b"]);
    expect(await db().query("select to_regclass('b') as it")).toEqual([{ it: null }]);
    expect(existsSync(join(cwd, ".pgmaestro/database"))).toBe(false);
  });

  test("never traces on the target, and shows no password", async () => {
    const url = new URL(db().database as string);
    const env = { DATABASE_URL: url.href, SCRATCH_DATABASE_URL: url.href };
    const finished = await locks(projectOfTwo(), ["--all"], env);
    expect(finished).toMatchObject({ exitCode: 2, stdout: "" });
    expect(finished.stderr).toMatch(/SCRATCH_DATABASE_URL .* is the database that DATABASE_URL/);
    expect(finished.stderr).not.toContain(`:${url.password}@`);
  });
});
