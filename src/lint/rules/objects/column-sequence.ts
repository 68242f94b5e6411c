import { countedBy } from "../../../schema/index.ts";
import type { RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** Whether a sequence is that of a column, by its name too: hardly any code knows it. */
export function isOfColumn(name: RelationName, { schema }: StatementContext): boolean {
  const sequence = schema.relation(name);
  if (sequence?.ownedBy !== undefined || countedBy(name, schema).length > 0) return true;
  return !sequence?.isCreated && name.name.endsWith("_seq");
}
