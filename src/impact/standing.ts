import type { FullName } from "../schema/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import type { RelationChanges } from "../sql/statement/index.ts";
import type { TableStatistics } from "./statistics.ts";

/** A relation at one moment of the plan. */
export interface Standing {
  readonly table: TableStatistics;
  /** Whether a pending migration has made it, so that nobody uses it yet. */
  readonly isNew: boolean;
}

/** The same relation under any of its names. */
interface Entry {
  table: TableStatistics;
  readonly isNew: boolean;
}

/**
 * The relations of the target as the plan goes on: what statistics know, and what the statements before have made,
 * renamed and dropped.
 */
export class Standings {
  readonly #byName = new Map<string, Entry>();
  #atBegin: ReadonlyMap<string, Entry> = new Map();
  readonly #usualPath: readonly string[];
  #path: readonly string[];

  /** @param path the search path of migrations */
  constructor(tables: readonly TableStatistics[], path: readonly string[]) {
    for (const table of tables) this.#byName.set(keyOf(table), { table, isNew: false });
    this.#usualPath = path.length > 0 ? path : ["public"];
    this.#path = this.#usualPath;
  }

  /** Settings go with the migration that made them. */
  beginMigration(): void {
    this.#path = this.#usualPath;
  }

  /** A trace calls relations by the names with which its transaction began. */
  beginTransaction(): void {
    this.#atBegin = new Map(this.#byName);
  }

  /** By the name that a trace gives it. */
  find(relation: FullName): Standing | undefined {
    return this.#atBegin.get(keyOf(relation)) ?? this.#byName.get(keyOf(relation));
  }

  /** The table of an index. */
  findByIndex({ schema, name }: FullName): Standing | undefined {
    return [...this.#byName.values()].find(
      ({ table }) => table.schema === schema && table.indexes.some((index) => index.name === name),
    );
  }

  /** By the name that a statement writes. */
  named(name: RelationName): Standing | undefined {
    return this.#byName.get(keyOf(this.#resolve(name)));
  }

  /** The tables with rows below a partitioned one. */
  leavesOf(partitioned: TableStatistics): TableStatistics[] {
    return this.#below(partitioned).flatMap(({ table }) =>
      table.kind === "partitioned table" ? this.leavesOf(table) : [table],
    );
  }

  /** Whether a table is a partition of another, or of one of its partitions. */
  isBelow({ partitionOf }: TableStatistics, other: TableStatistics): boolean {
    if (partitionOf === undefined) return false;
    if (keyOf(partitionOf) === keyOf(other)) return true;
    const parent = this.#byName.get(keyOf(partitionOf));
    return parent !== undefined && this.isBelow(parent.table, other);
  }

  #below(parent: TableStatistics): Entry[] {
    return [...this.#byName.values()].filter(
      ({ table: { partitionOf } }) => partitionOf && keyOf(partitionOf) === keyOf(parent),
    );
  }

  /**
   * Follows a statement.
   * @param read the tables that it reads, whose rows may go into those that it fills
   */
  apply(changes: RelationChanges, read: readonly Standing[]): void {
    for (const name of changes.drops) this.#byName.delete(keyOf(this.#resolve(name)));
    for (const { from, to } of changes.renames) {
      const old = this.#resolve(from);
      this.#move(old, { schema: to.schema ?? old.schema, name: to.name });
    }
    if (changes.movesSchema !== undefined) this.#moveSchema(changes.movesSchema);
    for (const name of changes.creates) this.#create(name);
    for (const index of changes.indexes) this.#addIndex(index);
    for (const name of changes.fills) this.#fill(name, read);
    this.#path = changes.searchPath ?? this.#path;
  }

  /** The first schema of the search path that has it, or the first. */
  #resolve({ schema, name }: RelationName): FullName {
    const places = schema === undefined ? this.#path : [schema];
    const found = places.find((place) => this.#byName.has(keyOf({ schema: place, name })));
    return { schema: found ?? places[0] ?? "public", name };
  }

  /** What statistics know is there, so a statement that would make it finds it there. */
  #create(name: RelationName): void {
    const relation = { schema: name.schema ?? this.#path[0] ?? "public", name: name.name };
    const key = keyOf(relation);
    if (!this.#byName.has(key)) this.#byName.set(key, { table: emptyTable(relation), isNew: true });
  }

  #move(from: FullName, to: FullName): void {
    const entry = this.#byName.get(keyOf(from));
    if (entry === undefined) return;
    this.#byName.delete(keyOf(from));
    for (const child of this.#below(entry.table)) child.table = { ...child.table, partitionOf: to };
    entry.table = { ...entry.table, ...to };
    this.#byName.set(keyOf(to), entry);
  }

  #moveSchema({ from, to }: { readonly from: string; readonly to: string }): void {
    const inside = [...this.#byName.values()].filter(({ table }) => table.schema === from);
    for (const { table } of inside) this.#move(table, { schema: to, name: table.name });
  }

  #addIndex({ name, on }: RelationChanges["indexes"][number]): void {
    const entry = this.#byName.get(keyOf(this.#resolve(on)));
    if (entry === undefined) return;
    const index = { name, bytes: 0, unique: false, valid: true, primary: false };
    entry.table = { ...entry.table, indexes: [...entry.table.indexes, index] };
  }

  /** At most everything that was read. */
  #fill(name: RelationName, read: readonly Standing[]): void {
    const entry = this.#byName.get(keyOf(this.#resolve(name)));
    if (!entry?.isNew) return;
    entry.table = read.reduce((sum, { table: source }) => added(sum, source), entry.table);
  }
}

function keyOf({ schema, name }: FullName): string {
  return JSON.stringify([schema, name]);
}

function emptyTable({ schema, name }: FullName): TableStatistics {
  return {
    schema,
    name,
    kind: "table",
    rows: 0,
    deadRows: 0,
    heapBytes: 0,
    tableBytes: 0,
    totalBytes: 0,
    rates: { inserts: 0, updates: 0, deletes: 0, sequentialScans: 0, indexScans: 0 },
    indexes: [],
  };
}

function added(table: TableStatistics, source: TableStatistics): TableStatistics {
  return {
    ...table,
    rows: table.rows === null || source.rows === null ? null : table.rows + source.rows,
    heapBytes: table.heapBytes + source.heapBytes,
    tableBytes: table.tableBytes + source.tableBytes,
    totalBytes: table.totalBytes + source.tableBytes,
  };
}
