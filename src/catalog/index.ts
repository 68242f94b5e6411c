export { alike, type Side } from "./alike.ts";
export { differingObjects, readDigest, type Digest } from "./digest.ts";
export { differences, type AspectDifference, type Difference } from "./differences.ts";
export { objectText, type CatalogObject } from "./objects.ts";
export { catalogReader, readCatalog, type Catalog } from "./read.ts";
export { installedExtensions, schemasOf, scopeOf, within, type Scope } from "./scope.ts";
export { statementsBetween, type ChangeStatement } from "./statements.ts";
