import type { IndexStatistics, TableRates, TableStatistics } from "./statistics.ts";

/** An index as it is read, with the index of the partitioned table that it belongs to. */
export interface ReadIndex extends IndexStatistics {
  readonly oid: string;
  readonly parent?: string | undefined;
}

/** A table as it is read, before anything is summed up. */
export interface ReadTable extends Omit<TableStatistics, "partitionOf" | "indexes"> {
  readonly oid: string;
  readonly parent?: string | undefined;
  readonly indexes: readonly ReadIndex[];
}

/** Tables as they are known in the end: a partitioned one, and its indexes, are as large as their parts together. */
export function sumPartitions(read: readonly ReadTable[]): TableStatistics[] {
  const children = byParent(read);
  const parts = byParent(read.flatMap(({ indexes }) => indexes));
  const byOid = new Map(read.map((table) => [table.oid, table]));
  const leaves = (table: ReadTable): ReadTable[] =>
    table.kind === "partitioned table" ? (children.get(table.oid) ?? []).flatMap(leaves) : [table];
  const bytesOf = ({ oid, bytes }: ReadIndex): number =>
    bytes + sum((parts.get(oid) ?? []).map(bytesOf));
  return read.map((table) => {
    const { oid: _oid, parent, ...rest } = table;
    const partitioned = parent === undefined ? undefined : byOid.get(parent);
    return {
      ...rest,
      ...(table.kind === "partitioned table" && sums(leaves(table))),
      ...(partitioned && { partitionOf: { schema: partitioned.schema, name: partitioned.name } }),
      indexes: table.indexes.map((index) => withBytes(index, bytesOf(index))),
    };
  });
}

function byParent<Part extends { readonly parent?: string | undefined }>(
  all: readonly Part[],
): ReadonlyMap<string, readonly Part[]> {
  const groups = new Map<string, Part[]>();
  for (const one of all) {
    if (one.parent === undefined) continue;
    const group = groups.get(one.parent) ?? [];
    group.push(one);
    groups.set(one.parent, group);
  }
  return groups;
}

function withBytes({ oid: _oid, parent: _parent, ...index }: ReadIndex, bytes: number) {
  return { ...index, bytes };
}

function sums(leaves: readonly ReadTable[]) {
  const rows = leaves.map((leaf) => leaf.rows);
  return {
    rows: rows.includes(null) ? null : sum(rows as number[]),
    deadRows: sum(leaves.map(({ deadRows }) => deadRows)),
    heapBytes: sum(leaves.map(({ heapBytes }) => heapBytes)),
    tableBytes: sum(leaves.map(({ tableBytes }) => tableBytes)),
    totalBytes: sum(leaves.map(({ totalBytes }) => totalBytes)),
    rates: sumRates(leaves.map(({ rates }) => rates)),
  };
}

function sumRates(all: readonly TableRates[]): TableRates {
  const of = (key: keyof TableRates) => sum(all.map((rates) => rates[key]));
  return {
    inserts: of("inserts"),
    updates: of("updates"),
    deletes: of("deletes"),
    sequentialScans: of("sequentialScans"),
    indexScans: of("indexScans"),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
