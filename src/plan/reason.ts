import type { LockMode, SlowWorkKind } from "../locks/table/index.ts";
import type { FullName } from "../schema/index.ts";
import type { TransactionModes } from "../sql/statement/index.ts";

/** How the pending migrations share transactions: everything in one, each its own, or none at all. */
export type TransactionMode = "all" | "each" | "none" | "auto";

/** Why a segment is not part of the one before it. */
export type SegmentReason = AloneReason | BlockReason | CutReason;

/** What of a migration its text, or an earlier run, puts into transactions of its own. */
export type BlockReason =
  /** BEGIN and COMMIT stand around it. */
  | { readonly kind: "block" }
  /** They stand around other parts of the migration. */
  | { readonly kind: "between-blocks" }
  /** An earlier run has done what stands before it. */
  | { readonly kind: "goes-on" };

/** Whether all statements of such a part are one transaction. */
export function sharesTransaction(reason: AloneReason | BlockReason): reason is BlockReason {
  const { kind } = reason;
  return kind === "block" || kind === "between-blocks" || kind === "goes-on";
}

/** Why a migration runs statement by statement. */
export type AloneReason =
  /** PostgreSQL refuses the command in a transaction. */
  | { readonly kind: "outside-transaction"; readonly command: string }
  /** `-- pgmaestro: no-transaction` */
  | { readonly kind: "asks-for-none" }
  /** `-- pgmaestro: opaque` */
  | { readonly kind: "opaque" }
  /** `-- pgmaestro: backfill` */
  | { readonly kind: "backfill" }
  | EnumValueReason
  | ModeReason;

/** Why a migration begins another transaction. */
export type CutReason =
  | EnumValueReason
  | ValidatesReason
  | SlowWorkReason
  | TransactionModesReason
  | ModeReason;

/** Why Citus is to use one connection for each of its nodes in a transaction: it refuses what would come after several. */
export type SequentialReason = SequentialCause & { readonly migration: string };

/** What a migration does that Citus refuses after it has used several connections. */
export type SequentialCause =
  /** It has to do with a table that each node has all of. */
  | { readonly kind: "reference-table"; readonly table: FullName }
  /** It has to do with a foreign key that leads to one. */
  | { readonly kind: "reference-key"; readonly references: FullName }
  /** It makes, changes or drops what each node has: `TYPE public.mood`. */
  | { readonly kind: "object"; readonly object: string };

/** It uses an enum value, which must be committed first. */
interface EnumValueReason {
  readonly kind: "enum-value";
  readonly value: string;
  /** The earlier migration that adds it; absent where it does so itself. */
  readonly migration?: string;
}

/** It validates a constraint, and the lock with which an earlier migration adds it must be given up for that. */
interface ValidatesReason {
  readonly kind: "validates";
  readonly constraint: string;
  readonly table: FullName;
  readonly migration: string;
}

/** It takes long, and an earlier migration takes a lock that would stop the application as long. */
export interface SlowWorkReason {
  readonly kind: "slow-work-under-lock";
  readonly work: SlowWorkKind;
  /** What the work is done with. */
  readonly table: FullName;
  readonly lock: { readonly mode: LockMode; readonly table: FullName };
  readonly migration: string;
}

/** A transaction has its isolation level, or is READ ONLY, from its beginning to its end. */
interface TransactionModesReason {
  readonly kind: "transaction-modes";
  readonly modes: TransactionModes;
  /** The earlier migration that asks for them; absent where it does so itself. */
  readonly migration?: string;
}

/** `--transaction` asks for it. */
interface ModeReason {
  readonly kind: "mode";
  readonly mode: Extract<TransactionMode, "each" | "none">;
}
