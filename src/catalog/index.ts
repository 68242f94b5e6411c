export { alike } from "./alike/alike.ts";
export { withoutTablesOfTools } from "./alike/tool-tables.ts";
export { withSameRoles } from "./alike/roles.ts";
export type { ComparedDatabase } from "./alike/compared.ts";
export { definitionDifferences, type Definitions, withProperties } from "./digest/definitions.ts";
export { differencesInSchema, outsideSchemas } from "./digest/in-schema.ts";
export { digestDifferences, undescribedChanges, undescribedObjects } from "./digest/differences.ts";
export { type Digest, readDigest } from "./digest/digest.ts";
export { valuesOfAdded } from "./column-values.ts";
export {
  compare,
  type Comparison,
  versionsOf,
  type ChangeScript,
  changeScript,
} from "./comparison.ts";
export type { AspectDifference, Difference } from "./difference.ts";
export { differences } from "./differences.ts";
export { looseEnds, type LooseEnd } from "./loose-ends.ts";
export { objectText, type CatalogObject } from "./objects.ts";
export { catalogReader, ignoredOn, readCatalog, readDefinitionsOf, type Catalog } from "./read.ts";
export { readIdentities, type Identities, type Identity } from "./statements/identities.ts";
export { renamesBetween } from "./statements/renames.ts";
export { scriptOf, type ScriptLine } from "./statements/script.ts";
export { type SchemaStatement, schemaBetween } from "./statements/statements.ts";
export { statementsBetween, type ChangeStatement } from "./statements/statements.ts";
export { installedExtensions, schemasOf, scopeOf, within, type Scope } from "./scope.ts";
export type { StaleObject } from "./stale.ts";
export { untoldBy } from "./untold.ts";
