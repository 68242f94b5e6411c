import type { Relation } from "../../../schema/index.ts";
import type { RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** The default partition of a table that is there and in use, as far as the migrations show. */
export function defaultPartition(
  parent: RelationName,
  context: StatementContext,
): Relation | undefined {
  const found = context.relation(parent)?.partitions.find(({ isDefault }) => isDefault);
  return found && context.inUse(found) && !context.isOwn(found) ? found : undefined;
}
