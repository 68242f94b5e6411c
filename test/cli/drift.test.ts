import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { pgmaestro, type Finished } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles } from "../support/migrations.ts";
import { jsonLines, projectOfTwo } from "../support/project.ts";
import { urlOf } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

describeEachServer("drift and diff as they are typed", (db) => {
  const run = (cwd: string, ...args: string[]): Promise<Finished> => {
    const scratch = new URL(urlOf(db()));
    scratch.pathname = "/postgres";
    const env = { DATABASE_URL: urlOf(db()), SCRATCH_DATABASE_URL: scratch.href };
    return pgmaestro(args, { cwd, env });
  };

  async function migrated(): Promise<string> {
    const cwd = projectOfTwo();
    await run(cwd, "up");
    return cwd;
  }

  test("drift exits 0 without drift and 1 with it", async () => {
    const cwd = await migrated();
    const none = await run(cwd, "drift");
    expect(none).toMatchObject({ exitCode: 0, stderr: "" });
    expect(none.stdout).toMatch(/^No drift between .* and its 2 applied migrations/);
    await db().query("alter table b add note text");
    const some = await run(cwd, "drift");
    expect(some).toMatchObject({ exitCode: 1, stderr: "" });
    expect(some.stdout).toContain("  only in the database: column public.b.note\n");
    expect(some.stdout).toContain("DROP COLUMN");
    expect(some.stdout).not.toContain("postgres:postgres");
  });

  test("drift --json is the documented result", async () => {
    const cwd = await migrated();
    await db().query("alter table b add note text");
    const { exitCode, ...finished } = await run(cwd, "drift", "--json");
    expect(exitCode).toBe(1);
    expect(jsonLines({ exitCode, ...finished }).at(-1)).toEqual({
      type: "drift",
      target: expect.stringContaining(":***@"),
      scratch: expect.stringMatching(/\/postgres \(PostgreSQL \d+\)$/),
      schemas: ["public"],
      applied: 2,
      differences: [
        {
          object: { kind: "column", name: "public.b.note" },
          change: "extra",
          details: [],
          text: "only in the database: column public.b.note",
        },
      ],
      toTarget: {
        statements: [expect.stringContaining("ADD COLUMN")],
        losesData: [],
        unfinished: [],
        trial: { outcome: "exact" },
      },
      toMigrations: {
        statements: [expect.stringContaining("DROP COLUMN")],
        losesData: [expect.stringContaining("DROP COLUMN")],
        unfinished: [],
        trial: { outcome: "exact" },
      },
      edited: [],
      partial: [],
      undescribed: [],
      durationMs: expect.any(Number),
    });
  });

  test("drift exits 3 where an applied migration has no file", async () => {
    const cwd = await migrated();
    const { exitCode, stderr } = await run(cwd, "drift", "--ignore-pattern", "2_b.*");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("2_b");
  });

  test("diff exits 0, 1 and 2", async () => {
    const cwd = await migrated();
    addFiles(cwd, { "schema.sql": "create table public.a (id int primary key);" });
    const equal = await run(cwd, "diff", "--from", "migrations@1_a", "--to", "schema.sql");
    expect(equal).toMatchObject({
      exitCode: 0,
      stdout: "No difference between migrations@1_a and schema.sql.\n",
    });
    const different = await run(cwd, "diff", "--from", "schema.sql", "--json");
    expect(different.exitCode).toBe(1);
    expect(jsonLines(different).at(-1)).toMatchObject({
      type: "diff",
      from: "schema.sql",
      differences: [{ object: { kind: "table", name: "public.b" }, change: "extra" }],
      way: { statements: expect.arrayContaining([expect.stringContaining("CREATE TABLE")]) },
    });
    expect((await run(cwd, "diff", "--from", "nowhere")).exitCode).toBe(2);
  });

  test("create --from-drift writes the file, and mark records it", async () => {
    const cwd = await migrated();
    expect((await run(cwd, "create", "note", "--from-drift")).stdout).toContain("Nothing to write");
    await db().query("alter table b add note text");
    const { exitCode, stdout } = await run(cwd, "create", "note", "--from-drift");
    expect(exitCode).toBe(0);
    const name = /pgmaestro mark (\S+)`/.exec(stdout)![1]!;
    expect(readdirSync(join(cwd, "migrations"))).toContain(`${name}.sql`);
    await run(cwd, "mark", name);
    expect((await run(cwd, "drift")).exitCode).toBe(0);
  });
});
