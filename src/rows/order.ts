import type { TableDefinition } from "./definitions.ts";

/**
 * Orders tables so that those referred to come first. In a cycle, references that may be NULL give way.
 */
export function referencedFirst(tables: readonly TableDefinition[]): TableDefinition[] {
  const byAll = visit(tables, (table) => parentsOf(table, tables, () => true));
  return visit(byAll, (table) =>
    parentsOf(table, byAll, (columns) =>
      table.columns.every(({ number, notNull }) => notNull || !columns.includes(number)),
    ),
  );
}

function parentsOf(
  table: TableDefinition,
  tables: readonly TableDefinition[],
  counts: (columns: readonly number[]) => boolean,
): TableDefinition[] {
  const sources = table.references
    .filter(({ columns }) => counts(columns))
    .flatMap((reference) => reference.sources);
  return tables.filter(({ oid }) => oid !== table.oid && sources.includes(oid));
}

function visit(
  tables: readonly TableDefinition[],
  parents: (table: TableDefinition) => readonly TableDefinition[],
): TableDefinition[] {
  const seen = new Set<TableDefinition>();
  const ordered: TableDefinition[] = [];
  const enter = (table: TableDefinition): void => {
    if (seen.has(table)) return;
    seen.add(table);
    parents(table).forEach(enter);
    ordered.push(table);
  };
  tables.forEach(enter);
  return ordered;
}
