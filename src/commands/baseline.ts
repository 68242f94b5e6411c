import { existsSync } from "node:fs";
import {
  type Catalog,
  changeScript,
  compare,
  type ComparedDatabase,
  type Comparison,
  installedExtensions,
  objectText,
  readCatalog,
} from "../catalog/index.ts";
import { type Database, type Scratches, withScratch } from "../database/index.ts";
import { DraftRefusedError, InvalidRequestError } from "../errors/index.ts";
import {
  baselineOf,
  directoryOf,
  migrationsOf,
  type ScriptOptions,
  tableOf,
} from "../engine/index.ts";
import {
  type Baseline,
  baselineDirectory,
  baselineFrom,
  compareNames,
  localDate,
  newNumber,
  numberBefore,
  replaceBaseline,
  resolveName,
  shown,
  sqlHeader,
  standsFor,
} from "../migrations/index.ts";
import { loadParser, schemaStatements } from "../sql/statement/index.ts";
import {
  type DiffSource,
  diffSource,
  extensionsOfSource,
  ofDatabase,
  prepareScratch,
  scratchName,
  scratchOptions,
  type ScratchSettings,
} from "../trial/index.ts";
import { statementsText, writtenStatements } from "./drafted.ts";
import { madeBy } from "./drift.ts";
import { madeSource } from "./made-source.ts";
import { readSource, type ReadSource } from "./read-source.ts";

/** What the baseline is made of, and what it stands for. */
export interface BaselineOptions extends ScriptOptions, ScratchSettings {
  readonly database?: Database | undefined;
  /** A database URL, a `.sql` schema file, or `directory@name`. Default: the database. */
  readonly from?: string | undefined;
  /**
   * The last migration that it stands for, or its number. Default: the last that the source has applied, or else none: the
   * first migration of the directory stands on it.
   */
  readonly at?: string | undefined;
  /** Whether it may take the place of another one. Default: false. */
  readonly replace?: boolean | undefined;
  /** Write nothing. */
  readonly dryRun?: boolean | undefined;
}

/** The baseline that was written. */
export interface BaselineResult {
  readonly name: string;
  readonly file: string;
  /** What it was made of, without a password. */
  readonly from: string;
  /** Whether it is a schema file as it was, and not SQL of ours. */
  readonly copied: boolean;
  /** The migrations that it stands for. */
  readonly standsFor: readonly string[];
  readonly statements: number;
  /** Where it was run: `PGlite (PostgreSQL 18)`. */
  readonly scratch: string;
  /** The file that was there before. */
  readonly replaced?: string;
  /** What is not in it: tables of other migration tools, and what each server has its own way: `the database: settings`. */
  readonly undescribed: readonly string[];
  readonly written: boolean;
  readonly durationMs: number;
}

/**
 * Writes the schema on which migrations stand that did not begin on an empty database: of a database or of migrations by SQL
 * that makes the same schema on a scratch database, of a schema file as it is, once it has run there. Only reads databases.
 * @throws InvalidRequestError; DraftRefusedError where no SQL makes it; the errors of files and connections
 * @example
 * ```ts
 * const { file } = await baseline({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export async function baseline(options: BaselineOptions): Promise<BaselineResult> {
  const begin = performance.now();
  await loadParser();
  const before = refuseAnother(options);
  const source =
    options.from === undefined ? ofDatabase(options.database!) : diffSource(options.from, options);
  const read = await readSource(source, options);
  const names = namesOf(read, options);
  const name = nameOf(read, names, options);
  const { text, place, undescribed } = await provedText(name, read, options);
  const file = shown(baselineDirectory(directoryOf(options), options), `${name}.sql`);
  if (!options.dryRun) replaceBaseline(file, text, before?.file);
  const made = baselineFrom(name, { file, source: text });
  return {
    name,
    file,
    from: source.label,
    copied: source.kind === "schema-file",
    standsFor: names.known.filter((one) => standsFor(made, one)),
    statements: schemaStatements(made.section.text).length,
    scratch: place,
    ...(before && { replaced: before.file }),
    undescribed,
    written: !options.dryRun,
    durationMs: Math.round(performance.now() - begin),
  };
}

/** The one that is there, where it may be replaced. */
function refuseAnother(options: BaselineOptions): Baseline | undefined {
  if (options.migrations !== undefined)
    throw new InvalidRequestError(
      "Only migrations that are files can stand on a file",
      "Name a directory of them; for others, the option `baseline` takes a text.",
    );
  const there = baselineOf(options);
  if (there === undefined || options.replace) return there;
  throw new InvalidRequestError(
    `There is a baseline already: ${there.file}`,
    "`--replace` writes another one in its place.",
  );
}

/** The names of migrations. */
interface Names {
  readonly inDirectory: readonly string[];
  /** Those of the directory and those of the source. */
  readonly known: readonly string[];
}

function namesOf({ applied }: ReadSource, options: BaselineOptions): Names {
  const inDirectory = namesIn(options);
  return { inDirectory, known: [...new Set([...inDirectory, ...applied])] };
}

function namesIn(options: BaselineOptions): string[] {
  const directory = directoryOf(options);
  if (!options.useGlob && !existsSync(directory)) return [];
  return migrationsOf(options).map(({ name }) => name);
}

/** @throws InvalidRequestError where the source lacks migrations in between */
function nameOf(
  read: ReadSource,
  { inDirectory, known }: Names,
  { at }: Pick<BaselineOptions, "at">,
): string {
  if (at !== undefined)
    return /^\d+$/.test(at) && !known.some((name) => name.startsWith(at))
      ? `${at}_baseline`
      : resolveName(at, known);
  const last = read.applied.toSorted(compareNames).at(-1);
  if (last === undefined) return nameBefore(inDirectory);
  const stands = baselineFrom(last, { file: last, source: "" });
  const lacking = inDirectory.filter(
    (name) => standsFor(stands, name) && !read.applied.includes(name),
  );
  if (lacking.length === 0) return last;
  throw new InvalidRequestError(
    `${read.source.label} has ${last}, and lacks earlier ones: ${lacking.join(", ")}`,
    "Run those first, or say with --at which migration is the last that the baseline is to stand for.",
  );
}

/** A name before all migrations; where there are none, a time. */
function nameBefore(names: readonly string[]): string {
  const number =
    names.length === 0 ? newNumber([], undefined, new Date()) : numberBefore(names[0]!);
  if (number !== undefined) return `${number}_baseline`;
  throw new InvalidRequestError(
    `No number comes before that of ${names[0]}`,
    "Say with --at which migration is the last that the baseline stands for.",
  );
}

interface Proved {
  readonly text: string;
  readonly place: string;
  readonly undescribed: readonly string[];
}

/** The text of the baseline, which has run on a scratch database and made what it should. */
function provedText(name: string, read: ReadSource, options: BaselineOptions): Promise<Proved> {
  const { source, catalog } = read;
  const settings = scratchOptions(options, () => [
    ...(catalog === undefined ? [] : installedExtensions(catalog)),
    ...extensionsOfSource(source),
  ]);
  return withScratch(settings, async (scratches) => {
    const wanted = await wantedOf(read, scratches, options);
    const text = source.kind === "schema-file" ? source.text : await textFor(name, wanted!, source);
    const standing = { ...options, migrations: {}, baseline: { name, text } };
    const { side } = await madeBy([], scratches, standing);
    const found = wanted && (await compare(side, wanted.side));
    if (found !== undefined) refuseDifferent(found);
    return {
      text,
      place: scratchName(options, side.catalog.majorVersion),
      undescribed: found?.given ?? [],
    };
  });
}

/** What the baseline is to make, and what an empty database is; nothing where it is what a file makes. */
interface Wanted {
  readonly side: ComparedDatabase;
  readonly empty: Catalog;
}

async function wantedOf(
  { source, catalog }: ReadSource,
  scratches: Scratches,
  options: BaselineOptions,
): Promise<Wanted | undefined> {
  if (source.kind === "schema-file") return undefined;
  if (source.kind === "migrations") {
    const side = await madeSource(source, scratches, options);
    return { side, empty: side.empty };
  }
  const { connection } = await scratches.fresh();
  await prepareScratch(connection, options);
  return { side: { catalog: catalog! }, empty: await readCatalog(connection, tableOf(options)) };
}

/** SQL that makes the schema of an empty database. */
async function textFor(
  name: string,
  { side, empty }: Wanted,
  { label }: DiffSource,
): Promise<string> {
  const { first, second } = await compare({ catalog: empty, empty }, side);
  const statements = writtenStatements(changeScript(first, second), refusal);
  const description = `The schema of ${label}, on which the migrations after it stand`;
  const header = sqlHeader(`Baseline ${name}`, localDate(new Date()), description);
  return `${header}\n${statementsText(statements)}`;
}

function refuseDifferent({ differences }: Comparison): void {
  if (differences.length === 0) return;
  const objects = differences.map(({ object }) => objectText(object));
  throw refusal("the SQL for it leaves differences on a scratch database", objects);
}

function refusal(reason: string, objects: readonly string[] = []): DraftRefusedError {
  return new DraftRefusedError(
    reason,
    objects,
    "`pg_dump --schema-only --no-owner --no-privileges` writes a file that `pgmaestro baseline --from FILE` takes as it is.",
    "baseline",
  );
}
