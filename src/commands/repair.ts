import { InvalidRequestError } from "../errors/index.ts";
import { recordAsFiled } from "../history/index.ts";
import { resolveName } from "../migrations/index.ts";
import { namesOfStates, type MigrationState } from "../plan/index.ts";
import { journalOf, readState, withLock, withTarget, type WriteOptions } from "../engine/index.ts";

/** Which edited migrations to accept. */
export interface RepairOptions extends WriteOptions {
  /** The edited migrations to accept as they are now. */
  readonly names: readonly string[];
}

/** What `repair` accepted. */
export interface RepairResult {
  /** Accepted: journaled with the checksum of today's file. */
  readonly repaired: readonly string[];
  /** Asked for, but not edited. */
  readonly unchanged: readonly string[];
}

/**
 * Accepts an intended edit of applied migrations. Runs nothing of them.
 * @throws UnknownMigrationError | InvalidRequestError | LockedError
 * @example
 * ```ts
 * const { repaired } = await repair({ database: process.env["DATABASE_URL"]!, names: ["1700000000001_users"] });
 * ```
 */
export function repair(options: RepairOptions): Promise<RepairResult> {
  if (options.names.length === 0) {
    throw new InvalidRequestError(
      "Which migrations to repair?",
      "Give their names; `pgmaestro status` shows which are edited.",
    );
  }
  return withTarget(options, (target) =>
    withLock(target, options, async () => {
      const chosen = choose((await readState(target)).states, options.names);
      const edited = chosen.filter(({ state }) => state === "edited");
      const accepted = edited.map((one) => ({
        migration: one.migration!,
        historyId: one.applied!.id,
      }));
      await recordAsFiled(journalOf(target, options), "repair", accepted);
      return {
        repaired: namesOfStates(edited),
        unchanged: namesOfStates(chosen.filter((state) => !edited.includes(state))),
      };
    }),
  );
}

function choose(states: readonly MigrationState[], given: readonly string[]): MigrationState[] {
  const wanted = new Set(
    given.map((name) =>
      resolveName(
        name,
        states.map((state) => state.name),
      ),
    ),
  );
  const chosen = states.filter(({ name }) => wanted.has(name));
  const half = chosen.find(({ squashed, state }) => squashed !== undefined && state === "edited");
  if (half !== undefined)
    throw new InvalidRequestError(
      `${half.name} is in the place of migrations that this database does not have as they were`,
      "Run the revision from before the squash on this database first, to the end.",
    );
  const missing = chosen.find(({ state }) => state === "missing");
  if (missing === undefined) return chosen;
  throw new InvalidRequestError(
    `${missing.name} has no file whose checksum could be taken`,
    `Restore the file, or \`pgmaestro mark --unmark ${missing.name}\` to forget it.`,
  );
}
