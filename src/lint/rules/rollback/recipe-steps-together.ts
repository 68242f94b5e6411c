import { isSameName } from "../../../schema/index.ts";
import {
  shownName,
  type Action,
  type ActionOf,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { isFilledByTrigger } from "../filled-by-trigger.ts";

export default defineRule({
  name: "recipe-steps-together",
  severity: "error",
  stake: "breakage",
  sets: ["recommended", "conventions"],
  summary: "A column that is added, filled and set NOT NULL in one migration",
  why: `The three steps are a recipe of three deployments: between them the application must learn to write the column. In one migration, the application
that is running while it is deployed inserts rows without the column, which NOT NULL then refuses.`,
  instead: `Deploy the steps apart:

\`\`\`sql
-- first migration; then deploy an application that writes the column
ALTER TABLE orders ADD COLUMN IF NOT EXISTS currency text;

-- second migration, once all rows are filled, in batches
ALTER TABLE orders ADD CONSTRAINT orders_currency_check CHECK (currency IS NOT NULL) NOT VALID;

-- third migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_currency_check;
\`\`\``,
  exempt: `A table that the migration creates; a column with a default, or that a trigger names. NOT VALID and VALIDATE together are \`validate-in-same-transaction\`'s, a column
that is replaced by another is \`drop-column\`'s.`,
  check: {
    section(context) {
      if (context.direction === "down") return;
      for (const [index, action] of context.actions.entries())
        if (action.kind === "set-not-null") tell(action, context.actions.slice(0, index), context);
    },
  },
});

function tell(
  action: ActionOf<"set-not-null">,
  before: readonly Action[],
  context: SectionContext,
): void {
  const { relation, column } = action;
  if (context.isOwnRelation(relation)) return;
  const { schema } = context;
  const table = schema.resolve(relation);
  const isOnTable = (one: { readonly relation: RelationName }) =>
    isSameName(schema.resolve(one.relation), table);
  const isAdded = before.some(
    (one) =>
      one.kind === "add-column" &&
      isOnTable(one) &&
      one.column.name === column &&
      one.column.default === undefined &&
      !one.column.identity &&
      one.column.generated === undefined,
  );
  const isFilled = before.some(
    (one) => one.kind === "update" && isOnTable(one) && one.columns.includes(column),
  );
  const hasDefault = before.some(
    (one) => one.kind === "set-default" && isOnTable(one) && one.column === column,
  );
  if (!isAdded || !isFilled || hasDefault || isFilledByTrigger(action, schema)) return;
  const statement = context.statements.find(({ actions }) => actions.includes(action));
  context.report({
    at: action.at,
    ...(statement && { end: statement.end }),
    message: `${relation.name}.${column} is added, filled and set NOT NULL in one migration: the application that is running does not write it yet, so that its INSERTs fail.`,
    help: `Set ${shownName([column])} NOT NULL in a later migration, once the application writes it.`,
  });
}
