import { expect, test } from "vitest";
import {
  MigrationFailedError,
  RunInterruptedError,
  status,
  up,
  type PgmaestroError,
} from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { rejection, ups } from "../support/results.ts";
import { createRole, urlOf } from "../support/sessions.ts";

describeEachServer("a role without the rights on the history", (db) => {
  test("is told so, and no migration is blamed for it", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": "select 1" });
    await up({ database: db().database, migrationsDir });
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`grant select on pgmigrations, pgmigrations_journal to ${role}`);
    addFiles(migrationsDir, { "2_b.sql": "select 2" });
    const error = await rejection(up({ database: roleUrl, migrationsDir }), RunInterruptedError);
    expect(error.message).toMatch(
      /^The server refused a statement of pgmaestro: permission denied for table pgmigrations/,
    );
    expect(error.report).toEqual({ done: [], notDone: ups("2_b"), inDoubt: [] });
    expect(error.hint).toBe(
      `Let a role that may run: GRANT INSERT, UPDATE, DELETE ON "public"."pgmigrations" TO ${role}; GRANT INSERT ON "public"."pgmigrations_journal" TO ${role}; GRANT USAGE ON SEQUENCE public.pgmigrations_id_seq TO ${role};`,
    );
  });

  test.each([
    ["nothing made yet", "", "CREATE ON SCHEMA public"],
    ["in a schema that is not there", "app", "CREATE ON DATABASE"],
    ["in a schema of others", "others", "USAGE, CREATE ON SCHEMA others"],
    ["made by others", "made", "USAGE ON SCHEMA made"],
  ])("gets GRANTs that suffice: %s", async (_what, schema, first) => {
    const url = urlOf(db());
    const { role, roleUrl } = await createRole(url);
    await db().query("create schema others; create schema made");
    const migrationsDir = directoryOf({ "1_a.sql": "select 1" });
    const request = { migrationsDir, ...(schema !== "" && { migrationsSchema: schema }) };
    if (schema === "made") {
      await up({ ...request, database: url });
      addFiles(migrationsDir, { "2_b.sql": "select 2" });
    }
    const hints: string[] = [];
    const attempt = async (): Promise<unknown> => {
      try {
        return await up({ ...request, database: roleUrl });
      } catch (error) {
        const { hint = "" } = error as PgmaestroError;
        expect(hints, hint).not.toContain(hint);
        hints.push(hint);
        await db().query(hint.replace("Let a role that may run: ", ""));
        return attempt();
      }
    };
    await attempt();
    expect(hints[0]).toContain(`GRANT ${first}`);
    expect(hints[0]).toContain(`TO ${role};`);
    await db().query(`drop owned by ${role} cascade`);
  });

  test("is told so where a migration lacks a right", async () => {
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`create table theirs (id int); grant create on schema public to ${role}`);
    const migrationsDir = directoryOf({ "1_a.sql": "alter table theirs add n int" });
    const error = await rejection(up({ database: roleUrl, migrationsDir }), MigrationFailedError);
    expect(error.hint).toContain("connect as the owner");
  });
});

describeEachServer("a database that takes no writes", (db) => {
  const readOnly = () => `${urlOf(db())}?options=-c%20default_transaction_read_only%3Don`;

  test.each([
    ["before the first run", false],
    ["with a history", true],
  ])("is told to be one %s, and status looks at it", async (_when, hasHistory) => {
    const migrationsDir = directoryOf({ "1_a.sql": "create table a (id int)" });
    if (hasHistory) await up({ database: urlOf(db()), migrationsDir });
    addFiles(migrationsDir, { "2_b.sql": "create table b (id int)" });
    const refused = up({ database: readOnly(), migrationsDir });
    await expect(refused).rejects.toMatchObject({
      hint: expect.stringContaining("default_transaction_read_only"),
    });
    const { counts } = await status({ database: readOnly(), migrationsDir });
    expect(counts.pending).toBe(hasHistory ? 1 : 2);
  });
});
