import { argumentsOf, listNames, PgmaestroError } from "./base.ts";

/** Why the history forbids a run, by the names of the migrations concerned. */
export interface HistoryProblems {
  readonly edited: readonly string[];
  readonly missing: readonly string[];
  readonly outOfOrder: readonly string[];
  /** Those that would overtake one that waits until the old application is gone, though both touch something. */
  readonly overtaking?: readonly Overtaking[];
  /** Pending ones that would be overtaken by one that is to wait until the old application is gone. */
  readonly tooEarly?: readonly string[];
  /** Those that are in the place of others, which the database does not have, or not all as they were. */
  readonly halfSquashed?: readonly HalfSquashed[];
}

/** A migration that must not overtake another one. */
export interface Overtaking {
  readonly migration: string;
  /** The older one, of phase `after`. */
  readonly waiting: string;
  /** What both touch, in words. Empty where what one of them does cannot be read. */
  readonly on: readonly string[];
}

/** A migration that is in the place of others, of which the database has only some, or some with another text. */
export interface HalfSquashed {
  readonly migration: string;
  readonly lacking: readonly string[];
  readonly edited: readonly string[];
}

/** The history and the files contradict each other, so nothing was run. */
export class HistoryRefusedError extends PgmaestroError {
  readonly code = "history-refused";
  readonly kind = "refused";
  readonly problems: HistoryProblems;

  constructor(problems: HistoryProblems) {
    const found = describe(problems);
    super(
      `The history does not fit the files, so nothing was run: ${found.map(([what]) => what).join("; ")}`,
      found.map(([, hint]) => hint).join("\n"),
    );
    this.problems = problems;
  }

  override facts(): Record<string, unknown> {
    return { ...this.problems };
  }
}

function describeSquashed({ migration, lacking, edited }: HalfSquashed): string {
  const found = [
    ...(lacking.length > 0 ? [`lacks ${listNames(lacking)}`] : []),
    ...(edited.length > 0 ? [`has ${listNames(edited)} with another text`] : []),
  ];
  return `${migration} is in the place of migrations of which the database ${found.join(" and ")}`;
}

function describe(problems: HistoryProblems): [string, string][] {
  const {
    edited,
    missing,
    outOfOrder,
    overtaking = [],
    tooEarly = [],
    halfSquashed = [],
  } = problems;
  const found: [string, string][] = [];
  if (edited.length > 0) {
    found.push([
      `edited since applied: ${listNames(edited)}`,
      `Edited: take the change back and write a new migration. In development \`pgmaestro redo ${argumentsOf(edited)}\` rolls it back and runs what it says now; \`pgmaestro repair ${argumentsOf(edited)}\` accepts the edit and runs nothing.`,
    ]);
  }
  if (missing.length > 0) {
    found.push([
      `applied, but no file: ${listNames(missing)}`,
      `Missing: restore the file, or \`pgmaestro mark --unmark ${argumentsOf(missing)}\` to forget it.`,
    ]);
  }
  if (outOfOrder.length > 0) {
    found.push([
      `pending, but older than an applied one: ${listNames(outOfOrder)}`,
      "Out of order: rename the file to a newer timestamp, or run with --no-check-order.",
    ]);
  }
  if (overtaking.length > 0) {
    const waiting = [...new Set(overtaking.map((one) => one.waiting))];
    found.push([
      listNames(overtaking.map(describeOvertaking), "; "),
      `Overtaking: once the old application is gone, run \`pgmaestro up --phase after --to ${waiting.at(-1)}\` first. Where both belong to one release, give the later one the phase after as well; if their order does not matter, run with --no-check-order.`,
    ]);
  }
  if (tooEarly.length > 0) {
    found.push([
      `of the phase before, and still pending: ${listNames(tooEarly)}`,
      "Too early: run `pgmaestro up --phase before` first, or `pgmaestro up` for all in order.",
    ]);
  }
  if (halfSquashed.length > 0) {
    found.push([
      listNames(halfSquashed.map(describeSquashed), "; "),
      "Squashed: run the revision from before the squash on this database first, to the end.",
    ]);
  }
  return found;
}

function describeOvertaking({ migration, waiting, on }: Overtaking): string {
  const what =
    on.length > 0
      ? `both touch ${listNames(on)}`
      : "what one of them does cannot be read before it runs";
  return `${migration} would overtake ${waiting}, which is of the phase after: ${what}`;
}

/** The migrations stand on a baseline, the database is empty, and nobody said whether to run it there first. */
export class BaselineNotRunError extends PgmaestroError {
  readonly code = "baseline-not-run";
  readonly kind = "refused";
  readonly file: string;

  constructor(file: string) {
    super(
      `The database is empty, and the migrations stand on ${file}, so nothing was run`,
      "`pgmaestro up --from-baseline` runs that first; `--no-from-baseline` runs the migrations without it.",
    );
    this.file = file;
  }

  override facts(): Record<string, unknown> {
    return { file: this.file };
  }
}

/** The target lacks migrations for which the baseline stands, so that nothing that begins there is like it. */
export class BaselineAheadError extends PgmaestroError {
  readonly code = "baseline-ahead";
  readonly kind = "refused";
  readonly file: string;
  readonly lacking: readonly string[];

  constructor(file: string, lacking: readonly string[]) {
    super(
      `The database lacks migrations for which ${file} stands: ${listNames(lacking)}`,
      "Run `pgmaestro up` first; or take the baseline away, and all migrations are run from the first.",
    );
    this.file = file;
    this.lacking = lacking;
  }

  override facts(): Record<string, unknown> {
    return { file: this.file, lacking: this.lacking };
  }
}

/** Who holds the migration lock, as far as the server shows it. */
export interface LockHolder {
  readonly pid: number;
  readonly user: string | undefined;
  readonly application: string | undefined;
  readonly address: string | undefined;
  /** ISO 8601. */
  readonly since: string | undefined;
  /** As `pg_stat_activity` names it. */
  readonly state?: string;
  /** For how long. */
  readonly stateSeconds?: number;
  /** What it runs, where it is a run of pgmaestro in a transaction. */
  readonly run?: RunningMigrations;
  /** The beginning of what it runs, or ran last, where it is something else. */
  readonly query?: string;
}

/** The migrations that share the transaction which runs, and on whose behalf. */
export interface RunningMigrations {
  readonly who: string;
  readonly direction: "up" | "down";
  readonly first: string;
  readonly last: string;
  /** How many they are. */
  readonly migrations: number;
}

/** Another run holds the lock, or another session one on the history, and the time to wait for it is over. */
export class LockedError extends PgmaestroError {
  readonly code = "locked";
  readonly kind = "refused";
  readonly holder: LockHolder | undefined;
  readonly waitedSeconds: number;

  constructor(waitedSeconds: number, holder?: LockHolder, what: "run" | "history" = "run") {
    super(
      `${lockedBecause[what]}${holder ? `: ${describeHolder(holder)}` : ""} (waited ${waitedSeconds} s)`,
      "Wait for it to end, or give --lock-wait more seconds.",
    );
    this.holder = holder;
    this.waitedSeconds = waitedSeconds;
  }

  override facts(): Record<string, unknown> {
    return { holder: this.holder, waitedSeconds: this.waitedSeconds };
  }
}

const lockedBecause = {
  run: "Another migration is already running",
  history: "Another session keeps the history locked",
};

/** `process 4711 (app, pgmaestro, from 10.0.0.3, since 2026-…), at up 3_region of ada@build-7 for 31 s` */
export function describeHolder(holder: LockHolder): string {
  const { pid, user, application, address, since } = holder;
  const known = [user, application, address && `from ${address}`, since && `since ${since}`];
  const details = known.filter((detail) => detail !== undefined && detail !== "");
  return `process ${pid}${details.length > 0 ? ` (${details.join(", ")})` : ""}${describeWork(holder)}`;
}

function describeWork({ run, query, state, stateSeconds }: LockHolder): string {
  const time = stateSeconds === undefined ? "" : ` for ${Math.round(stateSeconds)} s`;
  if (state !== "active") return state === undefined ? "" : `, ${state}${time}`;
  if (run !== undefined) return `, at ${describeMigrations(run)}${time}`;
  return query === undefined ? "" : `, running${time}: ${query}`;
}

/** `up 3_region … 7_users (5) of ada@build-7` */
export function describeMigrations(run: RunningMigrations): string {
  const { who, direction, first, last, migrations } = run;
  const names = migrations === 1 ? first : `${first} … ${last} (${migrations})`;
  return `${direction} ${names} of ${who}`;
}

/** Rows lie in a table whose name was meant as `schema.table`, put there by a tool that took the dot literally. */
export class DottedTableError extends PgmaestroError {
  readonly code = "dotted-table";
  readonly kind = "refused";
  readonly table: string;

  constructor(table: string, rows: number) {
    super(
      `An older tool left ${rows} applied migration${rows === 1 ? "" : "s"} in a table literally named ${table}`,
      "`pgmaestro adopt` moves its rows into the history; nothing was run.",
    );
    this.table = table;
  }

  override facts(): Record<string, unknown> {
    return { table: this.table };
  }
}
