import { isSameName } from "../../../schema/index.ts";
import { flattened, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** Whether a table gets row level security that lets nobody see a row: no policy is there, and none comes with it. */
export function hidesAllRows(
  { relation, to }: ActionOf<"row-security">,
  context: StatementContext,
): boolean {
  if (to !== "enable" || context.isOwn(relation)) return false;
  const known = context.relation(relation);
  if (known?.temporary || known?.rowSecurity || (known?.policies.size ?? 0) > 0) return false;
  return !context.schema.isPartial && !hasPolicyComing(relation, context);
}

/** Only in the same transaction: what comes after it comes too late for readers in between. */
function hasPolicyComing(
  relation: ActionOf<"row-security">["relation"],
  { section, schema, transaction, index, alone, part }: StatementContext,
): boolean {
  if (!transaction.isBlock || alone !== undefined) return false;
  return section.statements
    .slice(index, part?.to)
    .flatMap(({ actions }) => flattened(actions))
    .some(
      (one) =>
        one.kind === "create-policy" &&
        isSameName(schema.resolve(one.relation), schema.resolve(relation)),
    );
}
