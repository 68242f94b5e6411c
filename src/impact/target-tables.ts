import {
  apply,
  beforeAll,
  createTableByName,
  keyOf,
  Schema,
  timeoutOf,
  type FullName,
  type Origin,
  type Relation,
} from "../schema/index.ts";
import { filledBy, type Action, type RelationName } from "../sql/statement/index.ts";
import type { TableStatistics } from "./statistics.ts";

/** A table of the target at one moment of the plan, under any of its names. */
export class TargetTable {
  readonly relation: Relation;
  /** Whether a pending migration has made it, so that nobody uses it yet. */
  readonly isNew: boolean;
  #statistics: Omit<TableStatistics, "schema" | "name">;

  constructor(relation: Relation, known?: TableStatistics) {
    this.relation = relation;
    this.isNew = known === undefined;
    this.#statistics = known ?? empty;
  }

  /** Its statistics, under the name that it has by now. */
  get statistics(): TableStatistics {
    const { schema, name } = this.relation;
    return { ...this.#statistics, schema, name };
  }

  /** Adds the rows of another table. */
  add(source: TableStatistics): void {
    this.#statistics = sumOfRows(this.#statistics, source);
  }
}

/** By what all that is new came to be: the pending migrations, whichever of them. */
const pending: Origin = { migration: 0, section: "up", transaction: 0 };

/**
 * The tables of the target as the plan goes on: what statistics know, and what the statements before have made,
 * renamed and dropped.
 */
export class TargetTables {
  readonly #schema: Schema;
  readonly #tables = new Map<Relation, TargetTable>();
  #atBegin: ReadonlyMap<string, Relation> = new Map();
  readonly #usualLockTimeout: number;

  /**
   * @param path the search path of migrations
   * @param lockTimeout what a migration finds that sets none; milliseconds, 0 for ever
   */
  constructor(tables: readonly TableStatistics[], path: readonly string[], lockTimeout = 0) {
    this.#schema = new Schema(path);
    this.#usualLockTimeout = lockTimeout;
    for (const table of tables) this.#addKnown(table);
    for (const table of tables) this.#addToParent(table);
  }

  /** Settings go with the migration that made them. */
  beginMigration(): void {
    this.#schema.settings.reset("all");
  }

  /** A trace calls relations by the names with which its transaction began. */
  beginTransaction(): void {
    this.#atBegin = relationsByName(this.#schema);
  }

  /** How long the next statement waits for a lock at most; milliseconds, 0 for ever. */
  get lockTimeout(): number {
    return timeoutOf(this.#schema.settings, "lock_timeout")?.milliseconds ?? this.#usualLockTimeout;
  }

  /** By the name that a trace gives the table or an index of it. */
  find(name: FullName): TargetTable | undefined {
    const { relations } = this.#schema;
    return (
      this.#tableOf(this.#atBegin.get(keyOf(name))) ??
      this.#tableOf(relations.get(keyOf(name)) ?? this.#schema.index(name)?.table)
    );
  }

  /** By the name that a statement writes. */
  named(name: RelationName): TargetTable | undefined {
    return this.#tableOf(this.#schema.relation(name));
  }

  /** How many partitions with rows are below a table. */
  countPartitions({ relation }: TargetTable): number {
    return leavesOf(relation).filter((leaf) => !this.#isPartitioned(leaf)).length;
  }

  /** Follows an action of a statement that reads these tables, whose rows may go into one that it fills. */
  apply(action: Action, read: readonly TargetTable[]): void {
    apply(this.#schema, action, pending);
    const name = filledBy(action);
    const filled = name && this.named(name);
    if (filled?.isNew) for (const { statistics } of read) filled.add(statistics);
  }

  /** Undefined of a relation that is neither in the statistics nor made by what is pending. */
  #tableOf(relation: Relation | undefined): TargetTable | undefined {
    if (relation === undefined) return undefined;
    const known = this.#tables.get(relation);
    if (known !== undefined || !relation.isCreated) return known;
    const made = new TargetTable(relation);
    this.#tables.set(relation, made);
    return made;
  }

  #isPartitioned(relation: Relation): boolean {
    return this.#tableOf(relation)?.statistics.kind === "partitioned table";
  }

  #addKnown(statistics: TableStatistics): void {
    createTableByName(this.#schema, statistics, beforeAll);
    const relation = this.#schema.relations.get(keyOf(statistics))!;
    for (const { name, unique } of statistics.indexes)
      this.#schema.putIndex(relation, { ...unknownIndex, name, unique });
    this.#tables.set(relation, new TargetTable(relation, statistics));
  }

  #addToParent(statistics: TableStatistics): void {
    const { partitionOf } = statistics;
    const parent = partitionOf && this.#schema.relations.get(keyOf(partitionOf));
    if (parent === undefined) return;
    const partition = this.#schema.relations.get(keyOf(statistics))!;
    partition.parent = parent;
    parent.partitions.push(partition);
  }
}

/** Whether a table is a partition of another, or of one of its partitions. */
export function isBelow({ relation }: TargetTable, other: TargetTable): boolean {
  let above = relation.parent;
  while (above !== undefined && above !== other.relation) above = above.parent;
  return above !== undefined;
}

function leavesOf({ partitions }: Relation): Relation[] {
  return partitions.flatMap((one) => (one.partitions.length > 0 ? leavesOf(one) : [one]));
}

/** Relations by their names, and tables by those of their indexes, which are names of relations too. */
function relationsByName({ relations }: Schema): ReadonlyMap<string, Relation> {
  const byName = new Map(relations.view());
  for (const table of relations.values())
    for (const name of table.indexes.keys())
      byName.set(keyOf({ schema: table.schema, name }), table);
  return byName;
}

/** An index of which the statistics say no more than its name. */
const unknownIndex = {
  method: "btree",
  columns: [],
  include: [],
  nullsNotDistinct: false,
  origin: beforeAll,
};

const empty: Omit<TableStatistics, "schema" | "name"> = {
  kind: "table",
  rows: 0,
  deadRows: 0,
  heapBytes: 0,
  tableBytes: 0,
  totalBytes: 0,
  rates: { inserts: 0, updates: 0, deletes: 0, sequentialScans: 0, indexScans: 0 },
  indexes: [],
};

function sumOfRows<Table extends Omit<TableStatistics, "schema" | "name">>(
  table: Table,
  source: TableStatistics,
): Table {
  return {
    ...table,
    rows: table.rows === null || source.rows === null ? null : table.rows + source.rows,
    heapBytes: table.heapBytes + source.heapBytes,
    tableBytes: table.tableBytes + source.tableBytes,
    totalBytes: table.totalBytes + source.tableBytes,
  };
}
