export { compareRows, type DataDifference, type RowName } from "./compare.ts";
export { describeDataDifference, describeRow } from "./describe.ts";
export { fillTables, type FillMemory, type Unfilled } from "./fill.ts";
export { readTableRows, type TableRows } from "./rows.ts";
export { nameOf, type Row, rowsOf } from "./rows.ts";
