import type { FullName } from "../schema/index.ts";
import { isAtLeast } from "../locks/table/index.ts";
import type { TracedLock, TracedScan, TracedStatement } from "../locks/index.ts";
import {
  filledBy,
  metRows,
  reachesPartitions,
  readBy,
  type Action,
  type MetRows,
  type RelationName,
} from "../sql/statement/index.ts";
import { changeOf, fillOf, unknownWork, workOn } from "./estimate.ts";
import type { Work } from "./impact.ts";
import type { WorkKind } from "./rates.ts";
import type { TableStatistics } from "./statistics.ts";
import { unreadable } from "./match.ts";
import { isBelow, type TargetTable, type TargetTables } from "./target-tables.ts";

/** A lock as it would be on the target. */
export interface TargetLock extends TracedLock {
  /** The table that is locked, or that the index is of. */
  readonly target: TargetTable | undefined;
  /** The partitions that are locked along with it. */
  readonly partitions?: number;
}

/** What a statement meets on the target. */
export interface TargetEffects {
  readonly locks: readonly TargetLock[];
  readonly works: readonly Work[];
  /** Tables whose rows are changed, and so locked. */
  readonly changed: readonly TargetTable[];
  /** Partitioned tables of whose partitions the scratch database showed none. */
  readonly unseen: readonly PartitionEffects[];
  /** The tables that it reads, and so may fill others from. */
  readonly read: readonly TargetTable[];
}

/** A partitioned table with all of whose partitions the same is done. */
interface PartitionEffects {
  readonly table: TargetTable;
  readonly partitions: number;
  /** Whether the scratch database showed what is done with one of them. */
  readonly seen: boolean;
}

/** Puts the target's tables in the place of the scratch database's empty ones. */
export function effectsOf(
  traced: TracedStatement | undefined,
  actions: readonly Action[],
  tables: TargetTables,
): TargetEffects {
  if (traced === undefined) return { locks: [], works: [], changed: [], unseen: [], read: [] };
  const locks = strongestOf(traced.locks).map((lock) => onTarget(lock, traced, tables));
  const spreads = actions.some(reachesPartitions) ? spreadsOf(locks, tables) : [];
  const filled = actions.flatMap((action) => filledBy(action) ?? []);
  const read = tablesRead(traced, actions, tables).filter(
    (table) => !filled.some((name) => tables.named(name) === table),
  );
  const rows = changedRows(traced, actions, tables);
  return {
    locks: collapsed(locks, spreads),
    works: [
      ...storedWorks(traced, spreads, tables),
      ...rows.map(({ table, change, all }) => changeOf(change, table.statistics, all)),
      ...filled.map((name) => fillWork(name, read, tables)),
    ],
    changed: rows.map(({ table }) => table),
    unseen: spreads.filter(({ seen }) => !seen),
    read,
  };
}

/** One lock for each relation. */
function strongestOf(locks: readonly TracedLock[]): TracedLock[] {
  const found = new Map<string, TracedLock>();
  for (const lock of locks) {
    const key = JSON.stringify([lock.schema, lock.name]);
    const before = found.get(key);
    if (before === undefined || isAtLeast(lock.mode, before.mode)) found.set(key, lock);
  }
  return [...found.values()];
}

/** An index is as large and as busy as its table. */
function onTarget(lock: TracedLock, { locks }: TracedStatement, tables: TargetTables): TargetLock {
  const target = tables.find(lock);
  if (lock.kind !== "index" || target !== undefined) return { ...lock, target };
  const table = locks.find(({ kind }) => kind === "table");
  return { ...lock, target: table && tables.find(table) };
}

/** The topmost partitioned tables that a statement meets with their partitions. */
function spreadsOf(locks: readonly TargetLock[], tables: TargetTables): PartitionEffects[] {
  const locked = locks
    .filter(({ mode, kind }) => kind === "table" && isAtLeast(mode, "SHARE"))
    .flatMap(({ target }) => target ?? []);
  return locked
    .filter(({ statistics }) => statistics.kind === "partitioned table")
    .filter((table) => locked.every((other) => !isBelow(table, other)))
    .map((table) => {
      const partitions = tables.countPartitions(table);
      const seen = partitions === 0 || locked.some((other) => isBelow(other, table));
      return { table, partitions, seen };
    });
}

/** Partitions that are locked as their table is go with it; so do indexes that are locked no more than their table. */
function collapsed(
  locks: readonly TargetLock[],
  spreads: readonly PartitionEffects[],
): TargetLock[] {
  const whole = ({ target }: TargetLock) => spreads.find(({ table }) => table === target);
  const kept = locks.filter((lock) => {
    const { target, kind, mode } = lock;
    if (kind === "index") return locks.every((other) => !covers(other, lock));
    const above = spreads.find(({ table }) => target !== undefined && isBelow(target, table));
    return !locks.some((other) => above && other.target === above.table && other.mode === mode);
  });
  return kept.map((lock) => {
    const partitions = lock.kind === "index" ? 0 : (whole(lock)?.partitions ?? 0);
    return { ...lock, ...(partitions > 0 && { partitions }) };
  });
}

function covers(table: TargetLock, index: TargetLock): boolean {
  const isItsTable = table.target !== undefined && table.target === index.target;
  return table.kind === "table" && isItsTable && isAtLeast(table.mode, index.mode);
}

/** What the text reads, and what views and functions read beside it. */
function tablesRead(
  { locks }: TracedStatement,
  actions: readonly Action[],
  tables: TargetTables,
): TargetTable[] {
  const found = [
    ...actions.flatMap(readBy).map((name) => tables.named(name)),
    ...locks.filter(({ mode }) => mode === "ACCESS SHARE").map((lock) => tables.find(lock)),
  ];
  return [...new Set(found)].filter((table) => table !== undefined);
}

interface ChangedRows {
  readonly table: TargetTable;
  readonly change: MetRows["change"];
  readonly all: boolean;
}

/** Rows that are met by more than a key, and those that code changes of which the text says too little. */
function changedRows(
  { locks }: TracedStatement,
  actions: readonly Action[],
  tables: TargetTables,
): ChangedRows[] {
  const met = actions.flatMap((action): ChangedRows[] => {
    const rows = metRows(action);
    const table = rows && tables.named(rows.relation);
    return table && !isByKey(table.statistics, rows.given) ? [{ ...rows, table }] : [];
  });
  const written = actions.some(runsCode) ? locks.filter(isWritten) : [];
  const hidden = written.flatMap((lock): ChangedRows[] => {
    const table = tables.find(lock);
    return table ? [{ table, change: "update", all: false }] : [];
  });
  return [...met, ...hidden];
}

/** Whether an action may change rows that its text does not name, or more often than it is written. */
function runsCode(action: Action): boolean {
  switch (action.kind) {
    case "do-block":
    case "call":
    case "execute":
    case "select":
      return true;
    default:
      return action === unreadable;
  }
}

function isWritten({ kind, mode }: TracedLock): boolean {
  return kind === "table" && mode === "ROW EXCLUSIVE";
}

function isByKey({ indexes }: TableStatistics, given: readonly string[]): boolean {
  return indexes.some(({ key }) => key?.every((column) => given.includes(column)));
}

function fillWork(name: RelationName, read: readonly TargetTable[], tables: TargetTables): Work {
  const filled = tables.named(name)?.statistics ?? { schema: name.schema ?? "", name: name.name };
  return fillOf(
    filled,
    read.map(({ statistics }) => statistics),
  );
}

interface StoredWork {
  readonly kind: WorkKind;
  readonly relation: FullName;
  readonly name?: string;
}

/** Rewrites, scans and builds; what is done with one partition is done with all. */
function storedWorks(
  traced: TracedStatement,
  spreads: readonly PartitionEffects[],
  tables: TargetTables,
): Work[] {
  const examples = new Map<PartitionEffects, TargetTable>();
  return tracedWorks(traced).flatMap(({ kind, relation, name }) => {
    const table = tables.find(relation);
    if (table === undefined) return [unknownWork(kind, relation, name)];
    const spread = spreads.find((one) => isBelow(table, one.table));
    if (spread === undefined) return [workOn(kind, table.statistics, name)];
    if (!examples.has(spread)) examples.set(spread, table);
    return examples.get(spread) === table ? [workOn(kind, spread.table.statistics, name)] : [];
  });
}

function tracedWorks(traced: TracedStatement): StoredWork[] {
  const { source, rewrites, scans, builds } = traced;
  const build = source === "documented" ? "concurrent index build" : "index build";
  return [
    ...rewrites.map((relation) => ({ kind: "rewrite" as const, relation })),
    ...scans.map(({ schema, name, foreignKey }): StoredWork => ({
      kind: isCostlySide(foreignKey, traced) ? "foreign key" : "scan",
      relation: { schema, name },
    })),
    ...builds.map(({ table, name }) => ({ kind: build, relation: table, name }) as const),
  ];
}

/** Of the two sides of a foreign key the referencing one costs more; where it is rewritten, no scan of it is traced. */
function isCostlySide(side: TracedScan["foreignKey"], { rewrites }: TracedStatement): boolean {
  return side === "referencing" || (side === "referenced" && rewrites.length > 0);
}
