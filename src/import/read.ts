import type { Connection } from "../database/index.ts";
import { ImportRefusedError } from "../errors/index.ts";
import { standsFor } from "../migrations/index.ts";
import { namingHistory } from "./history-made.ts";
import { namesInPlace } from "./names.ts";
import { type RecordingOptions, withRecordedSql } from "./recording/recording.ts";
import type {
  AppliedForeign,
  ForeignFiles,
  ForeignHistory,
  ForeignMigration,
  ForeignSection,
  ImportSource,
} from "./source.ts";
import { findHistoryTable } from "./table.ts";

/** What another tool's files and history say together. */
export interface ForeignState {
  /** In the order in which the tool runs them. */
  readonly migrations: readonly ForeignMigration[];
  /** By id, in the order in which they were applied. */
  readonly applied: ReadonlyMap<string, AppliedForeign>;
  /** The history's table, as SQL writes it. */
  readonly table: string;
  readonly notes: readonly string[];
}

/**
 * Reads the files of another tool; writes nothing. Code is run on a scratch database for its SQL.
 * @throws MigrationsDirectoryError | MigrationFileError; ImportRefusedError where two are one version
 */
export async function readFiles(
  source: ImportSource,
  directory: string,
  recording: RecordingOptions,
): Promise<ForeignFiles> {
  const files = source.readFiles(directory);
  refuseTwins(source, files.migrations);
  if (source.code === undefined || files.migrations.length === 0) return files;
  const names = namesInPlace(files.migrations);
  const isBefore = (_: ForeignMigration, index: number) =>
    standsFor(recording.baseline, names[index]!);
  const later = files.migrations.filter((one, index) => !isBefore(one, index));
  const { code } = source;
  const { migrations, assumed } = await withRecordedSql(source, code, directory, later, recording);
  return { ...files, migrations: [...files.migrations.filter(isBefore), ...migrations], assumed };
}

/**
 * Reads the history of another tool, to go with its files; writes nothing.
 * @throws ImportRefusedError where the two do not fit, or a migration failed
 */
export async function readForeign(
  connection: Connection,
  source: ImportSource,
  directory: string,
  files: ForeignFiles,
  givenTable: string | undefined,
): Promise<ForeignState> {
  const table = await findHistoryTable(connection, source.title, source.table, givenTable);
  const history = await source.readHistory(connection, table, files.migrations);
  const all = withStandIns(source, withFirst(files), history);
  refuseMissing(source, directory, all, history.applied);
  const applied = new Map(history.applied.map((row) => [row.id, row]));
  const migrations = all.filter(({ id, sql }) => sql !== undefined || applied.has(id));
  return {
    migrations,
    applied,
    table,
    notes: [
      ...files.notes,
      ...(history.notes ?? []),
      ...(await ownTableNotes(source, migrations)),
      ...codeNotes(source, all, migrations),
      ...downNotes(migrations),
      ...lateNotes(source, migrations, applied),
    ],
  };
}

/** With what the tool made at the beginning of the first migration whose SQL is known. */
function withFirst({ migrations, assumed = "" }: ForeignFiles): readonly ForeignMigration[] {
  const place = migrations.findIndex(({ sql }) => sql !== undefined);
  if (assumed === "" || place < 0) return migrations;
  const { sql, ...rest } = migrations[place]!;
  const up = { ...sql!.up, text: `${assumed}\n\n${sql!.up.text}` };
  return migrations.with(place, { ...rest, sql: { ...sql!, up } });
}

function refuseTwins({ name, title }: ImportSource, migrations: readonly ForeignMigration[]): void {
  const ids = migrations.map(({ id }) => id);
  const twins = migrations.filter(
    ({ id }, index) => ids.indexOf(id) !== index || ids.lastIndexOf(id) !== index,
  );
  if (twins.length === 0) return;
  throw new ImportRefusedError(
    name,
    `Several files of one version, of which the history of ${title} can hold but one`,
    "Rename the one that was not run, or move it away.",
    twins.map(({ file }) => file.shown),
  );
}

function withStandIns(
  source: ImportSource,
  files: readonly ForeignMigration[],
  { withoutFile = [] }: ForeignHistory,
): ForeignMigration[] {
  if (withoutFile.length === 0) return [...files];
  return [...files, ...withoutFile].toSorted((a, b) => source.compare(a.id, b.id));
}

function refuseMissing(
  { name, title }: ImportSource,
  directory: string,
  migrations: readonly ForeignMigration[],
  applied: readonly AppliedForeign[],
): void {
  const known = new Set(migrations.map(({ id }) => id));
  const missing = applied.map(({ id }) => id).filter((id) => !known.has(id));
  if (missing.length === 0) return;
  throw new ImportRefusedError(
    name,
    `Applied by ${title}, but there is no file in ${directory}`,
    "Restore the files from version control, or name the directory they are in with --from.",
    missing,
  );
}

/** A new database does not have the tool's table. */
async function ownTableNotes(
  source: ImportSource,
  migrations: readonly ForeignMigration[],
): Promise<string[]> {
  const { title, table } = source;
  return (await namingHistory(source, migrations)).map(
    ({ file }) =>
      `${file.shown} names ${table.name}, the table of ${title}, which a new database will not have.`,
  );
}

function codeNotes(
  { title }: ImportSource,
  all: readonly ForeignMigration[],
  taken: readonly ForeignMigration[],
): string[] {
  const notes = taken
    .filter(({ sql }) => sql === undefined)
    .map(
      (migration) => `${codeText(migration, ", not SQL")}: a file that stands for it is written.`,
    );
  const left = all
    .filter((migration) => !taken.includes(migration))
    .map(
      (migration) =>
        `${codeText(migration)}, and not applied: it is not taken over. Run it with ${title} first, or rewrite it as SQL.`,
    );
  return [...notes, ...left];
}

/** What nothing can be said of where it is, as it is code whose SQL is not known. */
export function unknownNotes(migrations: readonly ForeignMigration[]): string[] {
  return migrations.flatMap(({ sql, seen, file, reason, downReason }) => {
    if (sql === undefined) return `${codeText({ file, reason })}: ${checkedText(seen?.up)}`;
    if (downReason === undefined) return [];
    return `${file.shown}: its down is code whose SQL is not known (${downReason}): ${checkedText(seen?.down)}`;
  });
}

function checkedText(seen: ForeignSection | undefined): string {
  return seen === undefined
    ? "nothing can be said of it."
    : "it is checked as far as it ran on a database without rows.";
}

function codeText(
  { file, reason }: Pick<ForeignMigration, "file" | "reason">,
  otherwise = "",
): string {
  const why = reason === undefined ? otherwise : ` whose SQL is not known (${reason})`;
  return `${file.shown} is code${why}`;
}

function downNotes(migrations: readonly ForeignMigration[]): string[] {
  return migrations.flatMap(({ file, downReason }) =>
    downReason === undefined
      ? []
      : `${file.shown}: its down is code whose SQL is not known (${downReason}): no down section is written.`,
  );
}

/** Pending ones that an applied one comes after. */
function lateNotes(
  { title }: ImportSource,
  migrations: readonly ForeignMigration[],
  applied: ReadonlyMap<string, AppliedForeign>,
): string[] {
  const last = migrations.findLastIndex(({ id }) => applied.has(id));
  return migrations
    .slice(0, last + 1)
    .filter(({ id }) => !applied.has(id))
    .map(
      ({ file }) =>
        `${file.shown} is older than what ${title} has applied, and not applied: \`up\` will refuse it as out of order.`,
    );
}
