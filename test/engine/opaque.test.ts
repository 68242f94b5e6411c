import { expect, test } from "vitest";
import { MigrationFailedError, MigrationFileError, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { existing, ran, rejection, ups } from "../support/results.ts";

const opaque = "-- pgmaestro: opaque\n";

describeEachDatabase("a text that is not parsed", (db) => {
  test("may hold several statements that return rows and notices", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": `${opaque}select 1 as x; select 2; do $$ begin raise notice 'hello'; end $$;
        create table b (id int); select 3;`,
      ...tables("3_c"),
    });
    const notices: string[] = [];
    const result = await up({
      database: db().database,
      migrationsDir,
      onEvent: (event) => void (event.type === "notice" && notices.push(event.message)),
    });
    expect(ran(result)).toEqual(["up 1_a", "up 2_b", "up 3_c"]);
    expect(notices).toEqual(["hello"]);
  });

  test.each([
    ["COMMIT", "create table a (id int); commit; create table b (id int)"],
    ["BEGIN", "/* first */ begin; select 1"],
    ["ROLLBACK", "select ';rollback' ;\nrollback"],
  ])("must not hold %s", async (command, text) => {
    const migrationsDir = directoryOf({ "1_a.sql": `${opaque}${text}` });
    const error = await rejection(
      up({ database: db().database, migrationsDir }),
      MigrationFileError,
    );
    expect(error.message).toMatch(new RegExp(`:\\d+:\\d+: ${command} in a migration$`));
  });

  test("may hold SQL function bodies and savepoints", async ({ skip }) => {
    const [server] = await db().query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    skip(server!.major < 14, "BEGIN ATOMIC is PostgreSQL 14's");
    const migrationsDir = directoryOf({
      "1_a.sql": `${opaque}create function one() returns int begin atomic; select 1; end;
        savepoint s; rollback to s;`,
    });
    expect(ran(await up({ database: db().database, migrationsDir }))).toEqual(["up 1_a"]);
  });

  test("is one whole: its failure takes all of it back", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `${opaque}create table a (id int); select nowhere; create table b (id int);`,
    });
    const run = up({ database: db().database, migrationsDir });
    const error = await rejection(run, MigrationFailedError);
    expect(error.report).toMatchObject({ done: [], notDone: ups("1_a") });
    expect(await existing(db(), "a", "b")).toEqual([]);
  });

  test("does not leave its settings behind", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `${opaque}set search_path = ''; select 1;`,
      ...tables("2_b"),
    });
    await up({ database: db().database, migrationsDir });
    expect(await existing(db(), "public.b")).toEqual(["public.b"]);
  });
});
