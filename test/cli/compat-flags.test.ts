import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pgmaestro, startPgmaestro, type Finished } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines, projectOfTwo, projectWithBuilder } from "../support/project.ts";
import { applied, existing, journal } from "../support/results.ts";
import { connect, until } from "../support/sessions.ts";

const camelTable = `exports.up = (pgm) => { pgm.createTable("userAccounts", { id: "id" }); };`;

describeEachServer("flags as of node-pg-migrate", (db) => {
  const url = () => db().database as string;
  const run = (cwd: string, ...args: string[]): Promise<Finished> =>
    pgmaestro(args, { cwd, env: { DATABASE_URL: url() } });
  const succeed = async (cwd: string, ...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(cwd, ...args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    return stdout;
  };

  test("-m, -t and -d, in kebab and camel case, before and after the command", async () => {
    const cwd = projectOfTwo({ "db/5_e.sql": "create table e ();" });
    const env = { OTHER_URL: url() };
    const args = ["-d", "OTHER_URL", "-m", "db", "up", "--migrationsTable", "history"];
    expect(await pgmaestro(args, { cwd, env })).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await applied(db(), "history")).toEqual(["5_e"]);
    const again = ["--databaseUrlVar=OTHER_URL", "--migrations-dir", "migrations", "up"];
    expect(await pgmaestro(again, { cwd, env })).toMatchObject({ exitCode: 0 });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("--use-glob takes directory and ignore pattern for glob patterns", async () => {
    const cwd = directoryOf({
      "src/users/migrations/2_users.sql": upDown("create table users ();", "drop table users;"),
      "src/orders/migrations/1_orders.sql": upDown("create table orders ();", "drop table orders;"),
      "src/orders/migrations/3_draft.sql": "no SQL yet",
    });
    const glob = ["--use-glob", "-m", "src/*/migrations/*.sql", "--ignore-pattern", "**/*_draft.*"];
    await succeed(cwd, "up", ...glob);
    expect(await applied(db())).toEqual(["1_orders", "2_users"]);
    await succeed(cwd, "down", "2", ...glob.map((word) => word.replace("use-glob", "useGlob")));
    expect(await applied(db())).toEqual([]);
  });

  test("-s lists schemas, --create-schema makes them, the first holds the history", async () => {
    const cwd = projectOfTwo();
    await succeed(cwd, "up", "-s", "one", "two", "--create-schema", "--create-migrations-schema");
    expect(await existing(db(), "one.a", "one.b", "one.pgmigrations", "two.a")).toEqual([
      "one.a",
      "one.b",
      "one.pgmigrations",
    ]);
    expect(await db().query("select from pg_namespace where nspname = 'two'")).toHaveLength(1);
  });

  test("--migrations-schema holds the history alone", async () => {
    await succeed(projectOfTwo(), "up", "--migrationsSchema", "history", "--schema", "public");
    expect(await existing(db(), "history.pgmigrations", "public.a", "history.a")).toEqual([
      "history.pgmigrations",
      "public.a",
    ]);
  });

  test("--check-order, --no-check-order", async () => {
    const cwd = directoryOf({
      "migrations/1_a.sql": "create table a ();",
      "migrations/2_b.sql": "create table b ();",
    });
    await succeed(cwd, "up", "2_b");
    expect(await run(cwd, "up", "--check-order")).toMatchObject({ exitCode: 3 });
    await succeed(cwd, "up", "1_a", "--no-check-order");
    await succeed(cwd, "up", "--check-order");
    expect(await applied(db())).toEqual(["2_b", "1_a"]);
  });

  test("--decamelize makes names of JS migrations snake_case, but not the history's", async () => {
    const cwd = projectWithBuilder({ "migrations/1_a.js": camelTable });
    await succeed(cwd, "up", "--decamelize", "-t", "myHistory");
    expect(await existing(db(), "user_accounts", '"userAccounts"', '"myHistory"')).toEqual([
      "user_accounts",
      '"myHistory"',
    ]);
    await succeed(cwd, "down", "--decamelize=true", "-t", "myHistory");
    expect(await existing(db(), "user_accounts")).toEqual([]);
  });

  test("--tsconfig-paths follows path aliases", async () => {
    const cwd = projectWithBuilder({
      "tsconfig.json": '{ "compilerOptions": { "paths": { "@names/*": ["./names/*"] } } }',
      "names/table.ts": 'export const table: string = "aliased";',
      "migrations/1_a.ts": `import { table } from "@names/table";
        export const up = (pgm: any) => { pgm.createTable(table, { id: "id" }); };`,
    });
    expect(await run(cwd, "up")).toMatchObject({ exitCode: 1 });
    await succeed(cwd, "up", "--tsconfig-paths", "tsconfig.json");
    await succeed(cwd, "redo", "--tsconfigPaths", "true");
    expect(await existing(db(), "aliased")).toEqual(["aliased"]);
  });

  test("--fake records what up, down and redo would take, and runs nothing", async () => {
    const cwd = projectOfTwo();
    expect(await succeed(cwd, "up", "--fake")).toBe(
      "Marked as applied, without running:\n  1_a\n  2_b\n",
    );
    expect(await succeed(cwd, "redo", "--fake")).toContain("2_b");
    const lines = jsonLines(await run(cwd, "down", "2", "--fake", "--json"));
    expect(lines).toEqual([{ type: "fake", unmarked: ["2_b", "1_a"], marked: [] }]);
    expect(await succeed(cwd, "down", "--fake")).toBe("Nothing to do.\n");
    expect(await journal(db())).toEqual([
      "mark 1_a",
      "mark 2_b",
      "unmark 2_b",
      "mark 2_b",
      "unmark 2_b",
      "unmark 1_a",
    ]);
    expect(await existing(db(), "a", "b")).toEqual([]);
  });

  test("--single-transaction is one transaction, --no-single-transaction one for each", async () => {
    const cwd = projectOfTwo();
    const transactions = async (...args: string[]) =>
      (await succeed(cwd, "up", "--dry-run", ...args)).match(/^BEGIN;$/gm)?.length;
    expect(await transactions("--single-transaction")).toBe(1);
    expect(await transactions("--no-single-transaction")).toBe(2);
    expect(await transactions("--singleTransaction", "false")).toBe(2);
  });

  test("--timestamp: up to that number, down from it", async () => {
    const cwd = projectOfTwo({
      "migrations/20240101000000000_c.sql": upDown("create table c ();", "drop table c;"),
      "migrations/1800000000000_d.sql": upDown("create table d ();", "drop table d;"),
    });
    await succeed(cwd, "up", "1704067200000", "--timestamp");
    expect(await applied(db())).toEqual(["1_a", "2_b", "20240101000000000_c"]);
    await succeed(cwd, "up", "--timestamp");
    await succeed(cwd, "redo", "1800000000000", "--timestamp");
    await succeed(cwd, "down", "2", "--timestamp");
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("--advisory-lock-mode fail gives up at once, wait waits; --no-lock takes none", async () => {
    const cwd = projectOfTwo();
    await holding(async () => {
      const failed = await run(cwd, "up", "--advisory-lock-mode", "fail");
      expect(failed.exitCode).toBe(3);
      expect(failed.stderr).toContain("Another migration is already running");
      await succeed(cwd, "up", "1", "--no-lock");
      await succeed(cwd, "up", "1", "--advisory-lock-mode", "fail", "--lock-value", "12");
    });
    const waiting = await holding(async () => {
      const started = startPgmaestro(["down", "--advisoryLockMode", "wait"], settings(cwd));
      await until(url(), someoneTries);
      return started;
    });
    expect(await waiting.finished).toMatchObject({ exitCode: 0 });
  });

  const settings = (cwd: string) => ({ cwd, env: { DATABASE_URL: url() } });

  /** Acts while another session holds the lock. */
  async function holding<Result>(action: () => Promise<Result>): Promise<Result> {
    const holder = await connect(url());
    await holder.query("select pg_advisory_lock(7241865325823964)");
    const result = await action();
    await holder.end();
    return result;
  }

  const someoneTries = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and query like '%pg_try_advisory_lock%'`;

  test("--reject-unauthorized and its negation speak TLS", async () => {
    for (const flag of ["--reject-unauthorized", "--no-reject-unauthorized"]) {
      const { exitCode, stderr } = await run(projectOfTwo(), "status", flag);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("does not support SSL");
    }
  });

  test("-f and --config-value: a config in node-pg-migrate's shape", async () => {
    const { hostname, port, username, password, pathname } = new URL(url());
    const parts = { host: hostname, port: Number(port), user: username, password };
    const cwd = projectOfTwo({
      "db.json": JSON.stringify({
        test: { ...parts, name: pathname.slice(1), "migrations-table": "history", colour: "red" },
      }),
    });
    const given = ["-f", "db.json", "--config-value", "test"];
    expect(await pgmaestro([...given, "up"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await applied(db(), "history")).toEqual(["1_a", "2_b"]);
  });

  test("the project's package config, section db, weaker than a config file", async () => {
    const cwd = projectOfTwo({
      "node_modules/config/package.json": '{ "main": "config.js" }',
      "node_modules/config/config.js": `const all = require("../../config/default.json");
        module.exports = { has: (name) => name in all, get: (name) => all[name] };`,
      "config/default.json": JSON.stringify({
        db: { url: url(), "migrations-table": "of_package" },
      }),
      "db.json": JSON.stringify({ "migrations-table": "of_file" }),
    });
    expect(await pgmaestro(["up", "1"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await applied(db(), "of_package")).toEqual(["1_a"]);
    const shown = await pgmaestro(["config", "-f", "db.json"], { cwd });
    expect(shown.stdout).toMatch(/^migrationsTable +of_file +db\.json$/m);
    expect(shown.stdout).toMatch(/^databaseUrl .* db of the package config$/m);
  });

  test("no password of a config's connection is shown", async () => {
    const url = { host: "127.0.0.1", port: 1, user: "me", password: "s3cret", database: "shop" };
    const cwd = projectOfTwo({
      "one.json": JSON.stringify({ url }),
      "two.json": JSON.stringify({ db: { ...url, ssl: { rejectUnauthorized: false } } }),
    });
    for (const file of ["one.json", "two.json"])
      for (const command of ["config", "status"]) {
        const { stdout, stderr } = await pgmaestro([command, "-f", file], { cwd });
        expect(`${stdout}${stderr}`).toContain("postgres://me:***@127.0.0.1:1/shop");
        expect(`${stdout}${stderr}`).not.toContain("s3cret");
      }
  });

  test("--env-path", async () => {
    const cwd = projectOfTwo({ "test.env": `DATABASE_URL=${url()}\n` });
    expect(await pgmaestro(["up", "--envPath", "test.env"], { cwd })).toMatchObject({
      exitCode: 0,
    });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("-j, --migration-filename-format and --template-file-name say what create writes", async () => {
    const cwd = directoryOf({ "templates/mine.ts": "// mine\n" });
    await succeed(cwd, "create", "first thing", "-j", "ts", "--migrationFilenameFormat", "index");
    await succeed(cwd, "--template-file-name", "templates/mine.ts", "create", "next_thing");
    const [first, next] = readdirSync(join(cwd, "migrations")).toSorted();
    expect(first).toBe("0001_first-thing.ts");
    expect(next).toBe("0002_next-thing.ts"); // numbered as the newest
    expect(readFileSync(join(cwd, "migrations", next!), "utf8")).toBe("// mine\n");
  });

  test("what has no effect here is taken in silence, in every command of node-pg-migrate and form", async () => {
    const none = ["create-migrations-schema", "pretty", "force-exit", "ts-node", "tsx", "verbose"];
    const flags = none.flatMap((name) => [`--${name}`, `--no-${name}`, `--${name}=false`]);
    const cwd = projectOfTwo();
    for (const command of ["up", "redo", "down"])
      await succeed(cwd, command, ...flags, "--tsconfig", "tsconfig.json");
    await succeed(cwd, "create", "x", ...flags, "--fake", "--timestamp", "--no-dry-run");
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("-i and --version after a command", async () => {
    expect(await succeed(projectOfTwo(), "up", "-i")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await succeed(projectOfTwo(), "up", "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await existing(db(), "a")).toEqual([]);
  });

  test("a name in several words, and redo by name", async () => {
    const cwd = projectOfTwo({
      "migrations/3_add-c.sql": upDown("create table c ();", "drop table c;"),
    });
    await succeed(cwd, "up", "2");
    await succeed(cwd, "up", "3_add", "c");
    expect(await succeed(cwd, "redo", "3_add-c")).toContain("1 migration rolled back");
    expect(await applied(db())).toEqual(["1_a", "2_b", "3_add-c"]);
  });
});
