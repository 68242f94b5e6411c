import type { Database, openServer } from "../database/index.ts";
import { MigrationsDirectoryError } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import {
  currentUser,
  historyTable,
  refuseImpossibleName,
  type Author,
  type HistoryTable,
} from "../history/index.ts";
import {
  type Baseline,
  baselineFrom,
  type BrokenFile,
  findBaseline,
  findRepeatables,
  importHint,
  loadMigrations,
  type Migration,
  migrationsFrom,
  type MigrationSource,
  readRepeatables,
  repeatableMigration,
} from "../migrations/index.ts";
import type { TransactionMode } from "../plan/index.ts";
import type { InDoubtChoice } from "./context.ts";
import type { StopOptions } from "./stop.ts";
import { quoteIdentifier, type Variables } from "../sql/text/index.ts";
import { version } from "../version.ts";
import type { GiveWayOptions } from "./limits.ts";

/** Where the migrations are. */
export interface DirectoryOptions {
  /** Migrations by name, or read already, instead of a directory of them. */
  readonly migrations?: MigrationSource | readonly Migration[] | undefined;
  /** What these stand on, as a text. Default: the file in `baseline` in the directory, where there is one. */
  readonly baseline?: { readonly name: string; readonly text: string } | undefined;
  /**
   * Those that run again whenever their text changes, by name, as texts, or read already. Default: the files in `repeatable` in the
   * directory; none beside migrations that are given.
   */
  readonly repeatables?: Readonly<Record<string, string>> | readonly Migration[] | undefined;
  /** The directory, relative to the working directory. Default: `migrations`. */
  readonly migrationsDir?: string | undefined;
  /** A regular expression over whole file names to pass over. Default: names that begin with a dot. */
  readonly ignorePattern?: string | undefined;
  /** The values of psql's variables in files that say `-- pgmaestro: variables`. */
  readonly variables?: Variables | undefined;
  /** Take `migrationsDir` and `ignorePattern` for glob patterns. Default: false. */
  readonly useGlob?: boolean | undefined;
}

/** What every command needs that looks at a target. */
export interface TargetOptions extends DirectoryOptions, StopOptions {
  /** A `postgres://` or `pglite:` URL, settings of `pg`, a connected `pg` client, a `pg` pool, or a PGlite instance. */
  readonly database: Database;
  /** The history: `table` or `schema.table`. Default: `pgmigrations`. */
  readonly migrationsTable?: string | undefined;
  /** The history's schema, where its name says none. Default: the first of `schema`, or `public`. */
  readonly migrationsSchema?: string | undefined;
  /** The search path that migrations find. Default: the session's own. */
  readonly schema?: readonly string[] | undefined;
  /** How long to try again while no server takes connections. Seconds; default 0. */
  readonly wait?: number | undefined;
  /** How long to wait for another run, or for another process on an embedded database. Seconds; default 60. */
  readonly lockWait?: number | undefined;
  /**
   * How long a server may say nothing while it is asked something, in seconds; 0 for as long as it likes. Default: 30 for
   * statements of pgmaestro itself, and no limit for those of migrations.
   */
  readonly idleLimit?: number | undefined;
  /** What connects to a server; what it gives is closed by whoever asked for it. Default: a session of its own each time. */
  readonly openSession?: typeof openServer | undefined;
  /** Called with what happens, as it happens. */
  readonly onEvent?: Watch | undefined;
}

/** What every command needs that writes to a target. */
export interface WriteOptions extends TargetOptions {
  /** Whether to take the advisory lock. Default: true. */
  readonly lock?: boolean | undefined;
  /** Whether to make the schemas of `schema` that are not there. Default: false. */
  readonly createSchema?: boolean | undefined;
  /** The advisory lock's number, a bigint as text. Default: node-pg-migrate's. */
  readonly lockValue?: string | undefined;
  /**
   * The number of a lock of this history alone, where several histories of one database are worked on at the same time: these
   * runs then share the other lock. Default: none.
   */
  readonly ownLock?: string | undefined;
  /** Who runs this, for the journal. Default: user@host. */
  readonly who?: string | undefined;
}

/** What every command needs that runs migrations. */
export interface RunOptions extends WriteOptions, GiveWayOptions {
  /** How migrations share transactions. Default: `auto`, all in one but for those that cannot. */
  readonly transaction?: TransactionMode | undefined;
  /** Let settings of the session go on from one migration to the next of the run, as node-pg-migrate does. Default: false. */
  readonly keepSettings?: boolean | undefined;
  /** Whether pending migrations older than an applied one, and applied ones without a file, forbid a run. Default: true. */
  readonly checkOrder?: boolean | undefined;
  /** Whether JS and TS migrations' camelCase names become snake_case. Default: false. */
  readonly decamelize?: boolean | undefined;
  /** Whether TS migrations' imports follow a tsconfig's path aliases: `true`, or its path. Default: false. */
  readonly tsconfigPaths?: boolean | string | undefined;
  /**
   * What to do where an earlier run was cut off in a statement outside a transaction of which nothing says how much is
   * done: run it again, or take it for done. Default: refuse.
   */
  readonly inDoubt?: InDoubtChoice | undefined;
}

/** How migrations are run, wherever that is. */
export type ScriptOptions = Omit<RunOptions, "database">;

/** The migrations, in order. */
export function migrationsOf(options: DirectoryOptions): Migration[] {
  return options.migrations === undefined
    ? loadMigrations(directoryOf(options), options)
    : migrationsFrom(options.migrations, options.variables);
}

/**
 * What the migrations stand on, where they do not begin on an empty database. Whoever asks for that asks here.
 * @throws MigrationFileError
 */
export function baselineOf(options: DirectoryOptions): Baseline | undefined {
  const { baseline, migrations } = options;
  if (baseline !== undefined)
    return baselineFrom(baseline.name, { file: baseline.name, source: baseline.text });
  return migrations === undefined ? findBaseline(directoryOf(options), options) : undefined;
}

/**
 * The repeatable migrations, by name. Whoever asks for them asks here.
 * @throws MigrationFileError
 */
export function repeatablesOf(options: DirectoryOptions): Migration[] {
  const { repeatables, migrations } = options;
  if (areRead(repeatables)) return [...repeatables];
  if (repeatables !== undefined)
    return Object.entries(repeatables).map(([name, text]) =>
      repeatableMigration(`repeatable/${name}`, name, text, options),
    );
  return migrations === undefined ? findRepeatables(directoryOf(options), options) : [];
}

function areRead(
  repeatables: DirectoryOptions["repeatables"],
): repeatables is readonly Migration[] {
  return Array.isArray(repeatables);
}

/** The same for who goes on where a file cannot be read. */
export function readRepeatablesOf(options: DirectoryOptions): (Migration | BrokenFile)[] {
  return options.repeatables === undefined && options.migrations === undefined
    ? readRepeatables(directoryOf(options), options)
    : repeatablesOf(options);
}

/** The migrations in order, and after them the repeatable ones. */
export function allMigrationsOf(options: DirectoryOptions): Migration[] {
  return [...migrationsOf(options), ...repeatablesOf(options)];
}

/** @throws MigrationsDirectoryError where there is none */
export function refuseNone(migrations: readonly Migration[], options: DirectoryOptions): void {
  if (migrations.length > 0) return;
  const directory = directoryOf(options);
  throw new MigrationsDirectoryError(
    directory,
    "There is no migration in the directory",
    importHint(
      directory,
      "`pgmaestro create NAME` writes one; or name another directory with --migrations-dir.",
    ),
  );
}

export function directoryOf({ migrationsDir }: DirectoryOptions): string {
  return migrationsDir ?? "migrations";
}

export function tableOf({
  migrationsTable,
  migrationsSchema,
  schema,
  lockWait,
}: ScriptOptions): HistoryTable {
  return historyTable(migrationsTable ?? "pgmigrations", migrationsSchema ?? schema?.[0], lockWait);
}

export function authorOf({ who }: ScriptOptions): Author {
  return { who: who ?? currentUser(), tool: `pgmaestro ${version}` };
}

/** The statements that prepare a session for migrations. */
export function sessionOf({ schema }: ScriptOptions): string[] {
  for (const name of schema ?? []) refuseImpossibleName("The schema", name);
  return schema === undefined || schema.length === 0
    ? []
    : [`SET search_path TO ${schema.map(quoteIdentifier).join(", ")}`];
}
