import { InvalidRequestError } from "../errors/index.ts";
import { recordMarks } from "../history/index.ts";
import { refuseUnwritten, resolveName } from "../migrations/index.ts";
import { isApplied, namesOfStates, type MigrationState } from "../plan/index.ts";
import {
  adoptApplied,
  journalOf,
  readState,
  refuseDotted,
  withLock,
  withTarget,
  type WriteOptions,
} from "../engine/index.ts";

/** Which migrations to mark: by name, up to and including `to`, or `all`. */
export interface MarkOptions extends WriteOptions {
  readonly names?: readonly string[] | undefined;
  readonly to?: string | undefined;
  readonly all?: boolean | undefined;
  /** Record them as not applied instead. */
  readonly unmark?: boolean | undefined;
}

/** What `mark` recorded. */
export interface MarkResult {
  /** What was recorded, in the order in which it was. */
  readonly marked: readonly string[];
  /** Asked for, but recorded so before. */
  readonly unchanged: readonly string[];
}

/**
 * Records migrations as applied without running them; with `unmark`, as not applied.
 * @throws UnknownMigrationError | UnwrittenMigrationError | InvalidRequestError | LockedError
 * @example
 * ```ts
 * await mark({ database: process.env["DATABASE_URL"]!, names: ["1700000000001_users"] });
 * ```
 */
export function mark(options: MarkOptions): Promise<MarkResult> {
  refuseContradiction(options);
  return withTarget(options, async (target) => {
    refuseDotted(await readState(target));
    return withLock(target, options, async () => {
      const knowledge = await readState(target);
      refuseDotted(knowledge);
      await adoptApplied(target, options, knowledge);
      const chosen = choose(knowledge.states, options);
      const due = chosen.filter((state) => isApplied(state) === (options.unmark ?? false));
      if (!options.unmark) refuseUnwritten(due.map(({ migration }) => migration!));
      await recordMarks(
        journalOf(target, options),
        options.unmark
          ? { unmarked: namesOfStates(due) }
          : { marked: due.map(({ migration }) => migration!) },
      );
      return {
        marked: namesOfStates(due),
        unchanged: namesOfStates(chosen.filter((state) => !due.includes(state))),
      };
    });
  });
}

function refuseContradiction({ names = [], to, all, unmark }: MarkOptions): void {
  const given = [names.length > 0, to !== undefined, all === true].filter(Boolean).length;
  if (given === 1 && !(unmark && to !== undefined)) return;
  throw new InvalidRequestError(
    given === 0
      ? "Which migrations to mark?"
      : "Names, --to and --all exclude each other, and --unmark takes names or --all",
    "Give names, or --to NAME, or --all: `pgmaestro mark 1730000000001_initial-schema`.",
  );
}

function choose(
  states: readonly MigrationState[],
  { names = [], to, all, unmark }: MarkOptions,
): MigrationState[] {
  const known = states.filter((state) => unmark || state.migration !== undefined);
  const allNames = known.map(({ name }) => name);
  if (all) return known.filter((state) => isApplied(state) === (unmark ?? false));
  if (to !== undefined) return known.slice(0, allNames.indexOf(resolveName(to, allNames)) + 1);
  const wanted = new Set(names.map((name) => resolveName(name, allNames)));
  return known.filter(({ name }) => wanted.has(name));
}
