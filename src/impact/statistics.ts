/** An index of a table on the target. */
export interface IndexStatistics {
  readonly name: string;
  readonly bytes: number;
  readonly unique: boolean;
  readonly valid: boolean;
  readonly primary: boolean;
  /** Of a unique index over whole columns and all rows: those columns, by which a row is found. */
  readonly key?: readonly string[] | undefined;
}

/** How much is done with a table, per second, averaged since the server's counters began. */
export interface TableRates {
  readonly inserts: number;
  readonly updates: number;
  readonly deletes: number;
  readonly sequentialScans: number;
  readonly indexScans: number;
}

/** A table as the target's catalog and counters know it; of a partitioned one the sums over its partitions. */
export interface TableStatistics {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitioned table" | "materialized view";
  /** The partitioned table that it is a partition of. */
  readonly partitionOf?: { readonly schema: string; readonly name: string } | undefined;
  /** An estimate; null where nobody has counted yet (no ANALYZE, no VACUUM, no counter). */
  readonly rows: number | null;
  readonly deadRows: number;
  /** The rows without what is stored out of line. */
  readonly heapBytes: number;
  /** The rows with what is stored out of line (TOAST). */
  readonly tableBytes: number;
  /** All of it: rows, TOAST, indexes. */
  readonly totalBytes: number;
  readonly rates: TableRates;
  readonly indexes: readonly IndexStatistics[];
}

/** What is known of the sizes of a target. Holds no host, no role and no query, so that it can be committed. */
export interface Statistics {
  /** ISO 8601; from a file the day alone. */
  readonly readAt: string;
  readonly postgres: { readonly version: string; readonly major: number };
  readonly databaseBytes: number;
  /** How long the counters behind the rates have run; null where that is unknown. */
  readonly countedSeconds: number | null;
  /** Sorted by schema and name. */
  readonly tables: readonly TableStatistics[];
}

/** A transaction that is open on the target. */
export interface OpenTransaction {
  readonly ageSeconds: number;
  /** `active`, `idle in transaction`, … as pg_stat_activity says; `prepared` for one of two-phase commit. */
  readonly state: string;
  readonly application?: string | undefined;
}

/** What goes on in a target at one moment. Never part of a file. */
export interface Activity {
  /** Open for at least `longTransactionSeconds`, the oldest first, at most ten. */
  readonly longTransactions: readonly OpenTransaction[];
  /** Sessions in a transaction whose age the role that asks may not see. */
  readonly hiddenTransactions: number;
}

/** From here on a transaction counts as long: whoever waits for it makes others wait noticeably. Seconds. */
export const longTransactionSeconds = 10;

/** A table counts as small below both of these. */
const smallRows = 10_000;
const smallBytes = 10_000_000;
/** Where the rows are unknown: what 10,000 of the narrowest rows (28 bytes and a line pointer of 4) take. */
const smallBytesUncounted = 320_000;

/** A table counts as busy from either of these on, per second. */
const busyWrites = 1;
const busyScans = 10;

/** Fewer than 10,000 rows, and less than 10 MB with its indexes. */
export function isSmall({ rows, totalBytes }: Pick<TableStatistics, "rows" | "totalBytes">) {
  return rows === null
    ? totalBytes < smallBytesUncounted
    : rows < smallRows && totalBytes < smallBytes;
}

/** At least one row written, or ten scans begun, per second on average. */
export function isBusy({ rates }: Pick<TableStatistics, "rates">): boolean {
  return (
    rates.inserts + rates.updates + rates.deletes >= busyWrites ||
    rates.sequentialScans + rates.indexScans >= busyScans
  );
}
