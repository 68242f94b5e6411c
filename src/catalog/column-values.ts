import { catalogObject, objectText, type CatalogObject } from "./objects.ts";
import type { Catalog } from "./read.ts";

/**
 * What the rows that are there get in a column that is added to their table. `computed`: from other columns.
 * `default`: its default, or its identity's next values. `none`: nothing, although it takes no NULL.
 */
export type ColumnValues = "computed" | "default" | "null" | "none";

/** What rows would get in a column of a catalog, if it were added to its table. */
export function valuesOfAdded(column: CatalogObject, { facts }: Catalog): ColumnValues {
  const found = facts
    .facts()
    .find(({ id }) => id.kind === "column" && objectText(catalogObject(id)) === objectText(column));
  if (found === undefined) return "null";
  const { generatedExpr, identity, notNull } = found.payload;
  if (generatedExpr != null) return "computed";
  const hasDefault = facts.childrenOf(found.id).some(({ id }) => id.kind === "default");
  if (hasDefault || identity != null) return "default";
  return notNull === true ? "none" : "null";
}
