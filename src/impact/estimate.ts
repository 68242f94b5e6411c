import type { FullName } from "../schema/index.ts";
import type { Share, TimeRange, Work } from "./impact.ts";
import { rates, type Rate, type WorkKind } from "./rates.ts";
import type { TableStatistics } from "./statistics.ts";

/** No time at all. */
export const noTime: TimeRange = { from: 0, to: 0 };

/** Some time, of which nothing is known. */
export const unknownTime: TimeRange = { from: 0, to: null };

/** One after the other. */
export function sumOf(ranges: readonly TimeRange[]): TimeRange {
  return ranges.reduce(
    (sum, { from, to }) => ({
      from: sum.from + from,
      to: sum.to === null || to === null ? null : sum.to + to,
    }),
    noTime,
  );
}

/** What a statement does with the rows of a table that is known. */
export function workOn(kind: WorkKind, table: TableStatistics, name?: string): Work {
  return work(kind, table, shares[kind](table), name);
}

/** What a statement does with the rows of a table of which nothing is known. */
export function unknownWork(kind: WorkKind, relation: FullName, name?: string): Work {
  return { ...work(kind, relation, [], name), duration: unknownTime };
}

/** UPDATE, DELETE and MERGE: all rows are read; a condition may spare any number of them. */
export function changeOf(
  kind: "update" | "delete" | "merge",
  table: TableStatistics,
  all: boolean,
): Work {
  const [scan, changed] = shares[kind](table);
  return work(kind, table, [scan!, all ? changed! : { ...changed!, atMost: true }]);
}

/** INSERT … SELECT and its like: at most as many rows as are read. */
export function fillOf(relation: FullName, sources: readonly TableStatistics[]): Work {
  const amount = sources.reduce((sum, source) => sum + rowsFor(source), 0);
  const scans = sources.map((source) => bytes(source.heapBytes, rates.scan));
  return work("fill", relation, [...scans, { amount, rate: rates.fill, atMost: true }]);
}

function work(
  kind: WorkKind,
  { schema, name: table }: FullName,
  all: readonly Share[],
  name?: string,
): Work {
  return {
    kind,
    relation: { schema, name: table },
    ...(name !== undefined && { name }),
    shares: all.filter(({ amount }) => amount > 0),
    duration: sumOf(all.map(timeOf)),
  };
}

function timeOf({ amount, rate, atMost }: Share): TimeRange {
  return { from: atMost ? 0 : amount / rate.fast, to: amount / rate.slow };
}

type Shares = (table: TableStatistics) => Share[];

/** A concurrent build reads the table twice, and waits for others in between. Source: manual, CREATE INDEX. */
const shares: Readonly<Record<WorkKind, Shares>> = {
  rewrite: ({ tableBytes }) => [bytes(tableBytes, rates.rewrite)],
  scan: ({ heapBytes }) => [bytes(heapBytes, rates.scan)],
  "foreign key": (table) => [
    bytes(table.heapBytes, rates.scan),
    rowsShare(table, rates.foreignKey),
  ],
  "index build": (table) => [
    bytes(table.heapBytes, rates.scan),
    rowsShare(table, rates.indexEntries),
  ],
  "concurrent index build": (table) => [
    bytes(2 * table.heapBytes, rates.scan),
    rowsShare(table, rates.indexEntries),
  ],
  update: (table) => [bytes(table.heapBytes, rates.scan), rowsShare(table, rates.update)],
  delete: (table) => [bytes(table.heapBytes, rates.scan), rowsShare(table, rates.delete)],
  merge: (table) => [bytes(table.heapBytes, rates.scan), rowsShare(table, rates.update)],
  fill: (table) => [rowsShare(table, rates.fill)],
};

function bytes(amount: number, rate: Rate): Share {
  return { amount, rate };
}

function rowsShare(table: TableStatistics, rate: Rate): Share {
  return { amount: rowsFor(table), rate };
}

const narrowRow = 64;

/** Where nobody has counted them, as many as there can be of narrow rows. */
function rowsFor({ rows, heapBytes }: TableStatistics): number {
  return rows ?? Math.ceil(heapBytes / narrowRow);
}
