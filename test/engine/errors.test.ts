import { expect, onTestFinished, test } from "vitest";
import { down, MigrationFailedError, up, type RunOptions } from "../../src/index.ts";
import { errorText } from "../../src/report/error-text.ts";
import { createStyle } from "../../src/report/style.ts";
import {
  createDatabase,
  describeEachDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
  type TestDatabase,
} from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, rejection, downs, ups } from "../support/results.ts";

/** How `up` fails on one file, which is called 1_broken.sql. */
function failureOf(db: TestDatabase, content: string, options?: Partial<RunOptions>) {
  const migrationsDir = directoryOf({ "1_broken.sql": content });
  return rejection(up({ database: db.database, migrationsDir, ...options }), MigrationFailedError);
}

describeEachDatabase("the place of an error", (db) => {
  test("is the file, line and column that the server names", async () => {
    const error = await failureOf(db(), "select 1;\n\nselect\n    nowhere\nfrom pg_class;\n");
    expect(error.location).toEqual({
      file: expect.stringMatching(/1_broken\.sql$/),
      line: 4,
      column: 5,
    });
    expect(error.server).toMatchObject({
      sqlState: "42703",
      message: 'column "nowhere" does not exist',
    });
    expect(error.statement).toBe("select\n    nowhere\nfrom pg_class");
    expect(error.message).toContain("1_broken.sql:4:5");
  });

  test("counts characters, whatever their length in bytes, before and in the statement", async () => {
    const error = await failureOf(db(), "-- é 🚀\nselect '🚀é🚀';\nselect 'é🚀', nowhere;\n");
    expect(error.location).toMatchObject({ line: 3, column: 14 });
  });

  test("is right in a file with CRLF line ends and a byte order mark", async () => {
    const error = await failureOf(db(), "\uFEFFselect 1;\r\n-- é\r\nselect 1,\r\n  nowhere;\r\n");
    expect(error.location).toMatchObject({ line: 4, column: 3 });
  });

  test("is right on the first line behind a byte order mark", async () => {
    const error = await failureOf(db(), "\uFEFFselect nowhere;");
    expect(error.location).toMatchObject({ line: 1, column: 8 });
  });

  test("is the beginning of the statement where the server names none", async () => {
    const error = await failureOf(
      db(),
      "-- about\nselect 1;\n\n  -- why\n  select 1 / (select 0);\nselect 2;",
    );
    expect(error.server.sqlState).toBe("22012");
    expect(error.location).toMatchObject({ line: 5, column: 3 });
    expect(error.statement).toContain("select 1 / (select 0)");
  });

  test("inside a function is the statement that called it, and the server says where", async () => {
    const error = await failureOf(
      db(),
      `create function broken() returns int language plpgsql as $$
begin
  return nowhere;
end $$;
select
  broken();`,
    );
    expect(error.location).toMatchObject({ line: 5, column: 1 });
    expect(error.server.where).toContain("PL/pgSQL function broken() line 3");
  });

  test("inside a DO block is the block, and the server says where", async () => {
    const error = await failureOf(
      db(),
      "select 1;\ndo $$\nbegin\n  raise exception 'no' using hint = 'try later', detail = 'why';\nend $$;",
    );
    expect(error.location).toMatchObject({ line: 2, column: 1 });
    expect(error.server).toMatchObject({ message: "no", hint: "try later", detail: "why" });
    expect(error.hint).toBe("try later");
    expect(error.server.where).toContain("line 3 at RAISE");
  });

  test("in the second of several files names that file", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_é🚀.sql": "select 1;\nselect 2, nowhere;",
      ...tables("3_c"),
    });
    const run = up({ database: db().database, migrationsDir });
    const error = await rejection(run, MigrationFailedError);
    expect(error.migration).toBe("2_é🚀");
    expect(error.location).toMatchObject({
      file: expect.stringMatching(/2_é🚀\.sql$/),
      line: 2,
      column: 11,
    });
  });

  test("in an up section counts from the beginning of the file", async () => {
    const content = `-- Migration: é\n\n${upDown("select 1;\nselect nowhere;", "select 1;")}`;
    const error = await failureOf(db(), content);
    expect(error.location).toMatchObject({ line: 5, column: 8 });
    expect(error.source).toBe(content);
  });

  test("in a down section counts from the beginning of the file", async () => {
    const content = upDown(
      "create table a (id int);",
      "select '🚀';\ndrop table a;\n select nowhere;",
    );
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ "1_a.sql": content }),
    };
    await up(request);
    const error = await rejection(down(request), MigrationFailedError);
    expect(error.direction).toBe("down");
    expect(error.location).toMatchObject({ line: 6, column: 9 });
    expect(error.report).toEqual({ done: [], notDone: downs("1_a"), inDoubt: [] });
    expect(await existing(db(), "a")).toEqual(["a"]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("is right where the statements run one by one", async () => {
    const error = await failureOf(
      db(),
      "-- pgmaestro: no-transaction\nselect 'é🚀';\nselect '🚀', nowhere;",
    );
    expect(error.location).toMatchObject({ line: 3, column: 13 });
  });

  test("is right in the first statement of a text that is not parsed", async () => {
    const error = await failureOf(db(), "-- pgmaestro: opaque\nselect 'é🚀', nowhere; select 2;");
    expect(error.location).toMatchObject({ line: 2, column: 14 });
  });

  test("is right in a later statement of a text that is not parsed", async () => {
    const error = await failureOf(
      db(),
      "-- pgmaestro: opaque\nselect 1;\nselect 2;\nselect '🚀', nowhere;",
    );
    expect(error.location).toMatchObject({ line: 4, column: 13 });
  });

  test("of a deferred constraint is said to be the COMMIT, and nothing is left", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "create table a (id int unique deferrable initially deferred);",
      "2_b.sql": "insert into a values (1), (1);",
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.server.sqlState).toBe("23505");
    expect(error.hint).toContain("COMMIT");
    expect(error.hint).toContain("--transaction each");
    expect(error.report.notDone).toEqual(ups("1_a", "2_b"));
    expect(await existing(db(), "a")).toEqual([]);
    const each = await rejection(up({ ...request, transaction: "each" }), MigrationFailedError);
    expect(each.migration).toBe("2_b");
    expect(each.report).toMatchObject({ done: ups("1_a"), notDone: ups("2_b") });
  });

  test("of a session whose settings the migration changed is the migration's", async () => {
    const error = await failureOf(
      db(),
      "set search_path = '';\nset statement_timeout = '5s';\nselect 1 / (select 0);",
    );
    expect(error.location).toMatchObject({ line: 3, column: 1 });
  });

  test("is within a large message that many migrations share", async () => {
    const many = Array.from({ length: 60 }, (_, index) => `${index + 1}_t${index + 1}`);
    const migrationsDir = directoryOf({
      ...tables(...many),
      "61_é.sql": "select 'é';\nselect nowhere;",
    });
    const run = up({ database: db().database, migrationsDir });
    const error = await rejection(run, MigrationFailedError);
    expect(error.migration).toBe("61_é");
    expect(error.location).toMatchObject({ line: 2, column: 8 });
    expect(error.report.notDone).toHaveLength(61);
  });

  const commits = "do $$ begin commit; end $$";
  const directive = "-- pgmaestro: no-transaction";

  test.each([
    ["in no block", `${commits};`, `Add the line \`${directive}\``],
    ["in a block", `begin; ${commits}; commit;`, "and add the line"],
    [
      "in a block of one that asks for no transaction",
      `${directive}\nbegin; ${commits}; commit;`,
      "outside of them it runs by itself.",
    ],
  ])(
    "a statement that belongs in no transaction, %s, is met with the way out",
    async (...[, text, hint]) => {
      const error = await failureOf(db(), text);
      expect(error.server.sqlState).toBe("2D000");
      expect(error.hint).toContain(hint);
    },
  );

  test("where no transaction is in the way, none is spoken of", async () => {
    const text = `${directive}\ncreate procedure p() language plpgsql security definer as $$ begin commit; end $$;\ncall p();`;
    const error = await failureOf(db(), text);
    expect(error).toMatchObject({ server: { sqlState: "2D000" }, hint: undefined });
  });

  test("in what a block executes shows that, where the server names a place in it", async () => {
    const error = await failureOf(db(), "do $$ begin execute 'alter tablee a'; end $$;");
    expect(error.server.query).toBe("alter tablee a");
    expect(errorText(error, createStyle(false))).toContain("  Query:     alter tablee a\n");
  });
});

describeEachServer("an error of the server's own grammar", (db) => {
  test("is at its place, though the server finds it before it runs anything", async () => {
    const url = await createDatabase(db().database as string, "ENCODING LATIN1 TEMPLATE template0");
    onTestFinished(() => dropDatabase(db().database as string, url));
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "select 'é';\n\nselect U&'\\0441';",
      ...tables("3_c"),
    });
    const error = await rejection(up({ database: url, migrationsDir }), MigrationFailedError);
    expect(error).toMatchObject({ migration: "2_b", statement: "select U&'\\0441'" });
    expect(error.location).toMatchObject({ line: 3, column: 11 });
    expect(error.report).toEqual({ done: [], notDone: ups("1_a", "2_b", "3_c"), inDoubt: [] });
    const failed = await queryOnce(
      url,
      "select name from pgmigrations_journal where event = 'failed'",
    );
    expect(failed).toEqual([{ name: "2_b" }]);
  });
});
