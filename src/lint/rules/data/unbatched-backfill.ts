import {
  type Batchable,
  batchable,
  metRows,
  type RelationName,
} from "../../../sql/statement/index.ts";
import { quoteIfNeeded } from "../../../sql/text/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { changesMany } from "./bulk-change.ts";
import { committingBlock } from "./recipe.ts";

export default defineRule({
  name: "unbatched-backfill",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "UPDATE, DELETE or MERGE of a whole table in one statement",
  why: `Every row that is met stays locked until the transaction ends, so that sessions that want to change one wait for all of them. The table grows by as
much as is changed, the WAL and replicas have to take it, and VACUUM cannot clean up before it is over.`,
  instead: `Change the rows in batches by key, each a transaction of its own, with pauses. pgmaestro does it with the one statement of a
migration where a line above asks for it:

\`\`\`sql
-- pgmaestro: backfill orders
UPDATE orders SET total_cents = total * 100;
\`\`\`

Where the statement cannot be cut by a key, a DO block may commit, if the section runs outside of a transaction:

\`\`\`sql
${committingBlock}
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; a condition that holds a key to values or to a range;
a join with VALUES; a LIMIT in a subquery or WITH; a MERGE that only inserts; what runs in batches.`,
  check: {
    action(action, context) {
      const met = metRows(action);
      if (met === undefined || !changesMany(action, context)) return;
      if (action.kind === "merge" && action.updates === undefined && !action.deletes) return;
      const { relation, all, change } = met;
      if (!context.inUse(relation) || context.isOwn(relation)) return;
      const place = batchable(context.statement.text, relation);
      const isBatchable = typeof place !== "string";
      if (isBatchable && context.section.section.backfill !== undefined) return;
      const isProposed = isBatchable && !context.section.section.ofTool;
      const table = context.show(relation);
      const which = all ? `all rows of ${table}` : `rows all over ${table}`;
      context.report({
        message: `${change.toUpperCase()} changes ${which} in one transaction: sessions that change one of them wait until it ends.`,
        help: isProposed
          ? `Write \`-- pgmaestro: backfill ${asked(relation)}\` above it, in a migration of its own: it then runs in batches by the table's key.`
          : change === "merge"
            ? "Merge in batches: USING (SELECT … WHERE … LIMIT 10000), in a loop that commits."
            : `Change them in batches by key: WHERE id IN (SELECT id FROM ${table} WHERE … LIMIT 10000), in a loop that commits.`,
        fix: isProposed ? inBatches(relation, place, context) : undefined,
      });
    },
  },
});

/** Asks for batches, where nothing else is in the section, and the table has a primary key that the statement leaves as it is. */
function inBatches(
  relation: RelationName,
  { sets }: Batchable,
  context: StatementContext,
): Fix | undefined {
  const { section, control, statements } = context.section;
  const constraints = [...(context.relation(relation)?.constraints.values() ?? [])];
  const key = constraints.find(({ kind }) => kind === "primary-key")?.columns ?? [];
  const isAlone = statements.length === 1 && control.length === 0 && !section.noTransaction;
  if (!isAlone || key.length === 0 || sets.some((name) => key.includes(name))) return undefined;
  const { start } = context.statement;
  const text = `-- pgmaestro: backfill ${asked(relation)}\n`;
  return { title: "Run it in batches", edits: [{ start, end: start, text }], isLast: true };
}

function asked({ schema, name }: RelationName): string {
  return [schema, name]
    .flatMap((part) => (part === undefined ? [] : quoteIfNeeded(part)))
    .join(".");
}
