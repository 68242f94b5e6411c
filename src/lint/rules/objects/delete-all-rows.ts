import { isSameName } from "../../../schema/index.ts";
import type { RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { allActions } from "../surrounding-actions.ts";
import { isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "delete-all-rows",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DELETE without a condition, of a table that was there before the migration",
  why: `All rows are gone, and no down section brings them back: what was in the table is known nowhere. It is the TRUNCATE that one forgets to ask about,
as DELETE is written every day.`,
  instead: `Delete the rows that are to go, by a condition; where the table is to be empty, say so:

\`\`\`sql
-- pgmaestro-ignore delete-all-rows: a cache, which the application fills again
DELETE FROM rate_limits;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a section that fills the table again, or copies its rows into another one; the down
section.`,
  kinds: ["delete"],
  check: {
    action(action, context) {
      if (action.where !== undefined) return;
      const { relation } = action;
      if (context.direction === "down" || isUnusedRelation(relation, context)) return;
      if (isFilledOrCopied(relation, context)) return;
      const table = context.show(relation);
      context.report({
        message: `All rows of ${table} are gone: this DELETE has no condition, and nothing brings them back.`,
        help: `Delete the rows that are to go, by a condition; if ${table} is to be empty, say why: \`-- pgmaestro-ignore delete-all-rows: <reason>\`.`,
      });
    },
  },
});

/** Whether the section puts rows into the table, or its rows into another one; a statement that does both moves them. */
function isFilledOrCopied(relation: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  const table = schema.resolve(relation);
  const isIt = (other: RelationName) => isSameName(schema.resolve(other), table);
  if (context.together.some(({ kind }) => kind === "insert")) return true;
  return allActions(context).some((one) => {
    if (one.kind === "copy") return one.relation !== undefined && isIt(one.relation);
    if (one.kind !== "insert" && one.kind !== "create-table-as") return false;
    return isIt(one.relation) || (one.query?.relations ?? []).some(isIt);
  });
}
