export { differingObjects, readDigest, type Digest } from "./digest.ts";
export { differences, type AspectDifference, type Difference } from "./differences.ts";
export { objectText, type CatalogObject } from "./objects.ts";
export { catalogReader, readCatalog, type Catalog } from "./read.ts";
export { readIdentities, type Identities, type Identity } from "./identities.ts";
export { renamesBetween, type RenameStatement } from "./renames.ts";
export { scriptOf, type ScriptLine } from "./script.ts";
export { statementsBetween, type ChangeStatement, type StatementOptions } from "./statements.ts";
