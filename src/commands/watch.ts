import { type Database, withHeldDatabase } from "../database/index.ts";
import {
  baselineOf,
  directoryOf,
  type DoneMigration,
  extensionsOf,
  type Request,
  repeatablesOf,
  type RunOptions,
  runRequest,
} from "../engine/index.ts";
import { MigrationFailedError, PgmaestroError } from "../errors/index.ts";
import {
  defaultLintSettings,
  type LintResult,
  type LintSettings,
  type Rule,
} from "../lint/index.ts";
import {
  changedOnBranch,
  isRead,
  readMigrations,
  repeatableDirectory,
} from "../migrations/index.ts";
import { type Plan, planOf, type Task, upTask } from "../plan/index.ts";
import { lint } from "./lint.ts";
import { type Downs, rerunTasks, sharedOn } from "./rerun.ts";
import { WatchedDirectories } from "./watched-directories.ts";

/** What is watched, and how it is linted. */
export interface WatchOptions extends RunOptions {
  readonly lint?: LintSettings | undefined;
  /** Rules of one's own beside those of the house. */
  readonly ownRules?: readonly Rule[] | undefined;
  /** Called with what came of each save, and once at the beginning. */
  onAnswer(answer: WatchAnswer): void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** What came of a save. */
export interface WatchAnswer {
  /** `unchanged`: the database is as the files say already. `failed`: it is as it was before. */
  readonly outcome: "applied" | "unchanged" | "failed";
  /** What was rolled back and run, in that order. */
  readonly migrations: readonly DoneMigration[];
  readonly error?: PgmaestroError;
  /** Of the migrations that were saved. */
  readonly lint?: LintResult;
  /** How they run by themselves; absent where they cannot be read. */
  readonly plan?: Plan;
  readonly durationMs: number;
}

/**
 * Keeps a development database as the files say, until it is stopped: at each save, what was edited is rolled back as it was applied, and
 * runs again. Only what no main branch of git has; without git only the last one.
 * @throws LockedError, and the errors of settings; what a save comes to is told, and not thrown
 */
export async function watch(options: WatchOptions): Promise<void> {
  const directory = directoryOf(options);
  const place = {
    extensions: () =>
      extensionsOf(readMigrations(directory, options).filter(isRead), baselineOf(options)),
    lockWait: options.lockWait ?? 5,
    onCreate: (made: string) => options.onEvent?.({ type: "creating-database", directory: made }),
  };
  const shared = sharedOn(await changedOnBranch(directory), options);
  await withHeldDatabase(options.database, place, async (database) => {
    const directories = [directory, repeatableDirectory(directory, options)];
    const changes = new WatchedDirectories(directories, options.signal);
    const watched = new Watched({ ...options, database }, shared);
    try {
      do await watched.look();
      while (await changes.next());
    } finally {
      changes.close();
    }
  });
}

/** Files that are looked at again and again. */
class Watched {
  readonly #options: WatchOptions & { readonly database: Database };
  readonly #shared: ReturnType<typeof sharedOn>;
  #seen: ReadonlyMap<string, string> | undefined;

  constructor(options: WatchOptions, shared: ReturnType<typeof sharedOn>) {
    this.#options = options;
    this.#shared = shared;
  }

  /** Tells what came of what was saved, if anything was. */
  async look(): Promise<void> {
    const begin = performance.now();
    const { signal, onAnswer } = this.#options;
    const saved = this.#saved();
    if (saved?.length === 0) return;
    const run = await this.#run();
    if (signal.aborted) return;
    const beside = await this.#beside(saved ?? run.names);
    const { names: _, ...done } = run;
    onAnswer({ ...done, ...beside, durationMs: Math.round(performance.now() - begin) });
  }

  /** The names of the files that say something else than at the last look; undefined at the first. */
  #saved(): string[] | undefined {
    const directory = directoryOf(this.#options);
    const now = new Map(textsIn(directory, this.#options));
    const before = this.#seen;
    this.#seen = now;
    if (before === undefined) return undefined;
    const gone = [...before.keys()].filter((name) => !now.has(name));
    return [...[...now.keys()].filter((name) => before.get(name) !== now.get(name)), ...gone];
  }

  /** Where neither way back leads on, what is said is of the text that is open in the editor, if it came to that. */
  async #run(): Promise<
    Pick<WatchAnswer, "outcome" | "migrations" | "error"> & { names: string[] }
  > {
    const first = await this.#attempt("journaled");
    const again = first.error && first.hasOtherDowns ? await this.#attempt("file") : first;
    const { hasOtherDowns: _, ...result } = again.error && !failedBack(first) ? first : again;
    return result;
  }

  /** One try, all or nothing as far as a transaction can hold it. */
  async #attempt(downs: Downs) {
    let [names, hasOtherDowns]: [string[], boolean] = [[], false];
    const request: Request<Task> = {
      choose: async (state, target) => {
        const options = { ...this.#options, downs, isShared: this.#shared };
        const rerun = await rerunTasks(state, target, repeatablesOf(this.#options), options);
        ({ names, hasOtherDowns } = rerun);
        return rerun.tasks;
      },
      tasks: (chosen) => [...chosen],
    };
    try {
      const { migrations } = await runRequest(quiet(this.#options), request);
      const outcome = migrations.length > 0 ? ("applied" as const) : ("unchanged" as const);
      return { outcome, migrations, names, hasOtherDowns };
    } catch (error) {
      if (!(error instanceof PgmaestroError)) throw error;
      return { outcome: "failed" as const, migrations: [], error, names, hasOtherDowns };
    }
  }

  /** What lint says of migrations, and how they run by themselves. */
  async #beside(names: readonly string[]): Promise<Pick<WatchAnswer, "lint" | "plan">> {
    const { lint: settings = defaultLintSettings, ownRules, ...options } = this.#options;
    const there = names.filter((name) => this.#seen?.has(name));
    if (there.length === 0) return {};
    const linted = { ...quiet(options), database: undefined, files: there, settings, ownRules };
    const found = await lint(linted).catch(onlyOurs);
    const plan = await this.#planOf(there).catch(onlyOurs);
    return { ...(found && { lint: found }), ...(plan && { plan }) };
  }

  async #planOf(names: readonly string[]): Promise<Plan> {
    const directory = directoryOf(this.#options);
    const migrations = readMigrations(directory, this.#options).filter(isRead);
    const again = repeatablesOf(this.#options);
    const meant = [...migrations, ...again].filter(({ name }) => names.includes(name));
    const tasks = meant.map((migration) => upTask(migration));
    return planOf(tasks, { migrations, watch: () => {} }, this.#options);
  }
}

/** Whether what the journal kept of a way back did not do. */
function failedBack({ error }: { readonly error?: PgmaestroError }): boolean {
  return error instanceof MigrationFailedError && error.direction === "down";
}

function onlyOurs(error: unknown): undefined {
  if (!(error instanceof PgmaestroError)) throw error;
}

/** What a run tells of while it runs is told when it is over. */
function quiet<Options extends { readonly onEvent?: unknown }>(options: Options): Options {
  return { ...options, onEvent: undefined };
}

/** The text of each migration, by name. */
function textsIn(directory: string, options: RunOptions): [string, string][] {
  const again = repeatablesOf(options).map(({ name, up }) => [name, up.source] as [string, string]);
  const all = readMigrations(directory, options).map((one): [string, string] =>
    "error" in one
      ? [one.name, one.error.message + (one.error.source ?? "")]
      : [one.name, `${one.up.source}\n${one.down?.source ?? ""}`],
  );
  return [...all, ...again];
}
