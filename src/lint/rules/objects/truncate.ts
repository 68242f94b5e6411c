import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import { isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "truncate",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "TRUNCATE of a table that was there before the migration",
  why: `All rows are gone, DELETE triggers do not fire, and the table gets new storage under ACCESS EXCLUSIVE: nobody can read or write it until
the transaction ends. Transactions with an older snapshot see an empty table from then on.`,
  instead: `Delete the rows that are to go, by a condition and in batches; where the table is to be empty and nobody uses it, say so:

\`\`\`sql
-- pgmaestro-ignore truncate: a cache, which the application fills again
TRUNCATE rate_limits;
\`\`\``,
  exempt: "A table that the same migration creates; a temporary table.",
  kinds: ["truncate"],
  check: {
    action(action, context) {
      const tables = action.relations
        .filter((relation) => !isUnusedRelation(relation, context))
        .map((relation) => context.show(relation));
      if (tables.length === 0) return;
      const [named, it] = [listing(tables), tables.length > 1 ? "them" : "it"];
      context.report({
        message: `All rows of ${named} are gone, and nobody can read or write ${it} until the transaction ends: TRUNCATE takes ACCESS EXCLUSIVE.`,
        help: "Delete the rows that are to go, by a condition and in batches.",
      });
    },
  },
});
