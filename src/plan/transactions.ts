import { mentionsValue, type Stretch, type TransactionModes } from "../sql/statement/index.ts";
import type { AloneReason, BlockReason, CutReason, TransactionMode } from "./reason.ts";
import type { Distribution } from "./distribution.ts";
import { PlannedSchema } from "./planned-schema.ts";
import { workFactsOf, type SlowStep, type StoppingLock, type WorkFacts } from "./work-facts.ts";
import type { MigrationWork } from "./work.ts";

/** How work is cut into segments. */
export interface CutOptions {
  readonly mode: TransactionMode;
  /** The search path that migrations find; default: `public`. */
  readonly searchPath?: readonly string[] | undefined;
  /** Whether settings of the session go on from one migration to the next. Default: false. */
  readonly keepSettings?: boolean | undefined;
  /**
   * From when on the application may use a table that the work makes: as soon as its transaction is over, or, as if each
   * migration were deployed by itself, as soon as its migration is. Default: the transaction.
   */
  readonly inUseAfter?: "transaction" | "migration" | undefined;
  /** What Citus has made of the target; absent where it has no part in it. */
  readonly distribution?: Distribution | undefined;
}

/** Where a migration runs. */
export interface Placement {
  /** In several transactions, or in none. */
  readonly parts?: readonly PlacedPart[];
  /** In a new transaction; without a reason where no other is open. Neither of the two: in the one that is open. */
  readonly begins?: { readonly reason?: CutReason; readonly modes?: TransactionModes };
  /** Whether the database is spread over several nodes by then. */
  readonly isDistributed: boolean;
  /** Why Citus is to use one connection for each of them, by the index of the statement. */
  readonly sequential: WorkFacts["sequential"];
}

/** Statements `from` (from 0) up to `to` (exclusive) of a migration, which share a transaction with nothing else. */
export interface PlacedPart {
  readonly from: number;
  readonly to: number;
  /** False for a statement that runs outside of any. */
  readonly transaction: boolean;
  readonly reason: AloneReason | BlockReason;
  readonly modes?: TransactionModes;
}

/** Decides for one migration after the other in which transaction it runs. The only one who does. */
export class Transactions {
  readonly #options: CutOptions;
  readonly #schema: PlannedSchema;
  #open: OpenTransaction | undefined;
  #count = 0;

  constructor(options: CutOptions) {
    this.#options = options;
    this.#schema = new PlannedSchema(options.searchPath, options.distribution);
  }

  /** In mode `all` a reason says why one transaction is not enough. */
  place(work: MigrationWork): Placement {
    const wasDistributed = this.#schema.isDistributed;
    const index = this.#count++;
    if (this.#options.inUseAfter === "migration") this.#schema.endTransaction();
    const facts = this.#factsOf(work, index);
    const { sequential } = facts;
    const isDistributed = wasDistributed || this.#schema.isDistributed;
    return { ...this.#placed(work, index, facts), isDistributed, sequential };
  }

  #placed(work: MigrationWork, index: number, facts: WorkFacts) {
    const candidate = { work, index, facts };
    const parts = partsOf(candidate, this.#options);
    if (parts !== undefined) {
      this.#open = undefined;
      this.#schema.endTransaction();
      return { parts };
    }
    const reason = reasonToCut(candidate, this.#open, this.#options);
    const joins = this.#open !== undefined && reason === undefined;
    if (reason !== undefined) this.#schema.endTransaction();
    const modes = modesOf(work);
    if (!joins)
      this.#open = {
        first: index,
        migrations: [],
        locks: [],
        enumValues: [],
        ...(modes && { modes }),
      };
    join(this.#open!, candidate, this.#options);
    return joins ? {} : { begins: { ...(reason && { reason }), ...(modes && { modes }) } };
  }

  #factsOf(work: MigrationWork, index: number): WorkFacts {
    const { keepSettings } = this.#options;
    if (!keepSettings && !this.#schema.isDistributed && this.#schema.takesAsPlain(work, index))
      return nothing;
    const schema = this.#schema.whole();
    const facts = workFactsOf(work, index, schema);
    if (!keepSettings) schema.settings.reset("all");
    return facts;
  }
}

const nothing: WorkFacts = {
  locks: [],
  slow: [],
  enumValues: [],
  usedEnumValues: [],
  sequential: [],
};

interface Candidate {
  readonly work: MigrationWork;
  readonly index: number;
  readonly facts: WorkFacts;
}

/** A transaction that is still growing. */
interface OpenTransaction {
  /** What its first migration asks of it: then it has no other. */
  readonly modes?: TransactionModes;
  /** The index of its first migration. */
  readonly first: number;
  readonly migrations: string[];
  /** Locks on tables in use, and the migrations that take them. */
  readonly locks: (StoppingLock & { readonly migration: string })[];
  /** Enum values that it adds, and the migrations that do. */
  readonly enumValues: { readonly value: string; readonly migration: string }[];
}

function join(open: OpenTransaction, candidate: Candidate, options: CutOptions): void {
  const { index, facts } = candidate;
  const { migration } = candidate.work;
  for (const added of facts.enumValues)
    if (mustBeCommitted(added, options)) open.enumValues.push({ value: added.value, migration });
  for (const lock of facts.locks)
    if (isInUse(lock, index, open, options)) open.locks.push({ ...lock, migration });
  open.migrations.push(migration);
}

/** What an earlier run, in another mode, has done of a migration is not done again, so the rest is a part. */
const goesOn = { kind: "goes-on" } as const;

/** The parts of a migration whose statements do not share one transaction; undefined where they do. */
function partsOf(candidate: Candidate, options: CutOptions): PlacedPart[] | undefined {
  const { work } = candidate;
  const { stretches } = work;
  const parts = stretches.map((stretch) => partsOfStretch(stretch, candidate, options));
  if (parts.length === 1 && parts[0] === undefined) {
    const whole = wholeStretch(stretches[0]!);
    if (work.done > 0) return [{ ...whole, reason: goesOn }];
    return whole.reason.kind === "block" && options.mode === "auto" ? [whole] : undefined;
  }
  return parts.flatMap((part, index) => part ?? [wholeStretch(stretches[index]!)]);
}

/** Those of a stretch that is a part of its own, or none; undefined where it is no more than one transaction. */
function partsOfStretch(
  stretch: Stretch,
  candidate: Candidate,
  options: CutOptions,
): PlacedPart[] | undefined {
  const reason = reasonToRunAlone(stretch, candidate, options);
  if (reason === undefined) return undefined;
  if (stretch.isBlock) return [wholeStretch(stretch)];
  const { section, statements, waiting } = candidate.work;
  const { from, to } = stretch;
  if (from === to) return [{ from, to, transaction: waiting === undefined, reason }];
  return statements.slice(from, to).map(({ outsideTransaction }, index) => {
    const transaction =
      outsideTransaction === undefined && !section.noTransaction && !section.backfill;
    return { from: from + index, to: from + index + 1, transaction, reason };
  });
}

function wholeStretch({ from, to, isBlock, modes }: Stretch): PlacedPart {
  const reason = { kind: isBlock ? "block" : "between-blocks" } as const;
  return { from, to, transaction: true, reason, ...(modes && { modes }) };
}

/** Why statements run one by one, each in a transaction of its own or in none, where no BEGIN stands before them. */
function reasonToRunAlone(
  { from, to }: Stretch,
  { work: { section, statements }, facts: { usedEnumValues } }: Candidate,
  options: CutOptions,
): AloneReason | undefined {
  const used = usedEnumValues.find((value) => mustBeCommitted(value, options));
  const own = statements.slice(from, to);
  const command = own.find((one) => one.outsideTransaction)?.outsideTransaction;
  const reasons: (AloneReason | undefined | false)[] = [
    command !== undefined && { kind: "outside-transaction", command },
    section.noTransaction && { kind: "asks-for-none" },
    section.opaque && { kind: "opaque" },
    section.backfill !== undefined && { kind: "backfill" },
    used !== undefined && { kind: "enum-value", value: used.value },
  ];
  const [reason] = reasons.filter((one) => one !== undefined && one !== false);
  const { mode } = options;
  return reason ?? (mode === "none" ? { kind: "mode", mode } : undefined);
}

/** What a migration asks of the one transaction that it runs in. */
function modesOf({ stretches }: MigrationWork): TransactionModes | undefined {
  return stretches[0]?.modes;
}

/**
 * A value added to an enum type cannot be used before it is committed; from PostgreSQL 17 on it can where the type is
 * as new. The plan is made for any version, and leaves that to the server only where all is to be one transaction.
 * Source: PostgreSQL manual, ALTER TYPE, Notes.
 */
function mustBeCommitted(
  { isOfNewType }: { readonly isOfNewType: boolean },
  { mode }: CutOptions,
): boolean {
  return !(mode === "all" && isOfNewType);
}

/** Why a migration cannot join the transaction before it. */
function reasonToCut(
  candidate: Candidate,
  open: OpenTransaction | undefined,
  options: CutOptions,
): CutReason | undefined {
  const { mode } = options;
  if (open === undefined) return undefined;
  if (mode === "each") return { kind: "mode", mode };
  const used = modesApart(candidate, open) ?? usedEnumValue(candidate, open);
  return used ?? (mode === "all" ? undefined : slowWorkUnderLock(candidate, open, options));
}

function modesApart({ work }: Candidate, open: OpenTransaction): CutReason | undefined {
  const modes = modesOf(work);
  if (modes !== undefined) return { kind: "transaction-modes", modes };
  const { modes: held, migrations } = open;
  return held && { kind: "transaction-modes", modes: held, migration: migrations[0]! };
}

function usedEnumValue(
  { work: { statements } }: Candidate,
  { enumValues }: OpenTransaction,
): CutReason | undefined {
  const used = enumValues.find(({ value }) =>
    statements.some(({ text }) => mentionsValue(text, value)),
  );
  return used && { kind: "enum-value", ...used };
}

/** A lock is held until its transaction ends: whoever waits for it would wait for the slow work too. */
function slowWorkUnderLock(
  candidate: Candidate,
  open: OpenTransaction,
  options: CutOptions,
): CutReason | undefined {
  const [lock] = open.locks;
  if (lock === undefined) return undefined;
  const slow = candidate.facts.slow.filter((step) => isInUse(step, candidate.index, open, options));
  const validation = slow.find(({ validates }) => (validates?.addedBy ?? -1) >= open.first);
  return validation ? validationUnderLock(validation, open) : slow[0] && underLock(slow[0], lock);
}

/**
 * A constraint is added NOT VALID so that its check goes on beside the application; the lock of adding it must be given
 * up for that. Source: PostgreSQL manual, ALTER TABLE, Notes.
 */
function validationUnderLock({ table, validates }: SlowStep, open: OpenTransaction): CutReason {
  const { constraint, addedBy } = validates!;
  const migration = open.migrations[addedBy - open.first]!;
  return { kind: "validates", constraint, table, migration };
}

function underLock({ work, table }: SlowStep, held: OpenTransaction["locks"][number]): CutReason {
  const { migration, mode, table: locked } = held;
  const lock = { mode, table: locked };
  return { kind: "slow-work-under-lock", work, table, lock, migration };
}

/** Whether the application may use a table by then. */
function isInUse(
  { madeBy }: { readonly madeBy: number },
  index: number,
  { first }: OpenTransaction,
  { inUseAfter }: CutOptions,
): boolean {
  return madeBy < (inUseAfter === "migration" ? index : first);
}
