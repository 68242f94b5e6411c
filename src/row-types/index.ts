export { readTypedRelations } from "./read.ts";
export { rowTypesText } from "./text.ts";
