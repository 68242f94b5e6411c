import type { StatementContext } from "../../context.ts";
import { strongest, type LockMode } from "../../../locks/table/index.ts";
import { keyOf } from "../../../schema/index.ts";
import type { RelationName } from "../../../sql/statement/index.ts";

/** Whether sessions may wait for what is done to a table: one of those that this migration makes nobody uses yet. */
export function isWaitedFor(name: RelationName, context: StatementContext): boolean {
  return context.inUse(name) && !context.isOwn(name) && !isForeign(name, context);
}

function isForeign(name: RelationName, context: StatementContext): boolean {
  return context.relation(name)?.kind === "foreign table";
}

/** Whether the statement was seen to read no table from end to end, and to build no index. */
export function isSeenToBeLight({ observed }: StatementContext): boolean {
  return (
    observed?.source === "observed" &&
    [observed.scans, observed.validates, observed.builds, observed.rewrites].flat().length === 0
  );
}

/** The strongest lock on a table by the end of the statement, with what its transaction holds already. */
export function strongestLockOn(name: RelationName, context: StatementContext): LockMode {
  const key = keyOf(context.schema.resolve(name));
  const held = [
    ...context.transaction.locks,
    ...context.statement.actions.flatMap((action) => context.locksOf(action)),
  ];
  const modes = held.filter(({ relation }) => keyOf(relation) === key).map(({ mode }) => mode);
  return strongest(modes) ?? "ACCESS EXCLUSIVE";
}
