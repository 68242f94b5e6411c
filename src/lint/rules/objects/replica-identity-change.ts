import { defineRule } from "../../define-rule.ts";
import { isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "replica-identity-change",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "REPLICA IDENTITY of a table that was there before the migration",
  why: `It decides what logical replication sends of old rows: with NOTHING, UPDATE and DELETE of a published table fail; with FULL every
old row is written to the WAL, and subscribers search for it by all columns. Changing it takes ACCESS EXCLUSIVE, for a moment.`,
  instead: `Leave it at the primary key, or name a unique index of NOT NULL columns, before the table is published. Where it is meant, say so:

\`\`\`sql
-- pgmaestro-ignore replica-identity-change: not published yet
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_number_idx;
\`\`\``,
  exempt: "A table that the same migration creates; a temporary table.",
  kinds: ["replica-identity"],
  check: {
    action(action, context) {
      if (isUnusedRelation(action.relation, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: `Another REPLICA IDENTITY changes what subscribers get of updates and deletes of ${table}, and takes ACCESS EXCLUSIVE on ${table}.`,
        help: `Check the publications and subscriptions of ${table} first.`,
      });
    },
  },
});
