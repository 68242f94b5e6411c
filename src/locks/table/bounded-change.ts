import type { Relation, Schema } from "../../schema/index.ts";
import type { ActionOf } from "../../sql/statement/index.ts";

/** Whether a key, or a LIMIT, says how many rows an UPDATE or DELETE can meet. */
export function isBounded(action: ActionOf<"update" | "delete">, schema: Schema): boolean {
  const { where, boundColumns, limited, relation } = action;
  if (where === undefined) return false;
  if (limited) return true;
  const keys = keyColumns(schema.relation(relation));
  const isKey = (column: string) => keys.has(column) || nameOfKey.test(column);
  if (where.hasSubquery) return false;
  return boundColumns.some(isKey) || joinsValues(action, isKey);
}

/** `FROM (VALUES …) AS v WHERE t.id = v.id`: no other relation is read, and two keys are compared. */
function joinsValues(
  { where, reads }: ActionOf<"update" | "delete">,
  isKey: (column: string) => boolean,
): boolean {
  return reads.length === 0 && where!.columns.filter(isKey).length > 1;
}

/** Columns that are keys by their names, where the table is not known. */
const nameOfKey = /(?:^|_)(?:id|uuid|key|code|slug|email)$/;

/** The first columns of what makes rows unique. */
function keyColumns(table: Relation | undefined): ReadonlySet<string> {
  const unique = [...(table?.indexes.values() ?? [])].filter((index) => index.unique);
  return new Set(unique.flatMap(({ columns: [first] }) => first?.name ?? []));
}
