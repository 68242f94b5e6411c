import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { up } from "../../src/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines, written } from "../support/project.ts";
import { createRole } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const base = {
  "migrations/1_orders.sql": upDown(
    "create table orders (id bigint primary key, kind int, label text);\ncreate table places (id int primary key);",
    "drop table places; drop table orders;",
  ),
};
const harmless = {
  "migrations/2_notes.sql": upDown("create table notes (id int primary key);", "drop table notes;"),
};
const rewriting = {
  "migrations/3_token.sql": upDown(
    "alter table places add column name text;\nalter table orders add column token uuid default gen_random_uuid();",
    "alter table orders drop column token; alter table places drop column name;",
  ),
};

/** A database with the first migration and 200,000 rows, about 290 MB, on which all tests look that leave it as it is. */
let large: string;
/** The same without rows, and with a transaction that has been open since the beginning. */
let held: { readonly url: string; readonly since: number; readonly holder: pg.Client };

beforeAll(async () => {
  held = await heldTarget();
  large = await largeTarget();
});

afterAll(async () => {
  await held.holder.end();
  for (const url of [held.url, large]) await dropDatabase(inject("serverUrl"), url);
});

async function heldTarget() {
  const url = await migratedDatabase();
  const holder = new pg.Client({ connectionString: url, application_name: "reports" });
  await holder.connect();
  await holder.query("begin; select from places");
  return { url, holder, since: performance.now() };
}

async function largeTarget(): Promise<string> {
  const url = await migratedDatabase();
  await queryOnce(
    url,
    `alter table orders alter column label set storage plain;
    alter table orders set (autovacuum_enabled = off); -- its estimate would take the place of what is counted here
    insert into orders select i, i % 10, repeat('x', 1300) from generate_series(1, 200000) i;
    insert into places select generate_series(1, 10)`,
  );
  await queryOnce(url, "vacuum analyze");
  return url;
}

/** With the first migration. */
async function migratedDatabase(): Promise<string> {
  const database = await createDatabase(inject("serverUrl"));
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-against-"));
  addFiles(directory, base);
  await up({ database, migrationsDir: join(directory, "migrations") });
  rmSync(directory, { recursive: true });
  return database;
}

/** On a scratch database of the server; making an embedded one takes longer. */
function run(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  return pgmaestro(args, { cwd, env: { SCRATCH_DATABASE_URL: inject("serverUrl"), ...env } });
}

function asDatabase(url: string) {
  return {
    kind: "server" as const,
    database: url,
    query: <Row>(text: string) => queryOnce<Row>(url, text),
  };
}

describe("plan --against", () => {
  test("a large target stops at a rewrite, tells it in words and JSON, and changes nothing", async () => {
    const cwd = directoryOf({ ...base, ...harmless, ...rewriting });
    const before = await fingerprint(asDatabase(large), /^$/);
    const finished = await run(cwd, ["plan", "--against", large]);
    expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
    const { stdout } = finished;
    expect(stdout).toMatch(/^Against postgresql:\/\/postgres:\*\*\*@127\.0\.0\.1:\d+\/test_/);
    expect(stdout).toMatch(
      / ✗ 3: alter table orders add column token .*\n +ACCESS EXCLUSIVE on public\.orders \(200 k rows, \d+ MB, busy\): nobody can read or write it for \d+ to \d+ s\n/,
    );
    expect(stdout).toMatch(/ rewrites public\.orders: \d+ to \d+ s \(\d+ MB at 18 to 70 MB\/s\)\n/);
    expect(stdout).toMatch(/ ✓ 2: create table notes /);
    expect(stdout).toMatch(
      / ✗ 2: alter table places add column name text\n +ACCESS EXCLUSIVE on public\.places \(10 rows, /,
    );
    expect(stdout).toMatch(/\nOf 3 statements .*\. Verdict: stops the application\.\n$/);
    expect(stdout).not.toContain("postgres:postgres");
    expect(await fingerprint(asDatabase(large), /^$/)).toEqual(before);

    const json = jsonLines(await run(cwd, ["plan", "--against", large, "--json"])).at(-1)!;
    expect(json).toMatchObject({ type: "impact", verdict: "stops the application" });
    const [, , rewrite] = json["segments"][0].statements;
    expect(rewrite).toMatchObject({
      file: "migrations/3_token.sql",
      line: 3,
      column: 1,
      verdict: "stops the application",
      locks: [
        {
          mode: "ACCESS EXCLUSIVE",
          name: "orders",
          size: { is: "known", rows: expect.closeTo(200_000, -3) as number },
        },
      ],
    });
    expect(rewrite.works[0]).toMatchObject({ kind: "rewrite", relation: { name: "orders" } });
    expect(rewrite.works[0].duration.from).toBeGreaterThan(3);
    expect(rewrite.works[0].duration.to).toBeGreaterThan(12);
  });

  test("the rewrite that it told takes less than its upper bound", async () => {
    const cwd = directoryOf({ ...base, ...rewriting });
    const url = await largeTarget();
    onTestFinished(() => dropDatabase(inject("serverUrl"), url));
    const json = jsonLines(await run(cwd, ["plan", "--against", url, "--json"])).at(-1)!;
    const begin = performance.now();
    await run(cwd, ["up"], { DATABASE_URL: url });
    expect((performance.now() - begin) / 1000).toBeLessThan(json["segments"][0].duration.to);
  });

  test("keeps to a selection, and exits 0 where nobody waits", async () => {
    const cwd = directoryOf({ ...base, ...harmless, ...rewriting });
    for (const selection of [["1"], ["--to", "2_notes"], ["--only", "2_notes"]]) {
      const finished = await run(cwd, ["plan", ...selection, "--against", large]);
      expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
      expect(finished.stdout).toMatch(/\nOf 1 statement 1 is safe\. Verdict: safe\.\n$/);
    }
    const nothing = await run(directoryOf(base), ["plan", "--against", large]);
    expect(nothing).toMatchObject({ exitCode: 0, stderr: "" });
    expect(nothing.stdout).toMatch(/\nNothing to do\.\n$/);
  });

  test("needs no more than to read the history, as a role that cannot write", async () => {
    const cwd = directoryOf({ ...base, ...harmless });
    const { role, roleUrl } = await createRole(large);
    await queryOnce(
      large,
      `alter role ${role} set default_transaction_read_only = on;
      grant select on pgmigrations, pgmigrations_journal to ${role}`,
    );
    const finished = await run(cwd, ["plan", "--against", roleUrl]);
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(/\nOf 1 statement 1 is safe\. Verdict: safe\.\n$/);
    expect(finished.stdout).not.toContain("secret");
  });

  test("tells of a transaction that has been open for long", async () => {
    const cwd = directoryOf({
      ...base,
      "migrations/2_column.sql": upDown("alter table places add column z int;", "select 1;"),
    });
    const longEnough = 10_600 - (performance.now() - held.since);
    await new Promise((resolve) => setTimeout(resolve, longEnough));
    const { exitCode, stdout } = await run(cwd, ["plan", "--against", held.url]);
    expect(stdout).toMatch(
      /\nOpen transaction: for \d+ s, idle in transaction, application reports\.\n/,
    );
    expect(stdout).toMatch(/ needs care: a transaction has been open for \d+ s; if it has used/);
    expect(exitCode).toBe(0);
  });

  test("says unknown, and exits 1, where a migration cannot be tried", async () => {
    const cwd = directoryOf({
      ...base,
      "migrations/2_bad.sql": "select from nowhere;",
      ...rewriting,
    });
    const { exitCode, stdout } = await run(cwd, ["plan", "--against", large]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/ \? 1: select from nowhere\n +unknown: not traced: .*nowhere/);
    expect(stdout).toMatch(/ \? 3: alter table orders /);
  });

  test("a file of statistics knows the sizes without the target", async () => {
    const cwd = directoryOf({ ...base, ...harmless, ...rewriting });
    await run(cwd, ["stats"], { DATABASE_URL: large });
    const env = { CI: "true" };
    const finished = await run(cwd, ["plan", "--against", "pgmaestro.stats.json"], env);
    expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
    expect(finished.stdout).toMatch(
      /^Against pgmaestro\.stats\.json \(.*No target is named, so every migration counts as pending\.\n/,
    );
    expect(finished.stdout).toMatch(/ up 1_orders\n[^]* up 2_notes\n[^]* up 3_token\n/);
    expect(finished.stdout).toMatch(/ACCESS EXCLUSIVE on public\.orders \(200 k rows, /);
    const known = await run(cwd, ["plan", "--against", "pgmaestro.stats.json"], {
      DATABASE_URL: large,
    });
    expect(known.stdout).toContain(" Pending is what is pending in postgresql://postgres:***@");
    expect(known.stdout).not.toContain("up 1_orders");
  });

  test("refuses what is neither a database nor a file, and a database that is not there", async () => {
    const cwd = directoryOf(base);
    const neither = await run(cwd, ["plan", "--against", "production"]);
    expect(neither).toMatchObject({ exitCode: 2, stdout: "" });
    expect(neither.stderr).toContain("--against names neither a database nor a file of statistics");
    const absent = await run(cwd, ["plan", "--against", "pglite:./nothing"]);
    expect(absent).toMatchObject({ exitCode: 2, stdout: "" });
    expect(absent.stderr).toContain("There is no embedded database in ");
    const scratch = inject("serverUrl");
    const same = await run(cwd, ["plan", "--against", scratch, "--scratch", scratch]);
    expect(same).toMatchObject({ exitCode: 2, stdout: "" });
    expect(same.stderr).toContain("--scratch is the database that --against names as the target");
    addFiles(cwd, { "broken.json": "{}" });
    const broken = await run(cwd, ["plan", "--against", "broken.json"]);
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toContain("The statistics broken.json are broken");
  });

  test("has no password in any output", async () => {
    const cwd = directoryOf(base);
    for (const host of ["127.0.0.1:1", new URL(inject("serverUrl")).host])
      for (const more of [[], ["--json"]]) {
        const against = `postgresql://postgres:S3cr3t%40pass@${host}/other`;
        const finished = await run(cwd, ["plan", "--against", against, ...more]);
        expect(finished.exitCode).toBe(1);
        expect(written(finished)).not.toMatch(/S3cr3t|pass@/);
      }
  });

  test("works on embedded databases alone", async () => {
    const cwd = directoryOf({ ...base, ...harmless });
    await pgmaestro(["up", "1"], { cwd });
    const finished = await pgmaestro(["plan", "--against", "pglite:./.pgmaestro/database"], {
      cwd,
    });
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(
      /^(?:.*\n)?Against the embedded database in .*; locks as on PGlite \(/,
    );
  });
});

describe("stats", () => {
  test("write a file that is the same the second time, without host, role and password", async () => {
    const cwd = directoryOf(base);
    const env = { DATABASE_URL: large };
    const finished = await run(cwd, ["stats", "--output", "sizes/production.json"], env);
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(
      /^Wrote the statistics of 2 tables of postgresql:\/\/postgres:\*\*\*@\S+ \(PostgreSQL \d+\.\d+, \d+ MB\) to sizes\/production\.json\.\n$/,
    );
    const text = readFileSync(join(cwd, "sizes/production.json"), "utf8");
    const { tables } = JSON.parse(text) as { tables: { name: string; rows: number }[] };
    expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
      ["orders", expect.closeTo(200_000, -3)],
      ["places", 10],
    ]);
    expect(text).not.toMatch(/postgres:|127\.0\.0\.1|test_/);
    await run(cwd, ["stats", "--output", "sizes/production.json"], env);
    const stable = (content: string) =>
      content.replaceAll(
        /"(?:countedSeconds|inserts|indexScans|sequentialScans|databaseBytes)": .*/g,
        "",
      );
    expect(stable(readFileSync(join(cwd, "sizes/production.json"), "utf8"))).toBe(stable(text));
  });

  test("are printed with --json, and no file is written", async () => {
    const cwd = directoryOf(base);
    const finished = await run(cwd, ["stats", "--json"], { DATABASE_URL: large });
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(jsonLines(finished)).toMatchObject([
      {
        type: "stats",
        format: "pgmaestro-statistics",
        version: 1,
        tables: [{ name: "orders" }, {}],
      },
    ]);
    expect(() => readFileSync(join(cwd, "pgmaestro.stats.json"))).toThrow("ENOENT");
  });
});
