import { uniqueFirst } from "../../builder-words.ts";
import type { StatementContext } from "../../context.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import { isSeenToBeLight, isWaitedFor } from "./waiting.ts";

type AddConstraint = ActionOf<"add-constraint">;

/** Whether ADD CONSTRAINT builds an index on a table that is in use. ONLY a partitioned table has no rows to read. */
export function buildsIndex(action: AddConstraint, context: StatementContext): boolean {
  const { relation, constraint, only } = action;
  if (constraint.usingIndex !== undefined || isSeenToBeLight(context)) return false;
  if (only && isPartitioned(action, context)) return false;
  return isWaitedFor(relation, context);
}

/** How to have the index before the constraint. */
export function buildFirst(action: AddConstraint, context: StatementContext): string {
  const what = action.constraint.kind === "unique" ? "constraint" : "primary key";
  if (action.constraint.withoutOverlaps)
    return `Add the ${what} while the table is small or out of use: WITHOUT OVERLAPS has no concurrent form.`;
  if (!isPartitioned(action, context))
    return `Build a unique index CONCURRENTLY in a migration of its own, and add the ${what} USING INDEX in the next.`;
  const table = context.show(action.relation);
  return `Build a unique index CONCURRENTLY on each partition and add the ${what} there USING INDEX; then add it to ONLY ${table}, and attach the partitions' indexes.`;
}

/** The same by the builder, where that can. */
export function buildFirstByPgm(
  action: AddConstraint,
  context: StatementContext,
): string | undefined {
  if (action.constraint.withoutOverlaps || isPartitioned(action, context)) return undefined;
  return uniqueFirst(action.constraint.kind === "unique" ? "UNIQUE" : "PRIMARY KEY");
}

function isPartitioned({ relation }: AddConstraint, context: StatementContext): boolean {
  return context.relation(relation)?.partitionBy !== undefined;
}
