import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { importFrom, status, up, type ImportOptions, type ImportResult } from "../../src/index.ts";
import type { TestDatabase } from "./databases.ts";
import { directoryOf } from "./migrations.ts";

/** An import that is written, and what it is checked with. */
export interface Imported {
  readonly result: ImportResult;
  /** Our directory. */
  readonly migrationsDir: string;
}

/**
 * Imports and holds what every import must: showing writes nothing, the state fits afterwards, the schema is
 * as it was, and a second import finds nothing to do.
 */
export async function importAndCheck(
  db: TestDatabase,
  tool: string,
  from: string,
  more: Partial<ImportOptions> = {},
): Promise<Imported> {
  const migrationsDir = join(directoryOf({}), "migrations");
  const options = { database: db.database, tool, from, migrationsDir, ...more };
  const before = await schemaOf(db);

  const look = await importFrom(options);
  expect(look).toMatchObject({ written: false, done: false });
  expect(existsSync(migrationsDir)).toBe(false);
  expect(await db.query("select to_regclass('pgmigrations') as it")).toEqual([{ it: null }]);

  const result = await importFrom({ ...options, write: true });
  expect(result).toEqual({ ...look, written: true });
  expect(readdirSync(migrationsDir).toSorted()).toEqual(
    result.files.map(({ name }) => `${name}.sql`).toSorted(),
  );
  expect(await schemaOf(db)).toEqual(before);
  await checkStates(db, { result, migrationsDir });

  const again = await importFrom({ ...options, write: true });
  expect(again).toMatchObject({ written: false, done: true, files: result.files });
  return { result, migrationsDir };
}

async function checkStates(db: TestDatabase, { result, migrationsDir }: Imported): Promise<void> {
  const { migrations } = await status({ database: db.database, migrationsDir });
  expect(migrations.map(({ name, state }) => [name, state])).toEqual(
    result.files.map(({ name, applied }) => [name, applied ? "applied" : "pending"]),
  );
}

/** Expects that the history holds everything, so that nothing is left to run. */
export async function expectNothingToRun(
  { database }: TestDatabase,
  { migrationsDir }: Imported,
): Promise<void> {
  expect((await up({ database, migrationsDir })).migrations).toEqual([]);
}

/** Columns and indexes of everything but our own tables. */
export function schemaOf({ query }: TestDatabase): Promise<Record<string, unknown>[]> {
  return query(`
    select c.oid::regclass::text as relation, attname, format_type(atttypid, atttypmod) as type, attnotnull
    from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0
    where relnamespace::regnamespace::text !~ '^(pg_|information_schema)' and relname !~ '^pgmigrations'
    order by 1, attnum`);
}
