import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  down,
  HistoryRefusedError,
  MigrationFailedError,
  type RunEvent,
  RunInterruptedError,
  status,
  up,
} from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf, tables, upDown } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, ran, rejection, ups } from "../support/results.ts";
import { connect, createRole, sleepingPid, urlOf } from "../support/sessions.ts";

/** The numbers are those of the list in docs/coming-from-node-pg-migrate.md; the rest is in defects-cli.test.ts. */
describeEachServer("node-pg-migrate's defects in the engine", (db) => {
  const request = (files: Record<string, string>) => ({
    database: db().database,
    migrationsDir: directoryOf(files),
  });

  test("defect 1: CREATE INDEX CONCURRENTLY works in a SQL file", async () => {
    await up(request({ ...tables("1_a"), "2_i.sql": "create index concurrently i on a ((1));" }));
    expect(
      await db().query("select indisvalid from pg_index where indexrelid = 'i'::regclass"),
    ).toEqual([{ indisvalid: true }]);
  });

  test("defect 2: who waits for the lock does not kill a concurrent index build", async () => {
    const options = request({
      "1_a.sql": "create table a as select generate_series(1, 200000) as n;",
      "2_i.sql": "create index concurrently i on a (n);",
    });
    const results = await Promise.all([up(options), up(options), up(options)]);
    expect(results.flatMap(ran).toSorted()).toEqual(["up 1_a", "up 2_i"]);
  });

  test("defect 3: after a run out of order the next one finds nothing wrong", async () => {
    const options = request(tables("1_a", "3_c"));
    await up(options);
    addFiles(options.migrationsDir, tables("2_b"));
    await rejection(up(options), HistoryRefusedError);
    await up({ ...options, checkOrder: false });
    expect(ran(await up(options))).toEqual([]);
  });

  test("defect 4: a session in another time zone does not reorder the history", async () => {
    const options = request(tables("1_a", "2_b"));
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const client = await connect(urlOf(db()));
      await client.query(`set timezone = '${zone}'`);
      await up({ ...options, database: client, count: 1 });
    }
    expect(await db().query("select name from pgmigrations order by run_on, id")).toEqual([
      { name: "1_a" },
      { name: "2_b" },
    ]);
    await nodePgMigrate(["up"], { url: urlOf(db()), migrationsDir: options.migrationsDir });
  });

  test("defect 5: a client that was handed in is usable and unlocked after a failure", async () => {
    const client = await connect(urlOf(db()));
    const options = { ...request({ "1_a.sql": "select nowhere" }), database: client };
    await rejection(up(options), MigrationFailedError);
    const { rows } = await client.query(
      "select count(*)::int as locks from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
    );
    expect(rows).toEqual([{ locks: 0 }]);
  });

  test("defect 6: a lost connection is an error of the run, not of the process", async () => {
    const run = up(request({ "1_a.sql": "create table a (id int); select pg_sleep(30);" }));
    const failed = rejection(run, RunInterruptedError);
    const pid = await sleepingPid(urlOf(db()));
    await db().query(`select pg_terminate_backend(${pid})`);
    expect((await failed).report).toMatchObject({ done: [], notDone: ups("1_a") });
    expect(await existing(db(), "a")).toEqual([]);
  });

  test("defect 10: what stands below a down marker alone does not run as part of up, with a warning", async () => {
    await db().query("create table a (id int)");
    const warnings: string[] = [];
    const asked = {
      ...request({ "1_a.sql": "-- Down Migration\ndrop table a;" }),
      onEvent: (event: RunEvent) => void (event.type === "warning" && warnings.push(event.message)),
    };
    await up(asked);
    expect(await existing(db(), "a")).toEqual(["a"]);
    expect(warnings).toContainEqual(expect.stringContaining("runs it as part of up"));
    await down(asked);
    expect(await existing(db(), "a")).toEqual([]);
  });

  test("defect 11: a marker inside a function body is none", async () => {
    const body =
      "create function f() returns int language sql as $$\n-- Down Migration of f\nselect 1 $$;";
    await up(request({ "1_f.sql": upDown(body, "drop function f;") }));
    expect(await db().query("select f()")).toEqual([{ f: 1 }]);
  });

  test("defect 12: x.up.sql and x.down.sql are one migration", async () => {
    await up(request({ "1_a.up.sql": "create table a (id int)", "1_a.down.sql": "drop table a" }));
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("defect 16: a role that may only read can ask for the status", async () => {
    const options = request(tables("1_a"));
    await up(options);
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`grant select on pgmigrations to ${role}`);
    expect((await status({ ...options, database: roleUrl })).counts).toMatchObject({ applied: 1 });
  });

  test("defect 17: an edited migration is noticed", async () => {
    const options = request(tables("1_a"));
    await up(options);
    addFiles(options.migrationsDir, { "1_a.sql": "create table a (other int);" });
    expect((await rejection(up(options), HistoryRefusedError)).problems.edited).toEqual(["1_a"]);
  });

  test("defect 20: status tells the state of every migration", async () => {
    const options = request(tables("1_a", "2_b"));
    await up({ ...options, count: 1 });
    const { migrations } = await status(options);
    expect(migrations.map(({ name, state }) => [name, state])).toEqual([
      ["1_a", "applied"],
      ["2_b", "pending"],
    ]);
  });

  test("defect 23: an enum value can be used by the migration after the one that adds it", async () => {
    const options = request({ "1_t.sql": "create type mood as enum ('sad');" });
    await up(options);
    addFiles(options.migrationsDir, {
      "2_v.sql": "alter type mood add value 'ok';",
      "3_u.sql": "create table m (mood mood default 'ok');",
    });
    expect(ran(await up(options))).toEqual(["up 2_v", "up 3_u"]);
  });

  test("defect 25: an applied migration with a dead import blocks nothing", async () => {
    const options = request({
      "1_a.mjs": `import "./lib/x.mjs"; export const up = (pgm) => pgm.sql("select 1");`,
      "lib/x.mjs": "",
    });
    await up(options);
    rmSync(join(options.migrationsDir, "lib"), { recursive: true });
    addFiles(options.migrationsDir, {
      "2_b.mjs": `export const up = (pgm) => pgm.sql("select 2");`,
    });
    expect(ran(await up(options))).toEqual(["up 2_b"]);
  });

  test("defect 27: an error of SQL has its place in the file", async () => {
    const text = upDown("select 1;\n\nselect nowhere;", "select 1;");
    const error = await rejection(up(request({ "1_a.sql": text })), MigrationFailedError);
    expect(error.location).toMatchObject({ line: 4, column: 8 });
  });

  describe("defect 28: a pooler that shares sessions", () => {
    test("does not make two runs apply a migration twice", async () => {
      const options = {
        ...request({ "1_a.sql": "create table if not exists a (id int); select pg_sleep(0.3)" }),
        lock: false,
      };
      const results = await Promise.all([up(options), up(options)]);
      expect(results.flatMap(ran)).toEqual(["up 1_a"]);
      expect(await applied(db())).toEqual(["1_a"]);
    });
  });
});
