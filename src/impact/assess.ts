import type { LockMode } from "../locks/table/index.ts";
import { isAtLeast } from "../locks/table/index.ts";
import type { LockTrace } from "../locks/index.ts";
import type { Plan, Segment } from "../plan/index.ts";
import { onlySets, opaqueCode, type Action } from "../sql/statement/index.ts";
import { effectsOf, type TargetEffects, type TargetLock } from "./effects.ts";
import { noTime, sumOf, unknownTime } from "./estimate.ts";
import type {
  LockImpact,
  Reason,
  SegmentImpact,
  Size,
  StatementImpact,
  TimeRange,
} from "./impact.ts";
import { matchTrace, type Match, type MatchedSegment } from "./match.ts";
import {
  isBusy,
  isSmall,
  type Activity,
  type OpenTransaction,
  type TableStatistics,
} from "./statistics.ts";
import { TargetTables, type TargetTable } from "./target-tables.ts";
import {
  byGravity,
  judgeChangedRows,
  judgeLock,
  type Judgement,
  momentSeconds,
  worst,
} from "./verdict.ts";

/** What is known of a target. */
export interface KnownTarget {
  readonly tables: readonly TableStatistics[];
  readonly activity?: Activity | undefined;
  /** The search path of migrations. */
  readonly searchPath: readonly string[];
  /** How long a migration waits for a lock that does not say so; milliseconds, 0 for ever. Default: 0. */
  readonly lockTimeout?: number;
}

/**
 * What a plan would do to a target: plan, trace and statistics joined. Pure.
 * The parser must be loaded.
 */
export function assess(plan: Plan, trace: LockTrace, known: KnownTarget): SegmentImpact[] {
  const tables = new TargetTables(known.tables, known.searchPath, known.lockTimeout);
  const [longTransaction] = known.activity?.longTransactions ?? [];
  return matchTrace(plan, trace).map((segment) => assessSegment(segment, tables, longTransaction));
}

/** A statement as it meets the target, before it is known how long the segment takes. */
interface MetStatement {
  readonly match: Match;
  readonly effects: TargetEffects;
  /** How long it takes by the sizes of the target's tables. */
  readonly bySize: TimeRange;
  /** Milliseconds on the scratch database. */
  readonly measured: number;
  readonly lockTimeout: number;
}

function assessSegment(
  { segment, matches }: MatchedSegment,
  tables: TargetTables,
  longTransaction: OpenTransaction | undefined,
): SegmentImpact {
  const all = follow(matches, tables);
  const held = new Map<string, LockMode>();
  const statements = all.map((statement, index) => {
    const until = segment.transaction ? all.slice(index) : [statement];
    const time = timeOfBatch(segment) ?? durationOf(until);
    const conditions = { concurrent: !segment.transaction, longTransaction };
    const locks = newLocks(statement.effects.locks, segment.transaction ? held : new Map());
    return statementImpact(statement, locks, time, conditions);
  });
  const { transaction, reason } = segment;
  return {
    transaction,
    ...(reason !== undefined && { reason }),
    statements,
    duration: durationOf(all),
    verdict: worst(statements.map(({ verdict }) => verdict)),
  };
}

/** How long a batch holds its locks, where the segment runs in batches; a slow one halves the next. */
function timeOfBatch({ steps }: Segment): TimeRange | undefined {
  const backfill = steps[0]?.statements[0]?.backfill;
  return backfill && { from: 0, to: (2 * backfill.target) / 1000 };
}

/** Follows the statements through the target; settings go with their migration. */
function follow(matches: readonly Match[], tables: TargetTables): MetStatement[] {
  let migration: string | undefined;
  let transaction: unknown;
  return matches.map((match) => {
    const begun = match.traced?.transaction ?? match;
    if (match.migration !== migration) tables.beginMigration();
    if (match.migration !== migration || begun !== transaction) tables.beginTransaction();
    migration = match.migration;
    transaction = begun;
    const effects = effectsOf(match.traced, match.actions, tables);
    for (const action of match.actions) tables.apply(action, effects.read);
    const { lockTimeout } = tables;
    const measured = match.traced?.durationMs ?? 0;
    return { match, effects, bySize: timeBySize(match, effects), measured, lockTimeout };
  });
}

function timeBySize({ traced, actions }: Match, { works }: TargetEffects): TimeRange {
  if (traced === undefined) return isSetting(actions) ? noTime : unknownTime;
  return sumOf(works.map(({ duration }) => duration));
}

function durationOf(statements: readonly MetStatement[]): TimeRange {
  const measured = statements.reduce((sum, one) => sum + one.measured, 0);
  return sumOf([timeAsMeasured(measured), ...statements.map(({ bySize }) => bySize)]);
}

/**
 * What the scratch database took is a part of it that no table's size explains; a target may take thrice that. A moment
 * says nothing, and what is longer goes by doubles, so that looking again says the same.
 */
function timeAsMeasured(milliseconds: number): TimeRange {
  const most = (3 * milliseconds) / 1000;
  return { from: 0, to: most <= momentSeconds ? 0 : 2 ** Math.ceil(Math.log2(most)) };
}

/** Whether a statement sets, and calls nothing unknown for it. */
function isSetting(actions: readonly Action[]): boolean {
  return onlySets(actions) && actions.every((action) => opaqueCode(action) === undefined);
}

/** A lock that the segment holds already, or a stronger one, is not taken again. */
function newLocks(locks: readonly TargetLock[], held: Map<string, LockMode>): TargetLock[] {
  return locks.filter(({ schema, name, mode }) => {
    const key = JSON.stringify([schema, name]);
    const before = held.get(key);
    if (before !== undefined && isAtLeast(before, mode)) return false;
    held.set(key, mode);
    return true;
  });
}

interface Conditions {
  readonly concurrent: boolean;
  readonly longTransaction: OpenTransaction | undefined;
}

function statementImpact(
  met: MetStatement,
  taken: readonly TargetLock[],
  held: TimeRange,
  conditions: Conditions,
): StatementImpact {
  const { match, effects, lockTimeout } = met;
  const { migration, file, line, column, text, traced } = match;
  const locks = taken.map((lock) => lockImpact(lock, held, lockTimeout, conditions));
  const judged = [
    ...doubts(match, effects),
    ...locks,
    ...effects.changed.map((table) => rowsJudgement(table, held)),
  ].toSorted(byGravity);
  return {
    ...{ migration, file, line, column, text },
    ...(traced && { source: traced.source }),
    locks,
    works: effects.works,
    duration: durationOf([met]),
    verdict: worst(judged.map(({ verdict }) => verdict)),
    reasons: judged.map(({ reason }) => reason),
  };
}

function doubts({ notTraced, actions }: Match, { unseen }: TargetEffects): Judgement[] {
  const reasons: Reason[] = [
    ...(notTraced !== undefined && !isSetting(actions)
      ? [{ rule: "not-traced", why: notTraced } as const]
      : []),
    ...unseen.map(({ table, partitions }) => {
      const { schema, name } = table.statistics;
      return { rule: "unseen-partitions", relation: { schema, name }, partitions } as const;
    }),
  ];
  return reasons.map((reason) => ({ verdict: "unknown", reason }));
}

function lockImpact(
  { target, ...lock }: TargetLock,
  held: TimeRange,
  lockTimeout: number,
  conditions: Conditions,
): LockImpact {
  const { schema, name, kind, mode } = lock;
  const size = sizeOf(target, kind);
  const relation = { schema, name };
  const judged = judgeLock({ relation, mode, size, held, lockTimeout, ...conditions });
  return { ...lock, size, held, ...judged };
}

function sizeOf(target: TargetTable | undefined, kind: LockImpact["kind"]): Size {
  if (target?.isNew) return { is: "new" };
  if (target === undefined) return { is: hasRows[kind] ? "unknown" : "without rows" };
  const { statistics } = target;
  const { rows, totalBytes } = statistics;
  return {
    is: "known",
    rows,
    totalBytes,
    small: isSmall(statistics),
    busy: isBusy(statistics),
  };
}

const hasRows: Readonly<Record<LockImpact["kind"], boolean>> = {
  table: true,
  "materialized view": true,
  index: true,
  sequence: false,
  view: false,
  "foreign table": false,
};

/** Rows that are changed stay locked. */
function rowsJudgement(target: TargetTable, held: TimeRange): Judgement {
  const { schema, name } = target.statistics;
  return judgeChangedRows({ relation: { schema, name }, size: sizeOf(target, "table"), held });
}
