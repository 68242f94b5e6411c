import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidRequestError } from "../errors/index.ts";
import {
  pendingImport,
  prepareFiles,
  readFiles,
  readForeign,
  sourceNamed,
  writingFiles,
  type ForeignFiles,
  type PendingImport,
  type ImportSource,
  type PreparedFile,
} from "../import/index.ts";
import { type ScratchSettings, scratchOptions } from "../trial/index.ts";
import { recordImports } from "../history/index.ts";
import { loadMigrations } from "../migrations/index.ts";
import {
  directoryOf,
  journalOf,
  readState,
  refuseDotted,
  type Target,
  withLock,
  withTarget,
  type WriteOptions,
} from "../engine/index.ts";

/** From which tool, and whether to write. */
export interface ImportOptions extends WriteOptions, ScratchSettings {
  /** As it is typed on the command line: `dbmate`, `golang-migrate`; docs/import has a page for each. */
  readonly tool: string;
  /** The directory of the tool's files. Default: the tool's own. */
  readonly from?: string | undefined;
  /** The tool's history: `table` or `schema.table`. Default: the tool's own, wherever it is. */
  readonly fromTable?: string | undefined;
  /** Whether to write files and history; otherwise it is only shown what would be. Default: false. */
  readonly write?: boolean | undefined;
}

/** A migration of another tool, and our file for it. */
export interface ImportedFile {
  readonly name: string;
  readonly file: string;
  /** The tool's own file, or what its history calls it. */
  readonly from: string;
  readonly hasDown: boolean;
  readonly applied: boolean;
  /** When, where the tool kept it: ISO 8601 without an offset. */
  readonly at?: string;
}

/** What `importFrom` took over, or would. */
export interface ImportResult {
  /** As it is written in prose. */
  readonly tool: string;
  readonly from: string;
  /** The tool's history, as SQL writes it. */
  readonly table: string;
  readonly files: readonly ImportedFile[];
  /** What the author should know or act on. */
  readonly notes: readonly string[];
  /** Whether anything was written. */
  readonly written: boolean;
  /** Whether all of it was there before. */
  readonly done: boolean;
}

/** What an import is going to do. */
interface Prepared {
  readonly result: ImportResult;
  readonly due: PendingImport;
}

/**
 * Takes over the files and the history of another tool; without `write` it only says how.
 * @throws InvalidRequestError | MigrationsDirectoryError | MigrationFileError | ImportRefusedError | LockedError
 * @example
 * ```ts
 * const { files } = await importFrom({ tool: "dbmate", database: process.env["DATABASE_URL"]!, write: true });
 * ```
 */
export async function importFrom(options: ImportOptions): Promise<ImportResult> {
  const source = sourceNamed(options.tool);
  const directory = options.from ?? source.defaultDirectory;
  refuseSameDirectory(source, directory, directoryOf(options));
  return withTarget(
    options,
    async (target) => {
      const files = await readFiles(
        source,
        directory,
        scratchOptions(options, () => []),
      );
      const prepare = () => prepared(target, options, source, directory, files);
      const { result } = await prepare();
      if (result.done || !options.write) return result;
      return withLock(target, options, async () => write(target, options, await prepare()));
    },
    () => (existsSync(directoryOf(options)) ? loadMigrations(directoryOf(options), options) : []),
  );
}

function refuseSameDirectory({ title }: ImportSource, from: string, to: string): void {
  if (resolve(from) !== resolve(to) || !existsSync(from)) return;
  throw new InvalidRequestError(
    `The files of ${title} are in ${from}, where ours would be written too`,
    `Move ${title}'s elsewhere and say where with --from, or name another directory for ours with --migrations-dir.`,
  );
}

async function prepared(
  target: Target,
  options: ImportOptions,
  source: ImportSource,
  directory: string,
  files: ForeignFiles,
): Promise<Prepared> {
  const { connection } = target;
  const foreign = await readForeign(connection, source, directory, files, options.fromTable);
  const { files: own, notes } = await prepareFiles(source, foreign, directoryOf(options));
  const state = await readState(target);
  refuseDotted(state);
  const due = pendingImport(source, own, [...foreign.applied.keys()], {
    ...target,
    history: state.history,
  });
  const done = due.files.length === 0 && due.rows.length === 0;
  const result: ImportResult = {
    tool: source.title,
    from: directory,
    table: foreign.table,
    files: own.map(shownFile),
    notes: [...foreign.notes, ...notes, ...due.notes],
    written: false,
    done,
  };
  return { result, due };
}

function shownFile({ name, file, foreign, hasDown, applied }: PreparedFile): ImportedFile {
  return {
    name,
    file,
    from: foreign.file.shown,
    hasDown,
    applied: applied !== undefined,
    ...(applied?.at !== undefined && { at: applied.at }),
  };
}

/** Files first, and away again where the rows fail: files without rows would be run again by the next `up`. */
async function write(
  target: Target,
  options: ImportOptions,
  { result, due }: Prepared,
): Promise<ImportResult> {
  if (result.done) return result;
  const imported = due.rows.map(({ migration, applied }) => ({ migration, at: applied?.at }));
  await writingFiles(due.files, directoryOf(options), () =>
    recordImports(journalOf(target, options), imported),
  );
  return { ...result, written: true };
}
