import type { RelationName, TypeSummary } from "../sql/statement/index.ts";
import type { Relation, Type } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** Of a domain the type it is of, however many domains there are between; of any other type that type. */
export function baseOf(type: TypeSummary, schema: Schema): TypeSummary {
  const base = domainOf(type, schema)?.base;
  return base === undefined ? type : baseOf(base, schema);
}

/** Whether a type is a domain with constraints, its own or those of a domain below it. */
export function isConstrainedDomain(type: TypeSummary, schema: Schema): boolean {
  const domain = domainOf(type, schema);
  if (domain === undefined) return false;
  return (
    domain.constrained || (domain.base !== undefined && isConstrainedDomain(domain.base, schema))
  );
}

/** An array of a domain is none. */
function domainOf(type: TypeSummary, schema: Schema): Type | undefined {
  const found = type.dimensions > 0 ? undefined : schema.type(type);
  return found?.form === "domain" ? found : undefined;
}

/** The tables with a column of a type. */
export function tablesUsing(name: RelationName, schema: Schema): Relation[] {
  const type = schema.type(name);
  if (type === undefined) return [];
  return [...schema.relations.view().values()].filter(({ columns }) =>
    [...columns.values()].some((column) => column.type && schema.type(column.type) === type),
  );
}
