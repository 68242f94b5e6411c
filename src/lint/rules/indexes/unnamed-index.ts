import { indexName } from "../../../schema/index.ts";
import { shownName, sqlName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix, Unfixed } from "../../finding.ts";
import { isPlain, putBehind } from "../../rewriting.ts";

export default defineRule({
  name: "unnamed-index",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "CREATE INDEX without a name",
  why: `Without a name there is no IF NOT EXISTS (a syntax error), and a second run builds a duplicate with the suffix _idx1 (measured). The down section has to guess
the name that the server makes.`,
  instead: `Name the index:

\`\`\`sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
\`\`\``,
  exempt: `Indexes of tables that the same transaction creates, and of temporary tables.`,
  kinds: ["create-index"],
  check: {
    action(action, context) {
      if (action.name !== undefined) return;
      const { schema, name } = context.schema.resolve(action.relation);
      const table = context.relation(action.relation);
      const isNew = table?.isCreated && context.isOfTransaction(table);
      if (isNew || schema === "pg_temp") return;
      context.report({
        message: `This index on ${context.show(action.relation)} has no name: a second run builds it once more, beside the first.`,
        help: `Give it a name, such as ${shownName([indexName({ name }, action)])}, and IF NOT EXISTS.`,
        fix: named(action, name, context),
      });
    },
  },
});

/** With the name that the server would make, as far as that is plain. */
function named(
  action: ActionOf<"create-index">,
  table: string,
  context: StatementContext,
): Fix | Unfixed {
  const name = indexName({ name: table }, action);
  const isPlainName = action.columns.every((column) => column.name !== undefined);
  const isTaken = context.schema.index({ ...action.relation, name }) !== undefined;
  if (!isPlainName) return { unfixed: "what it indexes makes no plain name" };
  if (isTaken) return { unfixed: `the name ${name} is taken` };
  if (!isPlain(action, context)) return { unfixed: "it is in a DO block" };
  const edit = putBehind(
    context.section.section,
    context.statement,
    /^CREATE\s+(?:UNIQUE\s+)?INDEX(?:\s+CONCURRENTLY)?\b/i,
    ` ${sqlName({ name })}`,
  );
  return edit === undefined
    ? { unfixed: "comments stand between its words" }
    : { title: `Name the index ${name}`, edits: [edit] };
}
