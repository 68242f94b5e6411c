import { PgmaestroError } from "../errors/index.ts";
import type { Phase, Problem, VerifiedMigration } from "../verify/index.ts";
import type { ReadOptions } from "./foreign-place.ts";
import type { ReversedMigration } from "./reverse.ts";

/**
 * A down section for a migration that `verify` found without one, or with a wrong one: what `reverse` came to, or what
 * kept it from an answer.
 */
export type ProposedDown =
  | (ReversedMigration & {
      readonly outcome: Exclude<ReversedMigration["outcome"], NothingProposed>;
    })
  | {
      readonly name: string;
      readonly file: string;
      readonly outcome: "not-tried";
      readonly error: PgmaestroError;
    };

type NothingProposed = "written" | "kept" | "irreversible";

/** Writes the down sections that `verify` misses, and proves them; nothing is run where it misses none. */
export async function proposedDowns(
  verified: readonly VerifiedMigration[],
  options: ReadOptions,
): Promise<ProposedDown[]> {
  const wanted = verified.filter((one) => !one.isRepeatable && needsDown(one));
  if (wanted.length === 0) return [];
  const names = wanted.map(({ name }) => name);
  try {
    const { reverse } = await import("./reverse.ts");
    const { migrations } = await reverse({ ...options, names, replace: true });
    return migrations.filter(isProposed);
  } catch (error) {
    if (options.signal?.aborted || !(error instanceof PgmaestroError)) throw error;
    return wanted.map(({ name, file }) => ({ name, file, outcome: "not-tried", error }));
  }
}

const wayBack: ReadonlySet<Phase> = new Set(["down", "down-again", "up-after-down"] as const);

/** Whether a migration runs, and what fails is its way back. */
function needsDown({ up, down, roundTrip, data }: VerifiedMigration): boolean {
  const isOfWayBack = (problem: Problem) =>
    problem.kind === "no-down" || wayBack.has(problem.phase);
  return (
    up.verdict !== "failed" &&
    [down, roundTrip, data].some(({ problems }) => problems.some(isOfWayBack))
  );
}

function isProposed(reversed: ReversedMigration): reversed is ReversedMigration & ProposedDown {
  const { outcome } = reversed;
  return outcome !== "written" && outcome !== "kept" && outcome !== "irreversible";
}
