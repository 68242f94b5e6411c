import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Connection } from "../database/index.ts";
import {
  type ForeignFiles,
  histories,
  type ImportSource,
  madeAsBaseline,
  migrationsInPlace,
  namesInPlace,
  namingHistory,
  readFiles,
  readForeign,
  sourceNamed,
  unknownNotes,
} from "../import/index.ts";
import type { Base } from "../lint/index.ts";
import { baselineOf } from "../engine/index.ts";
import {
  type Baseline,
  type ChangedFiles,
  type Migration,
  readText,
  shown,
  standsFor,
  withCommitted,
} from "../migrations/index.ts";
import { scratchOptions } from "../trial/index.ts";
import type { ForeignPlace, ReadOptions } from "./foreign-place.ts";

/** What another tool's directory holds, and our migrations for it, one each, in order. */
interface ForeignMigrations {
  readonly source: ImportSource;
  readonly directory: string;
  readonly files: ForeignFiles;
  readonly migrations: readonly Migration[];
  readonly baseline: Baseline | undefined;
}

/**
 * The options of a command with the migrations of a tool's directory in place of ours. Code is run on a scratch database for its SQL.
 * @param needsDown whether a tool that has no down migrations is asked for them all the same
 * @throws InvalidRequestError for a tool that is not known; the errors of files
 */
export async function readInPlace<Options extends ReadOptions>(
  options: Options,
  from: ForeignPlace,
  needsDown: boolean,
): Promise<Options> {
  return withMigrations(options, await read(options, from, needsDown));
}

async function withMigrations<Options extends ReadOptions>(
  options: Options,
  foreign: ForeignMigrations,
): Promise<Options> {
  const { migrations, directory } = foreign;
  const history = await historyFor(foreign, options);
  return { ...options, migrations, migrationsDir: directory, ...history };
}

/** What the tool makes, to stand on: what it does without being asked, and its table, where its migrations name it. */
async function historyFor(
  { source, files, migrations, baseline: given }: ForeignMigrations,
  { onEvent }: ReadOptions,
): Promise<Pick<ReadOptions, "baseline">> {
  if (given !== undefined) return { baseline: { name: given.name, text: given.section.source } };
  const naming = await namingHistory(source, files.migrations);
  const history = naming.length > 0 ? [histories[source.name]!] : [];
  const made = [files.assumed ?? "", ...history].filter((text) => text !== "").join("\n");
  const names = migrations.map(({ name }) => name);
  const baseline = madeAsBaseline(made, names);
  const { title, table } = source;
  const there = baseline ? `it is made as ${title} makes it, without rows` : "it is not there";
  for (const { file } of naming) {
    const message = `${file.shown} names ${table.name}, the table of ${title}: on a scratch database ${there}.`;
    onEvent?.({ type: "warning", message });
  }
  return baseline === undefined ? {} : { baseline };
}

async function read(
  options: ReadOptions,
  from: ForeignPlace,
  needsDown: boolean,
): Promise<ForeignMigrations> {
  const [source, directory] = [sourceNamed(from.tool), foreignDirectory(from)];
  const baseline = baselineOf({ ...options, migrationsDir: directory, migrations: undefined });
  const recording = { ...scratchOptions(options, () => []), baseline };
  const files = await readFiles(source, directory, recording);
  const migrations = migrationsInPlace(source, files, needsDown);
  const later = files.migrations.filter(
    (_, index) => !standsFor(baseline, migrations[index]!.name),
  );
  for (const message of [...files.notes, ...unknownNotes(later)])
    options.onEvent?.({ type: "warning", message });
  return { source, directory, files, migrations, baseline };
}

/**
 * The same, and which of the migrations the tool's own history in a database has.
 * @throws ImportRefusedError where its files and its history do not fit, or a migration failed
 */
export async function inPlaceWithHistory<Options extends ReadOptions>(
  options: Options,
  from: ForeignPlace,
): Promise<{
  readonly options: Options;
  appliedIn(connection: Connection): Promise<string[]>;
}> {
  const foreign = await read(options, from, false);
  const { source, directory, files, migrations } = foreign;
  return {
    options: await withMigrations(options, foreign),
    appliedIn: async (connection) => {
      const { applied } = await readForeign(connection, source, directory, files, undefined);
      return migrations
        .filter((_, index) => applied.has(files.migrations[index]!.id))
        .map(({ name }) => name);
    },
  };
}

/** How another tool's migrations were at the revision that is compared with, under the names that they have where they are. */
export function baseInPlace(from: ForeignPlace, changes: ChangedFiles): Promise<Base> {
  const [source, directory] = [sourceNamed(from.tool), foreignDirectory(from)];
  const within = (file: string) => relative(directory, file);
  return withCommitted(directory, changes.revision, (copy) => {
    const { migrations } = source.readFiles(copy);
    const names = namesInPlace(migrations);
    const gone = new Set(changes.deleted.map(within));
    const deleted = migrations.flatMap(({ file: { name } }, index): [string, string][] =>
      gone.has(name) ? [[names[index]!, shown(directory, name)]] : [],
    );
    for (const { file, before } of changes.modified) addFile(join(copy, within(file)), before);
    const changed = new Set(changes.modified.map(({ file }) => within(file)));
    const modified = source.readFiles(copy).migrations.flatMap(({ file, sql }) => {
      const text = sql?.up.text ?? readText(file.shown);
      const up = sql?.up.file ?? file;
      return changed.has(up.name) ? [[shown(directory, up.name), text] as const] : [];
    });
    const { revision } = changes;
    return { revision, names, modified: new Map(modified), deleted: new Map(deleted) };
  });
}

function addFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Where the files of another tool are. */
export function foreignDirectory({ tool, directory }: ForeignPlace): string {
  return directory ?? sourceNamed(tool).defaultDirectory;
}
