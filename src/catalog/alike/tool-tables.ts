import type { FactBase } from "@supabase/pg-delta/core";
import { type TableOfTool, tablesOfTools } from "../../import/index.ts";
import { shownName, sqlName } from "../../sql/statement/index.ts";
import type { Definition, Definitions } from "../digest/definitions.ts";
import type { CatalogObject } from "../objects.ts";
import { lastPart, withoutLast } from "../properties/text.ts";
import type { Catalog } from "../read.ts";
import { isTableOrItsSequence, withoutHiddenFacts } from "../rewrite.ts";
import { type ComparedDatabase, isMadeByMigrations } from "./compared.ts";

/**
 * Without the tables of other migration tools that only one of two databases has. Where migrations have made one, it is theirs,
 * and counts.
 */
export function withoutToolTables(
  first: ComparedDatabase,
  second: ComparedDatabase,
  [one, other]: readonly [Catalog, Catalog],
): [Catalog, Catalog] {
  return [
    withoutTables(one, onlyIn(first, second), second.catalog.facts),
    withoutTables(other, onlyIn(second, first), first.catalog.facts),
  ];
}

/** What definitions say without the tables that migration tools keep for themselves. */
export function withoutTablesOfTools(definitions: Definitions): Definitions {
  const columns = ofKind("column", definitions);
  const tables = ofKind("table", definitions).map((sql) => ({
    ...{ sql, schema: withoutLast(sql), name: lastPart(sql) },
    columns: columns.filter((column) => withoutLast(column) === sql).map(lastPart),
  }));
  const own = tablesOfTools(tables);
  const left = tables.filter((table) =>
    own.some(({ schema, name }) => schema === table.schema && name === table.name),
  );
  return withoutDefinitions(definitions, new Set(left.map(({ sql }) => sql)));
}

function ofKind(kind: string, definitions: Definitions): string[] {
  const found = [...definitions.values()].filter((one) => one.object.kind === kind);
  return [...new Set(found.map(({ object }) => object.name))];
}

/** The tables of tools that only one of two databases has. */
export function toolTablesBetween(
  first: ComparedDatabase,
  second: ComparedDatabase,
): TableOfTool[] {
  return [...onlyIn(first, second), ...onlyIn(second, first)];
}

/** `table public.schema_migrations of dbmate` */
export function toolTableText({ tool, ...table }: TableOfTool): string {
  return `table ${sqlName(table)} of ${tool}`;
}

function onlyIn(database: ComparedDatabase, other: ComparedDatabase): TableOfTool[] {
  if (isMadeByMigrations(database)) return [];
  return tablesOfTools(tablesIn(database.catalog.facts)).filter(
    ({ schema, name }) => !other.catalog.facts.has({ kind: "table", schema, name }),
  );
}

function tablesIn(facts: FactBase) {
  return facts.facts().flatMap(({ id }) => {
    if (id.kind !== "table") return [];
    const columns = facts
      .childrenOf(id)
      .flatMap((child) => (child.id.kind === "column" ? [child.id.name] : []));
    return [{ schema: id.schema, name: id.name, columns }];
  });
}

/** A schema goes too that holds nothing else, and that the other database does not have. */
function withoutTables(
  catalog: Catalog,
  tables: readonly TableOfTool[],
  otherFacts: FactBase,
): Catalog {
  if (tables.length === 0) return catalog;
  const definitions = withoutDefinitions(catalog.definitions, new Set(tables.map(sqlName)));
  const schemas = [...new Set(tables.map(({ schema }) => schema))].filter(
    (name) => !otherFacts.has({ kind: "schema", name }) && isBare(name, definitions),
  );
  const facts = withoutHiddenFacts(
    catalog.facts,
    (fact) =>
      isTableOrItsSequence(fact, ({ schema, name }) =>
        tables.some((table) => table.schema === schema && table.name === name),
      ) ||
      (fact.id.kind === "schema" && schemas.includes(fact.id.name)),
  );
  const counted = [...definitions].filter(([, { object }]) => !isSchema(object, schemas));
  return { ...catalog, facts, definitions: new Map(counted) };
}

function isBare(schema: string, definitions: Definitions): boolean {
  const within = `${shownName([schema])}.`;
  return ![...definitions.values()].some(({ object: { name, on = name } }) =>
    on.startsWith(within),
  );
}

function isSchema({ kind, name }: CatalogObject, schemas: readonly string[]): boolean {
  return kind === "schema" && schemas.some((schema) => shownName([schema]) === name);
}

function withoutDefinitions(all: Definitions, names: ReadonlySet<string>): Definitions {
  const gone = new Set(
    [...all.values()].filter((one) => isOf(one, names)).map(({ object }) => object.name),
  );
  const kept = [...all].filter(
    ([, { object }]) => !names.has(object.on ?? "") && !gone.has(object.name),
  );
  return new Map(kept);
}

/** Whether a definition is of one of some tables, a column, an index or a sequence of it. */
function isOf({ object: { kind, name }, properties }: Definition, tables: ReadonlySet<string>) {
  const table = withoutLast(kind === "column" ? name : (properties["owning column"] ?? ""));
  return tables.has(name) || tables.has(table) || tables.has(properties["table"] ?? "");
}
