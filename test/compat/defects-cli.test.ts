import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pgmaestro, type Finished } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines, projectOfTwo, projectWithBuilder } from "../support/project.ts";
import { applied, existing } from "../support/results.ts";
import { connect } from "../support/sessions.ts";

/** The numbers are those of the list of node-pg-migrate's defects in docs/coming-from-node-pg-migrate.md. */
describeEachServer("node-pg-migrate's defects on the command line", (db) => {
  const url = () => db().database as string;
  const run = (cwd: string, ...args: string[]): Promise<Finished> =>
    pgmaestro(args, { cwd, env: { DATABASE_URL: url() } });
  const succeed = async (cwd: string, ...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(cwd, ...args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    return stdout;
  };

  test("defect 7: --force-exit never reports success early", async () => {
    const cwd = projectOfTwo({ "migrations/3_c.sql": "select pg_sleep(0.3); select nonsense;" });
    expect(await run(cwd, "up", "--force-exit")).toMatchObject({ exitCode: 1 });
    await succeed(cwd, "up", "2", "--force-exit");
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("defect 8: down 0, redo 0 and --timestamp without a number roll nothing back", async () => {
    const cwd = projectOfTwo();
    await succeed(cwd, "up");
    for (const args of [
      ["down", "0"],
      ["redo", "0"],
      ["down", "--timestamp"],
      ["redo", "--timestamp"],
    ])
      expect(await run(cwd, ...args)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining("down --all"),
      });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("defect 9: redo redoes exactly N", async () => {
    const cwd = projectOfTwo({
      "migrations/3_c.sql": upDown("create table c ();", "drop table c;"),
    });
    await succeed(cwd, "up", "2");
    const [result] = jsonLines(await run(cwd, "redo", "2", "--json")).slice(-1);
    expect(result!["migrations"].map(({ direction, name }: any) => `${direction} ${name}`)).toEqual(
      ["down 2_b", "down 1_a", "up 1_a", "up 2_b"],
    );
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("defect 13: --migrations-table schema.table is that table of that schema", async () => {
    await succeed(projectOfTwo(), "up", "--migrations-table", "audit.pgmigrations");
    expect(await applied(db(), "audit.pgmigrations")).toEqual(["1_a", "2_b"]);
    expect(await existing(db(), 'public."audit.pgmigrations"')).toEqual([]);
  });

  test("defect 14: --decamelize leaves the history's name alone, in every run", async () => {
    const cwd = projectOfTwo();
    const flags = ["--decamelize", "--migrations-table", "myMigrations"];
    await succeed(cwd, "up", "1", ...flags);
    await succeed(cwd, "up", ...flags);
    expect(await applied(db(), '"myMigrations"')).toEqual(["1_a", "2_b"]);
  });

  test("defect 15: a name may hold quotes", async () => {
    const cwd = directoryOf({
      [`migrations/1_it's "a".sql`]: upDown("create table a ();", "drop table a;"),
    });
    await succeed(cwd, "up");
    expect(await applied(db())).toEqual([`1_it's "a"`]);
    await succeed(cwd, "redo");
    await succeed(cwd, "down", `1_it's "a"`);
    expect(await applied(db())).toEqual([]);
  });

  test("defect 18: a deleted file is told of by its name", async () => {
    const cwd = projectOfTwo({ "migrations/3_c.sql": "create table c ();" });
    await succeed(cwd, "up", "2");
    rmSync(join(cwd, "migrations/1_a.sql"));
    const { exitCode, stderr } = await run(cwd, "up");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("applied, but no file: 1_a");
    expect(stderr).toContain("mark --unmark 1_a");
  });

  test("defect 19: a misspelt name is an error; --to and --only are two things", async () => {
    const cwd = projectOfTwo({ "migrations/3_c.sql": "create table c ();" });
    const misspelt = await run(cwd, "up", "2_bb");
    expect(misspelt.exitCode).toBe(2);
    expect(misspelt.stderr).toContain("Did you mean 2_b?");
    await succeed(cwd, "up", "--to", "2_b");
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
    await succeed(cwd, "down", "--to", "1_a");
    await succeed(cwd, "up", "--only", "3_c");
    expect(await applied(db())).toEqual(["1_a", "3_c"]);
  });

  test("defect 21: flags beat the config file, and config says which source won", async () => {
    const cwd = projectOfTwo({
      "db.json": JSON.stringify({ "migrations-table": "of_config", "database-url-var": "OTHER" }),
    });
    const given = { cwd, env: { OTHER: url() } };
    const shown = await pgmaestro(["config", "-f", "db.json", "-t", "of_flag"], given);
    expect(shown.stdout).toMatch(/^migrationsTable +of_flag +--migrations-table$/m);
    expect(shown.stdout).toMatch(/^databaseUrlVar +OTHER +db\.json$/m);
    expect(await pgmaestro(["up", "-f", "db.json", "-t", "of_flag"], given)).toMatchObject({
      exitCode: 0,
    });
    expect(await existing(db(), "of_flag", "of_config")).toEqual(["of_flag"]);
  });

  test("defect 22: --dry-run writes nothing at all and prints the SQL", async () => {
    const cwd = projectWithBuilder({
      "migrations/1_a.sql": "create table a ();",
      "migrations/2_b.js": `exports.up = (pgm) => { pgm.createTable("b", { id: "id" }); };`,
      "migrations/3_c.js": `exports.up = async (pgm) => { await pgm.db.query("create table c ()"); };`,
    });
    const locker = await connect(url());
    await locker.query("select pg_advisory_lock(7241865325823964)");
    const sql = await succeed(cwd, "up", "--dry-run", "--no-verbose", "--lock-wait", "0");
    expect(sql).toMatch(/^BEGIN;\n-- 1_a \(up\)\ncreate table a \(\);\n/);
    expect(sql).toContain('CREATE TABLE "b"');
    expect(sql).toContain("-- 3_c (up)\n-- reads the database first");
    expect(await succeed(cwd, "up", "--fake", "--dry-run")).toBe(
      "BEGIN;\n-- 1_a (up)\n-- 2_b (up)\n-- 3_c (up)\nCOMMIT;\n",
    );
    expect(await succeed(cwd, "create", "x", "--dry-run")).toContain("Would create migrations/");
    expect(await existing(db(), "a", "b", "c", "pgmigrations", "pgmigrations_journal")).toEqual([]);
    expect(await run(cwd, "up", "x_y", "--dry-run")).toMatchObject({ exitCode: 2 });
  });

  test("defect 24: files that are no migrations stop nobody", async () => {
    const cwd = projectOfTwo({
      "migrations/README.md": "# Migrations",
      "migrations/1_x.d.ts": "export declare const x: number;",
      "migrations/.DS_Store": "",
    });
    await succeed(cwd, "up");
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("defect 26: a byte order mark does no harm, mixed kinds of numbers are warned of", async () => {
    const cwd = directoryOf({
      "migrations/1700000000000_a.sql": "\uFEFFcreate table a ();",
      "migrations/20200101000000_b.sql": "create table b ();",
    });
    const stdout = await succeed(cwd, "up");
    expect(stdout).toMatch(/^Warning: migrations\/20200101000000_b\.sql:1: Its number is a date/m);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
  });

  test("defect 29: .env is read without a package; a lock number of one's own parts tenants", async () => {
    const cwd = projectOfTwo({ ".env": `DATABASE_URL=${url()}\n` });
    const locker = await connect(url());
    await locker.query("select pg_advisory_lock(7241865325823964)");
    const up = (...args: string[]) => pgmaestro(["up", "--lock-wait", "0", ...args], { cwd });
    expect(await up()).toMatchObject({ exitCode: 3 });
    expect(await up("--lock-value", "42")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("defect 30: every spelling of versions 8, 9 and 10 is taken", async () => {
    const cwd = projectOfTwo();
    await succeed(cwd, "--check-order", "--verbose", "up", "1", "--lock", "--ts-node");
    await succeed(cwd, "--no-checkOrder", "--singleTransaction", "up", "--pretty");
    expect(await run(cwd, "down", "--no-reject-unauthorized")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("SSL"),
    });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });
});
