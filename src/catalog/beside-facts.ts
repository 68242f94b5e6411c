import { definitionDifferences, valuesOf } from "./digest/definitions.ts";
import { isBesideFacts } from "./digest/differences.ts";
import type { Difference } from "./difference.ts";
import { changedProperties, type ChangedProperty } from "./properties/changes.ts";
import type { Catalog } from "./read.ts";

/** What differs of which facts do not know: objects of kinds that they do not describe, and properties. */
export function besideFacts(first: Catalog, second: Catalog): Difference[] {
  const objects = definitionDifferences(first.definitions, second.definitions);
  return [
    ...objects.filter(isBesideFacts),
    ...changedProperties(first, second).map(propertyDifference),
  ];
}

function propertyDifference({ name, definition, was, is }: ChangedProperty): Difference {
  const { object, properties } = definition;
  const isSecret = Object.keys(properties).some(
    (property) => property.endsWith("(hashed)") && properties[property] !== null,
  );
  const detail = { aspect: name, ...(isSecret ? {} : valuesOf(name, was, is)) };
  return { object, change: "changed", details: [detail] };
}
