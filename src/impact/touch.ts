import type { FullName } from "../schema/index.ts";
import { isAtLeast } from "../locks/table/index.ts";
import type { TracedLock, TracedStatement } from "../locks/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import type { MetRows, RelationChanges } from "../sql/statement/index.ts";
import { changeOf, fillOf, unknownWork, workOn } from "./estimate.ts";
import type { Work } from "./impact.ts";
import type { WorkKind } from "./rates.ts";
import type { Standing, Standings } from "./standing.ts";
import type { TableStatistics } from "./statistics.ts";

/** A lock as it would be on the target. */
export interface TouchedLock extends TracedLock {
  readonly standing: Standing | undefined;
  /** The partitions that are locked along with it. */
  readonly partitions?: number;
}

/** What a statement meets on the target. */
export interface TargetEffects {
  readonly locks: readonly TouchedLock[];
  readonly works: readonly Work[];
  /** Tables whose rows are changed, and so locked. */
  readonly changed: readonly Standing[];
  /** Partitioned tables of whose partitions the scratch database showed none. */
  readonly unseen: readonly PartitionEffects[];
  /** The tables that it reads, and so may fill others from. */
  readonly read: readonly Standing[];
}

/** A partitioned table with all of whose partitions the same is done. */
export interface PartitionEffects {
  readonly table: TableStatistics;
  readonly partitions: number;
  /** Whether the scratch database showed what is done with one of them. */
  readonly seen: boolean;
}

/** Puts the target's tables in the place of the scratch database's empty ones. */
export function touchOf(
  traced: TracedStatement | undefined,
  changes: RelationChanges,
  standings: Standings,
): TargetEffects {
  if (traced === undefined) return { locks: [], works: [], changed: [], unseen: [], read: [] };
  const locks = strongestOf(traced.locks).map((lock) => onTarget(lock, traced, standings));
  const spreads = spreadsOf(locks, changes, standings);
  const read = readBy(traced, changes, standings);
  const rows = changedRows(traced, changes, standings);
  return {
    locks: collapsed(locks, spreads, standings),
    works: [
      ...storedWorks(traced, changes, spreads, standings),
      ...rows.map(({ standing, change, all }) => changeOf(change, standing.table, all)),
      ...changes.fills.map((name) => fillWork(name, read, standings)),
    ],
    changed: rows.map(({ standing }) => standing),
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
function onTarget(lock: TracedLock, { locks }: TracedStatement, standings: Standings): TouchedLock {
  if (lock.kind !== "index") return { ...lock, standing: standings.find(lock) };
  const table = locks.find(({ kind }) => kind === "table");
  return {
    ...lock,
    standing: standings.findByIndex(lock) ?? (table && standings.find(table)),
  };
}

/** The topmost partitioned tables that a statement meets with their partitions. */
function spreadsOf(
  locks: readonly TouchedLock[],
  { spreads }: RelationChanges,
  standings: Standings,
): PartitionEffects[] {
  if (!spreads) return [];
  const tables = locks
    .filter(({ mode, kind }) => kind === "table" && isAtLeast(mode, "SHARE"))
    .flatMap(({ standing }) => (standing === undefined ? [] : [standing.table]));
  return tables
    .filter(({ kind }) => kind === "partitioned table")
    .filter((table) => tables.every((other) => !standings.isBelow(table, other)))
    .map((table) => {
      const partitions = standings.leavesOf(table).length;
      const seen = partitions === 0 || tables.some((other) => standings.isBelow(other, table));
      return { table, partitions, seen };
    });
}

/** Partitions that are locked as their table is go with it; so do indexes that are locked no more than their table. */
function collapsed(
  locks: readonly TouchedLock[],
  spreads: readonly PartitionEffects[],
  standings: Standings,
): TouchedLock[] {
  const whole = (lock: TouchedLock) => spreads.find(({ table }) => table === lock.standing?.table);
  const kept = locks.filter((lock) => {
    const { standing, kind, mode } = lock;
    if (kind === "index") return locks.every((other) => !covers(other, lock));
    const above = spreads.find(
      ({ table }) => standing !== undefined && standings.isBelow(standing.table, table),
    );
    return !locks.some(
      (other) => above && other.standing?.table === above.table && other.mode === mode,
    );
  });
  return kept.map((lock) => {
    const partitions = lock.kind === "index" ? 0 : (whole(lock)?.partitions ?? 0);
    return { ...lock, ...(partitions > 0 && { partitions }) };
  });
}

function covers(table: TouchedLock, index: TouchedLock): boolean {
  const isItsTable = table.standing !== undefined && table.standing === index.standing;
  return table.kind === "table" && isItsTable && isAtLeast(table.mode, index.mode);
}

/** What the text reads, and what views and functions read beside it. */
function readBy(
  { locks }: TracedStatement,
  { reads, fills }: RelationChanges,
  standings: Standings,
): Standing[] {
  const filled = fills.map((name) => standings.named(name));
  const found = [
    ...reads.map((name) => standings.named(name)),
    ...locks.filter(({ mode }) => mode === "ACCESS SHARE").map((lock) => standings.find(lock)),
  ];
  return [...new Set(found)].filter(
    (standing) => standing !== undefined && !filled.includes(standing),
  ) as Standing[];
}

interface ChangedRows {
  readonly standing: Standing;
  readonly change: MetRows["change"];
  readonly all: boolean;
}

/** Rows that are met by more than a key, and those that code changes of which the text says nothing. */
function changedRows(
  { locks }: TracedStatement,
  { meets, opaque }: RelationChanges,
  standings: Standings,
): ChangedRows[] {
  const met = meets.flatMap(({ relation, change, given, all }) => {
    const standing = standings.named(relation);
    return standing && !isByKey(standing.table, given) ? [{ standing, change, all }] : [];
  });
  const written = opaque === undefined ? [] : locks.filter(({ mode }) => mode === "ROW EXCLUSIVE");
  const hidden = written.flatMap((lock) => {
    const standing = lock.kind === "table" ? standings.find(lock) : undefined;
    return standing ? [{ standing, change: "update" as const, all: false }] : [];
  });
  return [...met, ...hidden];
}

function isByKey({ indexes }: TableStatistics, given: readonly string[]): boolean {
  return indexes.some(({ key }) => key?.every((column) => given.includes(column)));
}

function fillWork(name: RelationName, read: readonly Standing[], standings: Standings): Work {
  const filled = standings.named(name)?.table ?? { schema: name.schema ?? "", name: name.name };
  return fillOf(
    filled,
    read.map(({ table }) => table),
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
  changes: RelationChanges,
  spreads: readonly PartitionEffects[],
  standings: Standings,
): Work[] {
  const examples = new Map<PartitionEffects, TableStatistics>();
  return seenWorks(traced, changes, standings).flatMap(({ kind, relation, name }) => {
    const table = standings.find(relation)?.table;
    if (table === undefined) return [unknownWork(kind, relation, name)];
    const spread = spreads.find((one) => standings.isBelow(table, one.table));
    if (spread === undefined) return [workOn(kind, table, name)];
    if (!examples.has(spread)) examples.set(spread, table);
    return examples.get(spread) === table ? [workOn(kind, spread.table, name)] : [];
  });
}

function seenWorks(
  traced: TracedStatement,
  changes: RelationChanges,
  standings: Standings,
): StoredWork[] {
  const build = traced.source === "documented" ? "concurrent index build" : "index build";
  return [
    ...traced.rewrites.map((relation) => ({ kind: "rewrite" as const, relation })),
    ...scansOf(traced, changes, standings),
    ...traced.builds.map(({ table, name }) => ({ kind: build, relation: table, name }) as const),
  ];
}

/** Of the two sides of a foreign key the referencing one costs more: it is the one that is altered, where that is clear. */
function scansOf(
  { scans, rewrites }: TracedStatement,
  { alters }: RelationChanges,
  standings: Standings,
): StoredWork[] {
  const altered = alters && standings.named(alters)?.table;
  const isReferencing = (relation: FullName) => {
    const table = standings.find(relation)?.table;
    if (rewrites.length > 0 || !altered || !table) return true;
    return table === altered || standings.isBelow(table, altered);
  };
  return scans.map(({ why, ...relation }) => ({
    kind: /foreign key/.test(why) && isReferencing(relation) ? "foreign key" : "scan",
    relation,
  }));
}
