import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { keyOf } from "../../../schema/index.ts";
import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import { foreignKeysAddedBy } from "./added-constraints.ts";
import { isWaitedFor } from "./waiting.ts";

export default defineRule({
  name: "foreign-key-locks-referenced-table",
  severity: "notice",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A foreign key, in CREATE TABLE too, that leads to a table that exists",
  why: `The table that a new foreign key leads to is held under SHARE ROW EXCLUSIVE until the transaction ends: INSERT, UPDATE and DELETE on it
wait, and so do all that come behind. That the referencing table is new does not help. It takes a moment where nothing else happens in the
transaction, so it is a notice; a warning where the table is named in \`busyTables\` or the statistics show it to be written all the time.`,
  instead: `Create the table without the foreign key, and add it NOT VALID in a migration of its own. Keep foreign keys to two busy tables in
two migrations.

\`\`\`sql
-- first migration
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL);
-- second migration
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
\`\`\``,
  exempt: `A foreign key that is added NOT VALID in a migration that does nothing else; what other rules say already
(\`add-foreign-key-validates\`, \`add-column-with-foreign-key\`); a referenced table that the same migration creates, or that is known to be
small; a table that references itself.`,
  check: {
    action(action, context) {
      if (saysNothing(action, context) || isAlone(action, context)) return;
      const met = new Set<string>();
      for (const { relation, references, constraint } of foreignKeysAddedBy(action)) {
        const referenced = context.schema.resolve(references.relation);
        const key = keyOf(referenced);
        if (met.has(key) || key === keyOf(context.schema.resolve(relation))) continue;
        if (!isWaitedFor(referenced, context)) continue;
        met.add(key);
        const table = context.show(referenced);
        context.report({
          at: constraint.at,
          message: `Nobody can write to ${table} until the transaction ends: the foreign key of ${context.show(relation)} holds SHARE ROW EXCLUSIVE there.`,
          help: "Add the foreign key NOT VALID, in a migration of its own.",
          ...(context.facts.isBusy(referenced) && { severity: "warning" }),
        });
      }
    },
  },
});

/** Other rules report it, or nothing happens. */
function saysNothing(action: Action, context: StatementContext): boolean {
  if (action.kind === "add-column") return true;
  if (action.kind === "create-table") return isThere(action, context);
  if (action.kind !== "add-constraint") return false;
  const { notValid, enforced } = action.constraint;
  return !notValid && enforced && isWaitedFor(action.relation, context);
}

/** IF NOT EXISTS of a table that is there takes no locks. */
function isThere({ guarded, relation }: ActionOf<"create-table">, context: StatementContext) {
  return guarded && context.relation(relation)?.isCreated === true;
}

function isAlone(action: Action, { section }: StatementContext): boolean {
  if (action.kind !== "add-constraint" || !action.constraint.notValid) return false;
  return section.actions.every((one) => one === action || /^(?:set|comment)$/.test(one.kind));
}
