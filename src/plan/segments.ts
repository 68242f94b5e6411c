import { InvalidRequestError } from "../errors/index.ts";
import { enumValueUsed, mentionsValue } from "../sql/statement/index.ts";
import type { StatementFacts } from "../sql/statement/index.ts";
import type { Part, Plan, Segment, Step, TransactionMode } from "./plan.ts";
import { prefixChecksum, withoutFacts, type Work } from "./work.ts";

/**
 * Cuts work into segments: as few transactions as can be, and every statement that cannot run in one alone.
 * @throws InvalidRequestError where mode `all` meets such a statement
 */
export function cutSegments(work: readonly Work[], mode: TransactionMode): Plan {
  const segments: Segment[] = [];
  let open: OpenSegment | undefined;
  const close = () => {
    if (open !== undefined)
      segments.push({
        transaction: true,
        ...(open.reason && { reason: open.reason }),
        steps: open.steps,
      });
    open = undefined;
  };
  for (const item of work) {
    const alone = reasonToStandAlone(item, mode);
    const cut = alone ?? reasonToBeginAnew(item, open, mode);
    if (cut !== undefined) close();
    if (alone !== undefined) {
      segments.push(...oneByOne(item, alone));
    } else {
      open ??= {
        steps: [],
        values: [],
        types: new Set(),
        tables: new Set(),
        unproved: new Map(),
        reason: cut,
      };
      add(open, item, mode);
    }
  }
  close();
  return { segments };
}

/** A transaction that is still growing. */
interface OpenSegment {
  readonly steps: Step[];
  /** Enum values that it adds. */
  readonly values: { readonly value: string; readonly migration: string }[];
  /** Enum types that it creates. */
  readonly types: Set<string>;
  /** Tables that it creates. */
  readonly tables: Set<string>;
  /** Constraints that it adds NOT VALID to tables that were there before it, and the migrations that do. */
  readonly unproved: Map<string, string>;
  readonly reason: string | undefined;
}

/** Why a migration runs statement by statement, outside any transaction. */
function reasonToStandAlone(work: Work, mode: TransactionMode): string | undefined {
  const [reason] = [
    work.statements
      .find(({ facts }) => facts.outsideTransaction)
      ?.facts.outsideTransaction?.concat(" cannot run in a transaction"),
    work.section.noTransaction ? "it asks for no transaction" : undefined,
    work.section.opaque ? "it asks not to be parsed" : undefined,
    usesOwnEnumValue(work, mode),
  ].filter((candidate) => candidate !== undefined);
  if (reason !== undefined && mode === "all") refuseOneTransaction(work, reason);
  return reason ?? (mode === "none" ? "--transaction none" : undefined);
}

function refuseOneTransaction({ migration }: Work, reason: string): never {
  throw new InvalidRequestError(
    `${migration} cannot share one transaction with the others: ${reason}`,
    "Leave --transaction all away, or move that statement into a migration of its own and run it first.",
  );
}

/** Why a migration cannot join the transaction before it. */
function reasonToBeginAnew(
  work: Work,
  open: OpenSegment | undefined,
  mode: TransactionMode,
): string | undefined {
  if (open === undefined) return undefined;
  if (mode === "each") return "--transaction each";
  const used = open.values.find(({ value }) =>
    work.statements.some(({ text }) => mentionsValue(text, value)),
  );
  if (used !== undefined) {
    const reason = `it uses the enum value '${used.value}' that ${used.migration} adds, which must be committed first`;
    if (mode === "all") refuseOneTransaction(work, reason);
    return reason;
  }
  return mode === "all" ? undefined : reasonToLetGo(work, open);
}

/**
 * A constraint is added NOT VALID so that its check goes on beside the application; the lock of adding it must be let go
 * for that. Source: PostgreSQL manual, ALTER TABLE, Notes.
 */
function reasonToLetGo(work: Work, { unproved }: OpenSegment): string | undefined {
  const validated = work.statements.flatMap(({ facts }) => facts.validates ?? []);
  const known = validated.find((constraint) => unproved.has(constraint));
  if (known === undefined) return undefined;
  const [, name] = known.split(" ", 2);
  return `it validates the constraint ${name} that ${unproved.get(known)} adds NOT VALID, whose lock must be let go first`;
}

/**
 * A value added to an enum type cannot be used before it is committed; from PostgreSQL 17 on it can where the type is
 * as new. The plan is made for any version, and leaves that to the server only where all is to be one transaction.
 * Source: PostgreSQL manual, ALTER TYPE, Notes.
 */
function usesOwnEnumValue({ statements }: Work, mode: TransactionMode): string | undefined {
  const types = new Set(statements.map(({ facts }) => facts.createsEnum));
  const used = enumValueUsed(
    statements.map(({ text, facts: { addsEnumValue: added } }) => ({
      text,
      adds: added && !(mode === "all" && types.has(added.type)) ? added.value : undefined,
    })),
  );
  return used && `it uses the enum value '${used}' that it adds, which must be committed first`;
}

function add(open: OpenSegment, work: Work, mode: TransactionMode): void {
  for (const { facts } of work.statements) {
    if (facts.createsEnum !== undefined) open.types.add(facts.createsEnum);
    const added = facts.addsEnumValue;
    if (added !== undefined && !(mode === "all" && open.types.has(added.type)))
      open.values.push({ value: added.value, migration: work.migration });
    addConstraints(open, facts, work.migration);
  }
  open.steps.push(stepOf(work, 0, work.statements.length));
}

function addConstraints(
  { tables, unproved }: OpenSegment,
  { writes = [], addsNotValid = [] }: StatementFacts,
  migration: string,
): void {
  for (const { creates, relation } of writes)
    if (creates && relation) tables.add([relation.schema, relation.name].filter(Boolean).join("."));
  for (const constraint of addsNotValid)
    if (!tables.has(constraint.split(" ", 1)[0]!)) unproved.set(constraint, migration);
}

/**
 * Each statement a segment. What an earlier run has done is left out, but for settings of the session,
 * which went with that run.
 */
function oneByOne(work: Work, reason: string): Segment[] {
  const due = work.statements.flatMap(({ facts }, index) =>
    index >= work.done || facts.onlySets ? [index] : [],
  );
  if (work.done >= work.statements.length)
    return [
      {
        transaction: work.waiting === undefined,
        reason,
        steps: [stepOf(work, work.statements.length, work.statements.length)],
      },
    ];
  return due.map((index) => ({
    transaction: mayOpenTransaction(work, index),
    reason,
    steps: [stepOf(work, index, index + 1)],
  }));
}

function mayOpenTransaction({ statements, section }: Work, index: number): boolean {
  return statements[index]!.facts.outsideTransaction === undefined && !section.noTransaction;
}

function stepOf(work: Work, from: number, to: number): Step {
  const { migration, direction, record } = work;
  const of = work.statements.length;
  return {
    migration,
    direction,
    statements: work.statements.slice(from, to).map(withoutFacts),
    ...(work.waiting && { waiting: work.waiting }),
    ...((from > 0 || to < of) && {
      part: { from, to, of, ...doneAfter(work, to) },
    }),
    ...(to === of && { record }),
    changesSession:
      to === of &&
      (work.section.opaque ||
        work.waiting !== undefined ||
        work.statements.some(({ facts }) => facts.changesSession)),
  };
}

/** A setting that is sent again leaves what an earlier run has done as it is. */
function doneAfter(
  { statements, done: before }: Work,
  to: number,
): Pick<Part, "done" | "checksum"> {
  const done = Math.max(before, to);
  return { done, checksum: prefixChecksum(statements, done) };
}
