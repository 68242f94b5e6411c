import { reasonInWords } from "../../../plan/index.ts";
import { guardsOf, type Statement } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { SectionContext } from "../../context.ts";

export default defineRule({
  name: "no-transaction-file-has-several-statements",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "Several statements without a common transaction, not all of which can be run again",
  why: `Where a section runs without a transaction, a statement that fails leaves those before it done. pgmaestro records each statement and
goes on where it stopped, but the database stays half migrated until then; and where the connection is lost between a statement
that runs outside of any transaction and its record, that statement runs again.`,
  instead: `Give the statement a migration of its own, or a guard, so that it may run again:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;

-- second migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
\`\`\``,
  exempt: `Sections whose statements all have a guard or can be run again as they are; SET, RESET and the last statement.`,
  check: {
    section(context) {
      if (context.alone === undefined || context.statements.length === 0) return;
      const steps = stepsOf(context);
      const guards = guardsOf(context.statements);
      const first = steps
        .slice(0, -1)
        .find((step) => "remedy" in guards[context.statements.indexOf(step)]!);
      if (first === undefined) return;
      context.report({
        message: `The ${steps.length} statements here share no transaction, because ${reasonInWords(context.alone)}: if a later one fails, ${first.command} stays done, and it cannot be run again.`,
        help: "Move it into a migration of its own, or give it a guard such as IF NOT EXISTS.",
        at: first.start,
        end: first.end,
      });
    },
  },
});

/** The statements that do something, settings of the session aside. */
function stepsOf({ statements }: SectionContext): Statement[] {
  return statements.filter(({ actions }) => actions.every(({ kind }) => kind !== "set"));
}
