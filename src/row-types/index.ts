export { readTypedRelations, type TypedRelation } from "./read.ts";
export { rowTypesText, type RowTypesStyle } from "./text.ts";
