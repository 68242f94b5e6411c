export { histories, madeAsBaseline, namingHistory } from "./history-made.ts";
export { migrationsInPlace } from "./in-place.ts";
export { type PendingImport, pendingImport } from "./due.ts";
export { type PreparedFile, prepareFiles, writingFiles } from "./prepared.ts";
export { readFiles, readForeign, unknownNotes } from "./read.ts";
export { type ForeignFiles, type ImportSource } from "./source.ts";
export { sourceNamed } from "./sources.ts";
export { namesInPlace } from "./names.ts";
export { type TableOfTool, tablesOfTools } from "./tables-of-tools.ts";
