import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { executable, pgmaestro, start, type Finished } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { jsonLines, projectOfTwo, stampedLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

describeEachServer("commands as they are typed", (db) => {
  const run = (cwd: string, ...args: string[]): Promise<Finished> =>
    pgmaestro(args, { cwd, env: { DATABASE_URL: db().database as string } });
  const tables = async () => {
    const rows = await db().query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname in ('a', 'b') order by 1",
    );
    return rows.map(({ name }) => name);
  };

  test("up runs everything, says so line by line, and has nothing to do the second time", async () => {
    const cwd = projectOfTwo();
    const first = await run(cwd, "up");
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(first.stdout).toMatch(
      /^up {3}1_a \d+ ms\nup {3}2_b \d+ ms\n2 migrations applied in [\d.]+ m?s\.\n$/,
    );
    expect(await tables()).toEqual(["a", "b"]);
    expect(await run(cwd, "up")).toMatchObject({ exitCode: 0, stdout: "Nothing to do.\n" });
  });

  test("status --check exits 4 for what is pending, else 1 for what is unfinished", async () => {
    const cwd = projectOfTwo();
    await db().query(
      "create table c (id int); alter table c add constraint k check (id > 0) not valid",
    );
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 4 });
    await run(cwd, "up");
    const unfinished = await run(cwd, "status", "--check");
    expect(unfinished.exitCode).toBe(1);
    expect(unfinished.stdout).toContain("Unfinished: constraint k ");
    expect(await run(cwd, "status")).toMatchObject({ exitCode: 0 });
    await db().query("alter table c validate constraint k");
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 0 });
  });

  test("up --json writes one value per line, the result last", async () => {
    const lines = stampedLines(await run(projectOfTwo(), "up", "--json"));
    expect(lines[0]).toEqual({
      ...{ type: "started", migrations: 2, statements: 2, level: "info" },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      run: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(new Set(lines.map(({ run: id }) => id as string)).size).toBe(1);
    expect(lines.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["migration-started", "migration-done", "progress", "segment-done"]),
    );
    expect(lines.at(-1)).toMatchObject({
      type: "result",
      adopted: [],
      migrations: [
        { name: "1_a", direction: "up" },
        { name: "2_b", direction: "up" },
      ],
    });
  });

  test.each([[], ["--json"]])(
    "up says nothing is done that is rolled back %s",
    async (...flags) => {
      const cwd = projectOfTwo({ "migrations/3_c.sql": "select 1 / 0;" });
      const failed = await run(cwd, "up", ...flags);
      expect(failed.exitCode).toBe(1);
      expect(failed.stdout).not.toMatch(/^up |migration-done/m);
      expect(await tables()).toEqual([]);
      const part = await run(cwd, "up", "--transaction", "each", ...flags);
      expect(part.stdout.match(/^up {3}\S+|"migration-done","migration":"\w+/gm)).toHaveLength(2);
      expect(await tables()).toEqual(["a", "b"]);
    },
  );

  test("up takes a count, a name and --to", async () => {
    const cwd = projectOfTwo({ "migrations/3_c.sql": "create table c ();" });
    await run(cwd, "up", "1");
    expect(await tables()).toEqual(["a"]);
    expect((await run(cwd, "up", "--to", "2_b")).stdout).toContain("1 migration applied");
    expect((await run(cwd, "up", "3_c")).stdout).toContain("up   3_c");
  });

  test("up --dry-run prints SQL that psql could run, and changes nothing", async () => {
    const cwd = projectOfTwo();
    const { stdout, exitCode } = await run(cwd, "up", "--dry-run");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "BEGIN;\n-- 1_a (up)\ncreate table a (id int primary key);\n-- 2_b (up)\ncreate table b (id int references a);\nCOMMIT;\n",
    );
    expect(await tables()).toEqual([]);
    expect(await db().query("select to_regclass('pgmigrations') as it")).toEqual([{ it: null }]);
    await db().query(stdout);
    expect(await tables()).toEqual(["a", "b"]);
  });

  test("plan shows segments and statements, as text and as JSON", async () => {
    const cwd = projectOfTwo();
    const { stdout } = await run(cwd, "plan");
    expect(stdout).toContain("Segment 1: one transaction");
    expect(stdout).toContain("2 migrations, 2 statements, 1 segment.");
    const [plan, ...others] = jsonLines(await run(cwd, "plan", "--json"));
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      type: "plan",
      segments: [
        { transaction: true, steps: [{ migration: "1_a", direction: "up" }, { migration: "2_b" }] },
      ],
    });
    expect(plan!["segments"][0].steps[0].statements[0]).toMatchObject({
      file: "migrations/1_a.sql",
      line: 2,
      column: 1,
      text: "create table a (id int primary key)",
    });
  });

  test("down rolls back the last one, N, one by name, and all", async () => {
    const cwd = projectOfTwo();
    await run(cwd, "up");
    expect((await run(cwd, "down", "--dry-run")).stdout).toContain("drop table b;");
    expect((await run(cwd, "down")).stdout).toMatch(/^down 2_b \d+ ms\n1 migration rolled back in/);
    expect(await tables()).toEqual(["a"]);
    await run(cwd, "up");
    const lines = jsonLines(await run(cwd, "down", "2", "--json"));
    expect(lines.at(-1)).toMatchObject({
      type: "result",
      migrations: [
        { name: "2_b", direction: "down" },
        { name: "1_a", direction: "down" },
      ],
    });
    await run(cwd, "up");
    expect((await run(cwd, "down", "2_b")).stdout).toContain("down 2_b");
    expect((await run(cwd, "down", "--all")).stdout).toContain("down 1_a");
    expect(await tables()).toEqual([]);
  });

  test("redo runs the last one down and up again", async () => {
    const cwd = projectOfTwo();
    await run(cwd, "up");
    expect((await run(cwd, "redo", "--dry-run")).stdout).toMatch(/drop table b;[^]*create table b/);
    expect((await run(cwd, "redo")).stdout).toContain(
      "1 migration rolled back, 1 migration applied",
    );
    expect(jsonLines(await run(cwd, "redo", "2", "--json")).at(-1)!["migrations"]).toHaveLength(4);
    expect(await tables()).toEqual(["a", "b"]);
  });

  test("status shows every state, as text and as JSON, and only reads", async () => {
    const cwd = projectOfTwo();
    const before = await run(cwd, "status");
    expect(before.stdout).toMatch(/pending +1_a/);
    expect(before.stdout).toContain("0 applied, 2 pending");
    expect(await db().query("select to_regclass('pgmigrations') as it")).toEqual([{ it: null }]);
    await run(cwd, "up", "1");
    expect((await run(cwd, "status")).stdout).toMatch(/applied +1_a[^]*pending +2_b/);
    expect(jsonLines(await run(cwd, "status", "--json")).at(-1)).toMatchObject({
      type: "status",
      counts: { applied: 1, pending: 1, edited: 0, missing: 0, "out-of-order": 0 },
      migrations: [
        { name: "1_a", state: "applied", event: "up" },
        { name: "2_b", state: "pending" },
      ],
    });
  });

  test("mark records without running, and --unmark takes it back", async () => {
    const cwd = projectOfTwo();
    expect((await run(cwd, "mark", "1_a")).stdout).toBe(
      "Marked as applied, without running:\n  1_a\n",
    );
    expect((await run(cwd, "mark", "1_a")).stdout).toContain("Recorded as applied before:\n  1_a");
    expect((await run(cwd, "mark", "--unmark", "1_a")).stdout).toContain("Marked as not applied");
    expect(jsonLines(await run(cwd, "mark", "--all", "--json"))).toEqual([
      { type: "mark", marked: ["1_a", "2_b"], unchanged: [] },
    ]);
    expect(await tables()).toEqual([]);
  });

  test("repair accepts an edit that up refuses", async () => {
    const cwd = projectOfTwo();
    await run(cwd, "up");
    writeFileSync(
      join(cwd, "migrations/1_a.sql"),
      "create table a (id int primary key, more text);",
    );
    expect(await run(cwd, "up")).toMatchObject({ exitCode: 3 });
    expect(jsonLines(await run(cwd, "repair", "1_a", "--json"))).toEqual([
      { type: "repair", repaired: ["1_a"], unchanged: [] },
    ]);
    expect((await run(cwd, "repair", "1_a")).stdout).toContain("Not edited");
    expect(await run(cwd, "up")).toMatchObject({ exitCode: 0 });
  });

  test("adopt takes over the history of another tool", async () => {
    const cwd = projectOfTwo();
    expect((await run(cwd, "adopt")).stdout).toBe("Nothing to adopt.\n");
    await db().query("insert into pgmigrations (name, run_on) values ('1_a', now())");
    expect(jsonLines(await run(cwd, "adopt", "--json"))).toEqual([
      { type: "adopt", moved: [], adopted: ["1_a"] },
    ]);
  });

  test("create writes a file that up can run, and needs no database", async () => {
    const cwd = projectOfTwo();
    const env = { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
    const { stdout, exitCode } = await pgmaestro(["create", "add", "new_feature"], { cwd, env });
    expect(exitCode).toBe(0);
    const file = /^Created (migrations\/\d+_add-new-feature\.sql)\n$/.exec(stdout)![1]!;
    expect(readFileSync(join(cwd, file), "utf8")).toContain("-- Up Migration");
    const [created] = jsonLines(await pgmaestro(["create", "again", "--json"], { cwd, env }));
    expect(created).toMatchObject({ type: "create", sameName: [] });
    expect(readdirSync(join(cwd, "migrations"))).toHaveLength(4);
  });

  test("config shows each setting and what gave it", async () => {
    const cwd = projectOfTwo({ "pgmaestro.config.json": '{ "lockWait": 7 }' });
    const { stdout } = await run(cwd, "config", "--migrations-table", "audit.done");
    expect(stdout).toMatch(/lockWait +7 +pgmaestro\.config\.json/);
    expect(stdout).toMatch(/migrationsTable +audit\.done +--migrations-table/);
    expect(stdout).toMatch(/databaseUrl .* DATABASE_URL in the environment/);
    const [config] = jsonLines(await run(cwd, "config", "--json"));
    expect(config!["settings"]).toContainEqual({
      name: "lockWait",
      value: 7,
      source: "pgmaestro.config.json",
    });
  });

  test("a flag means the same in kebab-case, in node-pg-migrate's camelCase, and with =", async () => {
    const cwd = projectOfTwo();
    const spellings = [
      ["--migrations-table", "audit.done", "--lock-wait", "3"],
      ["--migrationsTable", "audit.done", "--lockWait", "3"],
      ["--migrationsTable=audit.done", "--lockWait=3"],
      ["-t", "audit.done", "--lock-wait=3"],
    ];
    for (const flags of spellings) {
      const { stdout } = await run(cwd, "config", ...flags);
      expect(stdout).toMatch(/migrationsTable +audit\.done +--migrations-table/);
      expect(stdout).toMatch(/lockWait +3 +--lock-wait/);
    }
  });

  test("without colours in a pipe, with them for FORCE_COLOR, and NO_COLOR wins", async () => {
    const cwd = projectOfTwo();
    const escapes = async (env: Record<string, string>) => {
      const url = { DATABASE_URL: db().database as string };
      const good = await pgmaestro(["status"], { cwd, env: { ...url, ...env } });
      const bad = await pgmaestro(["up", "nope"], { cwd, env: { ...url, ...env } });
      return [good.stdout, bad.stderr].map((text) => text.includes("\u001B["));
    };
    expect(await escapes({})).toEqual([false, false]);
    expect(await escapes({ FORCE_COLOR: "1" })).toEqual([true, true]);
    expect(await escapes({ FORCE_COLOR: "0" })).toEqual([false, false]);
    expect(await escapes({ NO_COLOR: "1" })).toEqual([false, false]);
    expect(await escapes({ NO_COLOR: "1", FORCE_COLOR: "1" })).toEqual([false, false]);
    expect(await escapes({ CI: "true" })).toEqual([false, false]);
  });

  test("up goes on when nobody reads what it writes any more", async () => {
    const cwd = projectOfTwo();
    const line = `(${process.execPath} ${executable} up; echo $? > exit-code) | true`;
    const { stderr } = await start("sh", ["-c", line], {
      cwd,
      env: { DATABASE_URL: db().database as string },
    }).finished;
    expect([stderr, readFileSync(join(cwd, "exit-code"), "utf8")]).toEqual(["", "0\n"]);
    expect(await tables()).toEqual(["a", "b"]);
  });

  test("a server's URL makes no embedded database", async () => {
    const cwd = projectOfTwo();
    await run(cwd, "up");
    expect(existsSync(join(cwd, ".pgmaestro"))).toBe(false);
  });
});
