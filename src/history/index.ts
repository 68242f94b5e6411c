export { moveDottedRows } from "./adopt.ts";
export { ensureSchemas, ensureTables } from "./ensure.ts";
export * from "./read.ts";
export * from "./record.ts";
export { historyTable, type HistoryTable } from "./table.ts";
