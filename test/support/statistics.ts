import type { Statistics, TableStatistics } from "../../src/impact/statistics.ts";

/** A table `schema.name` of 1 M rows and 1 GB with nothing going on, and what differs from that. */
export function tableOf(
  fullName: string,
  different: Partial<TableStatistics> = {},
): TableStatistics {
  const [schema, name] = fullName.split(".") as [string, string];
  return {
    schema,
    name,
    kind: "table",
    rows: 1_000_000,
    deadRows: 0,
    heapBytes: 1e9,
    tableBytes: 1e9,
    totalBytes: 1.2e9,
    rates: { inserts: 0, updates: 0, deletes: 0, sequentialScans: 0, indexScans: 0 },
    indexes: [],
    ...different,
  };
}

export function statisticsOf(...tables: readonly TableStatistics[]): Statistics {
  return {
    readAt: "2026-11-27T05:40:00Z",
    postgres: { version: "16.4", major: 16 },
    databaseBytes: 480e9,
    countedSeconds: 86_400,
    tables,
  };
}
