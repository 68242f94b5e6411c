import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  importFrom,
  status,
  up,
  type ImportOptions,
  type ImportResult,
  type VerifyOptions,
} from "../../src/index.ts";
import { inPlace } from "../../src/commands/in-place.ts";
import { sourceNamed } from "../../src/import/index.ts";
import { type Migration, type Section, sqlMigration } from "../../src/migrations/index.ts";
import { loadParser, parseSection, type SectionStatements } from "../../src/sql/statement/index.ts";
import { codeOnly, isComment, regions, SqlTextError } from "../../src/sql/text/index.ts";
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
  if (sourceNamed(tool).code === undefined) await checkInPlace(tool, from, result.files);

  const again = await importFrom({ ...options, write: true });
  expect(again).toEqual({ ...result, written: false, done: true });
  return { result, migrationsDir };
}

/** What is read where it is says the same statements as the files that are written, each at its place in the tool's file. */
async function checkInPlace(
  tool: string,
  directory: string,
  files: ImportResult["files"],
): Promise<void> {
  await loadParser();
  const options: VerifyOptions = await inPlace({ fromTool: { tool, directory } });
  const there = new Map((options.migrations as readonly Migration[]).map((one) => [one.file, one]));
  for (const { name, file, from } of files) {
    const foreign = there.get(from);
    if (foreign === undefined || foreign.up.generatedFrom !== undefined) continue;
    const written = sqlMigration(name, file, readFileSync(file, "utf8"));
    for (const direction of ["up", "down"] as const) {
      const section = foreign[direction];
      expect(section?.noTransaction, from).toBe(written[direction]?.noTransaction);
      expect(statementsIn(section), from).toEqual(statementsIn(written[direction]));
      for (const { start, text } of parsed(section))
        expect(section!.source.slice(section!.start + start), from).toMatch(withFirstWordOf(text));
    }
  }
}

function statementsIn(section: Section | undefined): string[] {
  return parsed(section).map(({ text }) => plain(text));
}

/** The statements of a section that a tool may run and we do not are no statements. */
function parsed(section: Section | undefined): SectionStatements["statements"] {
  try {
    return section === undefined ? [] : parseSection(section.text).statements;
  } catch (error) {
    if (error instanceof SqlTextError) return [];
    throw error;
  }
}

/** Without remarks, and however it is laid out. */
function plain(text: string): string {
  return codeOnly(text, [...regions(text)].filter(isComment))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** What begins with the first word of a text. */
function withFirstWordOf(text: string): RegExp {
  return new RegExp(`^${/^\w*/.exec(text)![0]}`);
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
