export { convert, type Converted } from "./convert.ts";
export { giveNames } from "./names.ts";
export { readForeign, type ForeignState } from "./read.ts";
export type { ForeignMigration, ImportSource } from "./source.ts";
export { sourceNamed } from "./sources.ts";
