import type { Recorded } from "../history/index.ts";
import type { BuilderDatabase } from "../migrations/index.ts";
import type { Section } from "../migrations/index.ts";
import type { Atomicity, Batchable, TransactionModes } from "../sql/statement/index.ts";
import type { Backfill } from "../sql/text/index.ts";
import type { SegmentReason, SequentialReason } from "./reason.ts";

/** The section of a migration that runs. */
export type Direction = "up" | "down";

/**
 * What a run will do, and all that the engine needs to know to do it. Made without touching anything;
 * `plan`, `up --dry-run` and `up` show and run the same value.
 */
export interface Plan {
  readonly segments: readonly Segment[];
}

/** What runs in one transaction, or a statement that cannot. */
export interface Segment {
  readonly transaction: boolean;
  /** Why this is not part of the segment before it; absent for the first of an ordinary plan. */
  readonly reason?: SegmentReason;
  /** What its one migration asks of the transaction; set before anything else. */
  readonly modes?: TransactionModes;
  /** Whether Citus spreads the database over several nodes: it takes one statement at a time. */
  readonly isDistributed?: true;
  /** Why Citus is to use one connection for each of its nodes; absent where it may use several at once. */
  readonly sequential?: SequentialReason;
  readonly steps: readonly Step[];
}

/** A migration, or one part of it where its statements do not share a transaction, in one direction. */
export interface Step {
  readonly migration: string;
  readonly direction: Direction;
  /** `after` of a migration that waits until the old application is gone, in its up section. */
  readonly phase?: "after";
  readonly statements: readonly PlannedStatement[];
  /** Which part of the migration this is; absent where it is the whole. */
  readonly part?: Part;
  /** What to record once the step is done; absent for all but the last part of a migration. */
  readonly record?: StepRecord;
  /** Set where the migration's function waits for the database: what follows it is known only then. */
  readonly waiting?: Waiting;
  /** Whether the migration may leave settings or the role of the session changed; said of its last step. */
  readonly changesSession: boolean;
}

/** A JS or TS migration whose function asks the database something while it runs. */
export interface Waiting {
  readonly section: Section;
  /** Lets the function go on, and returns its statements. */
  resume(database: BuilderDatabase): Promise<readonly PlannedStatement[]>;
}

/** Statements `from` (from 0) up to `to` (exclusive) of `of`. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly of: number;
  /** How many statements are done after it. */
  readonly done: number;
  /** Identifies those, see work.ts. */
  readonly checksum: string;
}

/** What the history and the journal will say of a step. */
export interface StepRecord {
  readonly upChecksum?: string;
  readonly downChecksum?: string;
  readonly downSql?: string;
  /** Of what the journal alone knows: that a repeatable migration or a seed ran, or that what one no longer makes is dropped. */
  readonly journaledAs?: "repeatable" | "dropped" | "seed";
  /** Of one that ran: how much of what it made before is still to be dropped. */
  readonly undropped?: number;
  /** Of a baseline: the migrations that are recorded with it, in its place. */
  readonly standsFor?: readonly Recorded[];
}

/** What a statement that runs in batches asks for, and where it can be cut. */
export interface PlannedBackfill extends Backfill {
  readonly place: Batchable;
}

/** A statement and where it comes from. */
export interface PlannedStatement {
  readonly text: string;
  readonly section: Section;
  /** UTF-16 offset of the statement in `section.text`, and in `section.source`. */
  readonly at: number;
  readonly offset: number;
  /** As it is written; absent where that is `text`: it has no variables. */
  readonly written?: string;
  /** Of one that no transaction of ours is around. */
  readonly atomicity?: Atomicity;
  /** How it is cut into batches, each a transaction of its own. */
  readonly backfill?: PlannedBackfill;
  /** Whether it waits for all older transactions, as commands with CONCURRENTLY do. */
  readonly waitsForTransactions?: true;
}
