import { expect, test } from "vitest";
import {
  down,
  InDoubtError,
  mark,
  MigrationFailedError,
  RunInterruptedError,
  up,
} from "../../src/index.ts";
import type { RunOptions } from "../../src/index.ts";
import { checksum } from "../../src/sql/text/index.ts";
import { describeEachServer, type TestDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, downs, existing, journal, ran, rejection, ups } from "../support/results.ts";
import { createRole, urlOf } from "../support/sessions.ts";

/** Ends the session of whoever runs it while this table has a row: the connection is lost in mid-statement. */
const mine = "create table mine (armed bool)";
const armed = "insert into mine values (true)";
const disarmed = "truncate mine";
const explode =
  "perform pg_terminate_backend(pg_backend_pid()) from mine; perform pg_sleep(0.01) from mine;";

/** Commits between two tables, and in between is cut off. */
const build = `create procedure build() language plpgsql as $$ begin
  create table a (i int); commit; ${explode} create table b (i int); end $$`;

/** The message of an error that is thrown where nothing may be taken for done. */
async function refusal(run: Promise<unknown>): Promise<InDoubtError> {
  return rejection(run, InDoubtError);
}

describeEachServer("a CALL that was cut off", (db) => {
  const prepared = async (files: Record<string, string>): Promise<RunOptions> => {
    await db().query(`${mine}; ${armed}; ${build}`);
    return { database: db().database, migrationsDir: directoryOf(files) };
  };
  const calling = "-- pgmaestro: no-transaction\ncreate table before (i int);\nCALL build();\n";

  test("is in doubt in the report of that run, and refused by the next one, which runs nothing", async () => {
    const request = await prepared({ "2_call.sql": calling, ...tables("3_c") });
    const lost = await rejection(up(request), RunInterruptedError);
    expect(lost.report).toEqual({ done: [], notDone: ups("3_c"), inDoubt: ups("2_call") });
    await db().query(disarmed);
    const error = await refusal(up(request));
    expect(error).toMatchObject({ code: "in-doubt", kind: "failed", report: lost.report });
    expect(error.doubt).toMatchObject({
      what: "statement",
      location: { line: 3, column: 1 },
      statement: "CALL build()",
    });
    expect(error.hint).toContain("`pgmaestro up --in-doubt run`");
    expect(await existing(db(), "before", "a", "b", "c")).toEqual(["before", "a"]);
    expect(await applied(db())).toEqual([]);
    expect((await journal(db())).at(-1)).toBe("begun 2_call");
  });

  test("runs again when asked to, and is skipped when asked to; what stands behind it follows", async () => {
    const request = await prepared({ "2_call.sql": calling, ...tables("3_c") });
    await rejection(up(request), RunInterruptedError);
    await db().query(`${disarmed}; drop table a`);
    expect(ran(await up({ ...request, inDoubt: "run" }))).toEqual(["up 2_call", "up 3_c"]);
    expect(await existing(db(), "before", "a", "b", "c")).toEqual(["before", "a", "b", "c"]);
  });

  test("skipped is only the statement that was cut off, not its like behind it", async () => {
    const request = await prepared({ "2_call.sql": `${calling}CALL build();\n` });
    await rejection(up(request), RunInterruptedError);
    await db().query(`${disarmed}; drop table a`);
    expect(ran(await up({ ...request, inDoubt: "skip" }))).toEqual(["up 2_call"]);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
  });

  test("is settled by `mark`", async () => {
    const request = await prepared({ "2_call.sql": calling, ...tables("3_c") });
    await rejection(up(request), RunInterruptedError);
    await mark({ ...request, names: ["2_call"] });
    expect(ran(await up(request))).toEqual(["up 3_c"]);
  });

  test("stays in doubt when its statement is changed, or shares a transaction by then", async () => {
    const request = await prepared({ "2_call.sql": calling });
    await rejection(up(request), RunInterruptedError);
    addFiles(request.migrationsDir!, { "2_call.sql": calling.replace("CALL build()", "select 1") });
    expect((await refusal(up(request))).doubt.what).toBe("former-statement");
    await refusal(up({ ...request, inDoubt: "skip" }));
    addFiles(request.migrationsDir!, { "2_call.sql": calling.replace(/.*\n/, "") });
    expect((await refusal(up(request))).doubt.what).toBe("statement");
    expect(await applied(db())).toEqual([]);
  });

  test("in a rollback is in doubt as well", async () => {
    const request = await prepared({
      "1_a.sql": upDown("select 1;", "-- pgmaestro: no-transaction\nCALL build();"),
    });
    await up(request);
    const lost = await rejection(down(request), RunInterruptedError);
    expect(lost.report).toEqual({ done: [], notDone: [], inDoubt: downs("1_a") });
    const error = await refusal(down(request));
    expect(error.hint).toContain("`pgmaestro mark --unmark 1_a`");
    await db().query(`${disarmed}; drop table a`);
    expect(ran(await down({ ...request, inDoubt: "run" }))).toEqual(["down 1_a"]);
  });
});

describeEachServer("what was cut off outside a transaction", (db) => {
  const request = (files: Record<string, string>): RunOptions => ({
    database: db().database,
    migrationsDir: directoryOf(files),
  });
  const cutOffIn = async (options: RunOptions, run: typeof up = up) => {
    await db().query(armed);
    await rejection(run(options), RunInterruptedError);
    await db().query(disarmed);
  };
  const inDo = `do $$ begin create table a (i int); commit; ${explode} create table b (i int); end $$`;

  test("a block that commits is in doubt, one that cannot is whole or not there", async () => {
    await db().query(mine);
    const parts = request({ "1_do.sql": `-- pgmaestro: no-transaction\n${inDo};` });
    await cutOffIn(parts);
    await refusal(up(parts));
    await db().query("drop table a; drop table pgmigrations, pgmigrations_journal");
    const whole = request({
      "1_do.sql": `-- pgmaestro: no-transaction\n${inDo.replace("commit;", "")};`,
    });
    await cutOffIn(whole);
    expect(await existing(db(), "a")).toEqual([]);
    expect(ran(await up(whole))).toEqual(["up 1_do"]);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
  });

  test("a text that is not parsed is in doubt", async () => {
    await db().query(mine);
    const opaque = request({
      "1_do.sql": `-- pgmaestro: no-transaction\n-- pgmaestro: opaque\n${inDo.replace("commit;", "")};`,
    });
    await cutOffIn(opaque);
    await refusal(up(opaque));
  });

  test("rows that one statement writes are written once", async () => {
    await db().query(`${mine}; create table log (i int);
      create function explode() returns int language plpgsql as $$ begin ${explode} return 1; end $$`);
    const rows = request({
      "1_a.sql": `-- pgmaestro: no-transaction
insert into log values (1);
insert into log select explode();`,
    });
    await cutOffIn(rows);
    expect(ran(await up(rows))).toEqual(["up 1_a"]);
    expect(await db().query("select count(*)::int as count from log")).toEqual([{ count: 2 }]);
  });
});

/** As a run that was cut off in the only statement of a migration leaves it. */
async function begun(db: TestDatabase, request: RunOptions, name: string, statement: string) {
  await up({ ...request, migrationsDir: directoryOf(tables("0_z")) });
  await mark({
    ...request,
    migrationsDir: directoryOf(tables("0_z")),
    names: ["0_z"],
    unmark: true,
  });
  await db.query(`drop table z; insert into pgmigrations_journal (name, event, up_checksum, who, tool)
    values ('${name}', 'begun', '${checksum(statement)}', 'w', 't')`);
}

describeEachServer("an index that a cut-off run may have built", (db) => {
  const table = "create table t (a int, b text, c text)";

  test.each([
    ["create index concurrently i on t (a)", "create index i on t (a)"],
    [
      "create index concurrently i on public.t using btree (a asc nulls last)",
      "create index i on t (a)",
    ],
    [
      "create unique index concurrently if not exists i on only t (lower(b), a desc) include (c) where c is not null and b <> 'x'",
      "create unique index i on t (lower(b), a desc) include (c) where c is not null and b <> 'x'",
    ],
    [
      'create index /* on x */ concurrently "i" on t using hash (b)',
      "create index i on t using hash (b)",
    ],
  ])("%s: is taken for done where it is the very one", async (statement, built) => {
    await db().query(`${table}; ${built}`);
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ "1_i.sql": `${statement};` }),
    };
    await begun(db(), request, "1_i", statement);
    const before = await db().query("select 'i'::regclass::oid::int as oid");
    expect(ran(await up(request))).toEqual(["up 1_i"]);
    expect(await db().query("select 'i'::regclass::oid::int as oid")).toEqual(before);
  });

  test.each([
    "create index i on t (b)",
    "create unique index i on t (a)",
    "create index i on t (a desc)",
    "create index i on t (a) where a > 0",
    "create index i on t using hash (a)",
    "create table u (a int); create index i on u (b)".replace("(b)", "(a, a)"),
  ])("is not taken for done where another one bears its name: %s", async (other) => {
    const statement = "create index concurrently i on t (a)";
    await db().query(`${table}; ${other}`);
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ "1_i.sql": `${statement};` }),
    };
    await begun(db(), request, "1_i", statement);
    await expect(up(request)).rejects.toMatchObject({ server: { sqlState: "42P07" } });
    expect(await applied(db())).toEqual([]);
  });

  test("is built where it is not there, and dropped where it is still there", async () => {
    await db().query(table);
    const statement = "create index concurrently i on t (a)";
    const drop = "drop index concurrently j";
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ "1_i.sql": `${statement};`, "2_j.sql": `${drop};` }),
    };
    await begun(db(), request, "1_i", statement);
    await begun(db(), request, "2_j", drop);
    await db().query("create index j on t (b)");
    expect(ran(await up(request))).toEqual(["up 1_i", "up 2_j"]);
    expect(await existing(db(), "i", "j")).toEqual(["i"]);
  });

  test("that was dropped need not be dropped again", async () => {
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ "2_j.sql": "drop index concurrently j;" }),
    };
    await begun(db(), request, "2_j", "drop index concurrently j");
    expect(ran(await up(request))).toEqual(["up 2_j"]);
  });
});

describeEachServer("outside a transaction", (db) => {
  test("what is known to need none only once the server refuses it runs alone", async () => {
    await db().query(`create table p (a int primary key) partition by range (a);
      create table p1 partition of p for values from (1) to (9)`);
    const migrationsDir = directoryOf({
      "1_p.sql":
        "-- pgmaestro: no-transaction\ninsert into p values (1);\nreindex table p;\ninsert into p values (2);",
    });
    expect(ran(await up({ database: db().database, migrationsDir }))).toEqual(["up 1_p"]);
    expect(await db().query("select a from p order by a")).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await journal(db())).toEqual(["partial 1_p", "begun 1_p", "partial 1_p", "up 1_p"]);
  });

  test("the journal is written as the session's own role", async () => {
    const { role } = await createRole(urlOf(db()));
    await db().query(
      `create procedure p() language sql as $$ select 1 $$; grant usage, create on schema public to ${role}`,
    );
    const migrationsDir = directoryOf({
      "1_p.sql": `-- pgmaestro: no-transaction\nset role ${role};\ncall p();\ncreate table owned (i int);`,
    });
    expect(ran(await up({ database: db().database, migrationsDir }))).toEqual(["up 1_p"]);
    expect(
      await db().query(
        "select relowner::regrole::text as owner from pg_class where relname = 'owned'",
      ),
    ).toEqual([{ owner: role }]);
  });

  test("a JS migration goes on where it failed", async () => {
    const migrationsDir = directoryOf({
      "1_m.mjs": `export const up = (pgm) => {
        pgm.noTransaction();
        pgm.sql("create table a (i int)");
        pgm.sql("insert into b values (1)");
      };`,
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.report.partial).toMatchObject({ name: "1_m", statements: 1, of: 2 });
    await db().query("create table b (i int)");
    expect(ran(await up(request))).toEqual(["up 1_m"]);
  });

  test("a JS migration whose function was cut off is in doubt", async () => {
    await db().query(`${mine}; ${armed}; create table a (i int)`);
    const migrationsDir = directoryOf({
      "1_m.mjs": `export const up = async (pgm) => {
        pgm.noTransaction();
        await pgm.db.query("insert into a values (1)");
        await pgm.db.query("do $$ begin ${explode} end $$");
      };`,
    });
    const request = { database: db().database, migrationsDir };
    const lost = await rejection(up(request), RunInterruptedError);
    expect(lost.report.inDoubt).toEqual(ups("1_m"));
    await db().query(disarmed);
    const error = await refusal(up(request));
    expect(error.doubt).toMatchObject({ what: "function", location: { line: 1 } });
    await refusal(up({ ...request, inDoubt: "skip" }));
    expect(ran(await up({ ...request, inDoubt: "run" }))).toEqual(["up 1_m"]);
    expect(await db().query("select i from a")).toEqual([{ i: 1 }, { i: 1 }]);
  });
});
