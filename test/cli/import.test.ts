import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

describeEachServer("import as it is typed", (db) => {
  const run = (cwd: string, ...args: string[]) =>
    pgmaestro(["import", ...args], { cwd, env: { DATABASE_URL: db().database as string } });
  const project = async (): Promise<string> => {
    await db().query(`CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
      INSERT INTO schema_migrations VALUES ('1');`);
    return directoryOf({
      "db/migrations/1_create_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n",
      "db/migrations/2_create_b.sql": "-- migrate:up\nSELECT 3;\n-- migrate:down\n",
    });
  };

  test("shows what it would do, does it with --write, and then has nothing to do", async () => {
    const cwd = await project();
    const look = await run(cwd, "dbmate");
    expect(look).toMatchObject({ exitCode: 0, stderr: "" });
    expect(look.stdout).toBe(`dbmate: files in db/migrations, history public.schema_migrations
State    Migration   Down  When  From
applied  1_create-a  yes         db/migrations/1_create_a.sql
pending  2_create-b  yes         db/migrations/2_create_b.sql
To be written: 2 files, 1 recorded as applied.
Nothing is written yet; add --write.
`);
    expect(existsSync(join(cwd, "migrations"))).toBe(false);
    const written = await run(cwd, "dbmate", "--write");
    expect(written.stdout).toMatch(/\nImported: 2 files, 1 recorded as applied\.\n$/);
    const again = await run(cwd, "dbmate", "--write");
    expect(again.stdout).toMatch(/\nImported before, nothing to do: 2 files/);
  });

  test("answers in JSON", async () => {
    const lines = jsonLines(await run(await project(), "dbmate", "--json"));
    expect(lines).toEqual([
      {
        type: "import",
        tool: "dbmate",
        from: "db/migrations",
        table: "public.schema_migrations",
        files: [
          {
            name: "1_create-a",
            file: "migrations/1_create-a.sql",
            from: "db/migrations/1_create_a.sql",
            hasDown: true,
            applied: true,
          },
          {
            name: "2_create-b",
            file: "migrations/2_create-b.sql",
            from: "db/migrations/2_create_b.sql",
            hasDown: true,
            applied: false,
          },
        ],
        notes: [],
        written: false,
        done: false,
      },
    ]);
  });

  test("exits 2 for a tool it does not know, 3 where the history forbids it", async () => {
    const cwd = await project();
    expect(await run(cwd, "liquibase")).toMatchObject({ exitCode: 2 });
    expect(await run(cwd)).toMatchObject({ exitCode: 2 });
    expect(await run(cwd, "dbmate", "--from", "gone")).toMatchObject({ exitCode: 2 });
    await db().query("INSERT INTO schema_migrations VALUES ('3')");
    const refused = await run(cwd, "dbmate", "--write", "--json");
    expect(refused.exitCode).toBe(3);
    expect(jsonLines(refused)).toMatchObject([
      { type: "error", error: { code: "import-refused", tool: "dbmate", names: ["3"] } },
    ]);
  });
});
