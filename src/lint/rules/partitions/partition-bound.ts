import type { Relation } from "../../../schema/index.ts";

/**
 * Whether a valid CHECK of a table may spare the scan that a new bound asks for: it must be on the parent's key, whose columns cannot be NULL. What it
 * compares with is not looked at.
 * Measured on PostgreSQL 15 to 18; source: manual, ALTER TABLE, ATTACH PARTITION.
 */
export function mayProveBound(table: Relation, parent: Relation | undefined): boolean {
  const key = (parent?.partitionBy ?? []).flatMap((name) => name ?? []);
  const checks = [...table.constraints.values()].filter(
    ({ kind, valid, enforced }) => kind === "check" && valid && enforced,
  );
  if (!checks.some(({ columns }) => key.every((name) => columns.includes(name)))) return false;
  const proved = checks.flatMap(({ expression }) => expression?.provesNotNull ?? []);
  return key.every((name) => proved.includes(name) || mayBeNotNull(table, name));
}

function mayBeNotNull(table: Relation, column: string): boolean {
  return table.columns.get(column)?.notNull ?? !table.hasAllColumns;
}
