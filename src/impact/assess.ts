import type { LockMode } from "../locks/table/index.ts";
import { isAtLeast } from "../locks/table/index.ts";
import type { LockTrace } from "../locks/index.ts";
import type { Plan } from "../plan/index.ts";
import { relationChanges, type RelationChanges } from "../sql/statement/index.ts";
import { sumOf, unknownTime } from "./estimate.ts";
import type {
  LockImpact,
  Reason,
  SegmentImpact,
  Size,
  StatementImpact,
  TimeRange,
} from "./impact.ts";
import { matchTrace, type Match, type MatchedSegment } from "./match.ts";
import { Standings, type Standing } from "./standing.ts";
import {
  isBusy,
  isSmall,
  type Activity,
  type OpenTransaction,
  type TableStatistics,
} from "./statistics.ts";
import { touchOf, type TargetEffects, type TouchedLock } from "./touch.ts";
import { byGravity, judgeLock, judgeChangedRows, worst, type Judgement } from "./verdict.ts";

/** What is known of a target. */
export interface KnownTarget {
  readonly tables: readonly TableStatistics[];
  readonly activity?: Activity | undefined;
  /** The search path of migrations. */
  readonly searchPath: readonly string[];
}

/**
 * What a plan would do to a target: plan, trace and statistics joined. Pure.
 * The parser must be loaded.
 */
export function assess(plan: Plan, trace: LockTrace, known: KnownTarget): SegmentImpact[] {
  const standings = new Standings(known.tables, known.searchPath);
  const [longTransaction] = known.activity?.longTransactions ?? [];
  return matchTrace(plan, trace).map((segment) =>
    assessSegment(segment, standings, longTransaction),
  );
}

/** A statement as it meets the target, before it is known how long the segment takes. */
interface Scene {
  readonly match: Match;
  readonly touch: TargetEffects;
  readonly duration: TimeRange;
  readonly lockTimeout: number;
}

function assessSegment(
  { segment, matches }: MatchedSegment,
  standings: Standings,
  longTransaction: OpenTransaction | undefined,
): SegmentImpact {
  const scenes = scenesOf(matches, standings);
  const held = new Map<string, LockMode>();
  const statements = scenes.map((scene, index) => {
    const until = segment.transaction ? scenes.slice(index) : [scene];
    const time = sumOf(until.map(({ duration }) => duration));
    const conditions = { concurrent: !segment.transaction, longTransaction };
    const locks = newLocks(scene.touch.locks, segment.transaction ? held : new Map());
    return statementImpact(scene, locks, time, conditions);
  });
  const { transaction, reason } = segment;
  return {
    transaction,
    ...(reason !== undefined && { reason }),
    statements,
    duration: sumOf(scenes.map(({ duration }) => duration)),
    verdict: worst(statements.map(({ verdict }) => verdict)),
  };
}

/** Follows the statements through the target; settings go with their migration. */
function scenesOf(matches: readonly Match[], standings: Standings): Scene[] {
  let migration: string | undefined;
  let transaction: unknown;
  let lockTimeout = 0;
  return matches.map((match) => {
    const begun = match.traced?.transaction ?? match;
    if (match.migration !== migration) {
      standings.beginMigration();
      lockTimeout = 0;
    }
    if (match.migration !== migration || begun !== transaction) standings.beginTransaction();
    migration = match.migration;
    transaction = begun;
    const changes = relationChanges(match.text);
    const touch = touchOf(match.traced, changes, standings);
    standings.apply(changes, touch.read);
    lockTimeout = changes.lockTimeout ?? lockTimeout;
    return { match, touch, duration: durationOf(match, changes, touch), lockTimeout };
  });
}

/** What the scratch database took is a part of it that no table's size explains; a target may take thrice that. */
function durationOf(
  { traced }: Match,
  changes: RelationChanges,
  { works }: TargetEffects,
): TimeRange {
  if (traced === undefined) return changes.isSetting ? { from: 0, to: 0 } : unknownTime;
  const seconds = traced.durationMs / 1000;
  return sumOf([{ from: 0, to: 3 * seconds }, ...works.map(({ duration }) => duration)]);
}

/** A lock that the segment holds already, or a stronger one, is not taken again. */
function newLocks(locks: readonly TouchedLock[], held: Map<string, LockMode>): TouchedLock[] {
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
  { match, touch, duration, lockTimeout }: Scene,
  touched: readonly TouchedLock[],
  held: TimeRange,
  conditions: Conditions,
): StatementImpact {
  const { migration, file, line, column, text, traced } = match;
  const locks = touched.map((lock) => lockImpact(lock, held, lockTimeout, conditions));
  const judged = byGravity([
    ...doubts(match, touch),
    ...locks,
    ...touch.changed.map((standing) => rowsJudgement(standing, held)),
  ]);
  return {
    ...{ migration, file, line, column, text },
    ...(traced && { source: traced.source }),
    locks,
    works: touch.works,
    duration,
    verdict: worst(judged.map(({ verdict }) => verdict)),
    reasons: judged.map(({ reason }) => reason),
  };
}

function doubts({ notTraced, text }: Match, { unseen }: TargetEffects): Judgement[] {
  const reasons: Reason[] = [
    ...(notTraced !== undefined && !relationChanges(text).isSetting
      ? [{ rule: "not-traced", why: notTraced } as const]
      : []),
    ...unseen.map(
      ({ table: { schema, name }, partitions }) =>
        ({ rule: "unseen-partitions", relation: { schema, name }, partitions }) as const,
    ),
  ];
  return reasons.map((reason) => ({ verdict: "unknown", reason }));
}

function lockImpact(
  { standing, ...lock }: TouchedLock,
  held: TimeRange,
  lockTimeout: number,
  conditions: Conditions,
): LockImpact {
  const { schema, name, kind, mode } = lock;
  const size = sizeOf(standing, kind);
  const relation = { schema, name };
  const judged = judgeLock({ relation, mode, size, held, lockTimeout, ...conditions });
  return { ...lock, size, held, ...judged };
}

function sizeOf(standing: Standing | undefined, kind: LockImpact["kind"]): Size {
  if (standing?.isNew) return { is: "new" };
  if (standing === undefined)
    return { is: /^(?:table|materialized view|index)$/.test(kind) ? "unknown" : "without rows" };
  const { table } = standing;
  const { rows, totalBytes } = table;
  return { is: "known", rows, totalBytes, small: isSmall(table), busy: isBusy(table) };
}

/** Rows that are changed stay locked. */
function rowsJudgement(standing: Standing, held: TimeRange): Judgement {
  const { schema, name } = standing.table;
  return judgeChangedRows({ relation: { schema, name }, size: sizeOf(standing, "table"), held });
}
