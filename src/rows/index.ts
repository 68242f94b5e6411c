export {
  compareRows,
  compareRowsByNames,
  compareRowsOfTwo,
  type DataDifference,
  type RowName,
} from "./compare.ts";
export { describeDataDifference, describeRow, describeSequenceChange } from "./describe.ts";
export { type Filled, FillMemory, fillTables, fillUpTo, type Unfilled } from "./fill.ts";
export { type InsertedRows, insertedRows } from "./inserted-rows.ts";
export { readContents, readContentsAfter } from "./contents.ts";
export {
  collisions,
  type Contents,
  movedSequences,
  replacedSequences,
  type SequenceChange,
} from "./sequences.ts";
export { type TableRows } from "./rows.ts";
export { nameOf, type Row, rowsOf } from "./rows.ts";
