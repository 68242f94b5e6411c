import type { GuardRemedy } from "../sql/statement/index.ts";
import type { StandIn } from "../database/index.ts";
import type { Phase } from "../trial/index.ts";
import type { Difference } from "../catalog/index.ts";
import type { Location, PgmaestroError } from "../errors/index.ts";
import type { DataDifference, SequenceChange } from "../rows/index.ts";
import type { RepeatableChoice } from "./repeatable.ts";
import type { CheckReason, Note } from "./remarks.ts";

export type { Phase };

/** What was found out about one migration. */
export interface VerifiedMigration {
  readonly name: string;
  readonly file: string;
  /** Set where it runs again whenever its text changes. */
  readonly isRepeatable?: true;
  /** Where its down section begins, if it has one. */
  readonly downAt?: Location;
  /** The migration runs. */
  readonly up: Check;
  /** It runs a second time, and that changes nothing. */
  readonly repeatable: Check;
  /** It can be rolled back; where its rollback is guarded, twice. */
  readonly down: Check;
  /** After the rollback the catalog is the one before; after it ran again, the first one. */
  readonly roundTrip: Check;
  /** Rows and values that the migration does not mention are still there. */
  readonly data: Check;
  /** The reason why it needs no rollback, in its author's words. */
  readonly irreversible?: string;
  readonly durationMs: number;
}

/** The checks, in the order in which they are made and shown. */
export const checkNames = ["up", "repeatable", "down", "roundTrip", "data"] as const;
/** One of the checks of `verify`. */
export type CheckName = (typeof checkNames)[number];

/** How a check of a migration ended. */
export interface Check {
  /**
   * `noted`: it does not hold, and nobody asked for it. `not-covered`: what the migration touches is of a kind that catalogs do not describe, so that nothing is
   * proved. `skipped`: an earlier check failed, or there is nothing to check.
   */
  readonly verdict: "passed" | "failed" | "noted" | "not-covered" | "skipped";
  /** Why it failed, or does not hold. */
  readonly problems: readonly Problem[];
  /** Why it was skipped, or is not covered. */
  readonly reason?: CheckReason;
  /** What should be known although it passed, as data that a rollback loses. */
  readonly notes: readonly Note[];
}

/** Why a check failed. */
export type Problem =
  /** The database refused it. */
  | {
      readonly kind: "error";
      readonly phase: Phase;
      readonly error: PgmaestroError;
      /** What would let the statement run again. */
      readonly remedy?: GuardRemedy;
    }
  /** There is no down section, and nothing says that there cannot be one. */
  | {
      readonly kind: "no-down";
      /** Where another tool, whose migration it is, has one. */
      readonly place?: string;
    }
  /** The catalog is not what it should be. */
  | {
      readonly kind: "difference";
      readonly phase: Phase;
      readonly difference: Difference;
      /** Statements, without semicolons, which as a part of the section would fix it. */
      readonly mend: readonly string[];
      /** Whether those of all differences made a scratch database what it should be; absent where they were not tried. */
      readonly suffices?: boolean;
    }
  /** A sequence does not stand where the rows need it. */
  | { readonly kind: "sequence"; readonly phase: Phase; readonly change: SequenceChange }
  /** Rows or values are not what they should be. */
  | { readonly kind: "data"; readonly phase: Phase; readonly change: DataDifference };

/** A migration that does not run without those before it that do not run, or one before the chosen ones that does not. */
export interface NotReached {
  readonly name: string;
  /** Empty where nothing was left out before it. */
  readonly without: readonly string[];
  readonly error: PgmaestroError;
}

/** What `verify` found out. */
export interface VerifyResult {
  readonly migrations: readonly VerifiedMigration[];
  /** Not to be tried, since those before them that do not run are missing; and those of them that were not chosen. */
  readonly notReached: readonly NotReached[];
  /** Tables that could not be given rows, so that nothing is known of their data. */
  readonly unfilled: readonly { readonly table: string; readonly reason: string }[];
  /** Objects that are there and of kinds that catalogs do not describe, as `cast (text AS app.mood)`. */
  readonly undescribed: readonly string[];
  /** What it is that a migration cannot run twice, and why. */
  readonly repeatable: RepeatableChoice;
  /** Where it was tried: `PGlite (PostgreSQL 18.3)`, `postgresql://host:5432 (PostgreSQL 15.18)`. */
  readonly scratch: string;
  /** Extensions of which the scratch database had a stand-in that checks arguments and does no more; absent where there are none. */
  readonly standIns?: readonly StandIn[];
  /** Where it is kept which migrations are sound, and of how many; absent where nobody asked for that. */
  readonly kept?: { readonly file: string; readonly proofs: number };
  /** Those that were chosen and not tried, as a proof of them as they are is kept; absent where there are none. */
  readonly proved?: readonly string[];
  readonly passed: boolean;
  readonly durationMs: number;
}

/** Whether a migration has nothing against it; what is not covered is reported, and fails nothing. */
export function isSound(migration: VerifiedMigration): boolean {
  return checkNames.every((name) => migration[name].verdict !== "failed");
}
