export { compareRows, type DataDifference } from "./compare.ts";
export { describeDataDifference } from "./describe.ts";
export { fillTables, type FillMemory, type Unfilled } from "./fill.ts";
export { readTableRows, type TableRows } from "./rows.ts";
export { nameOf, type Row, rowsOf } from "./rows.ts";
