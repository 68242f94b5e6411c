import { defineRule } from "../../define-rule.ts";
import { buildFirst, buildFirstByPgm, buildsIndex } from "./constraint-index.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-unique-builds-index",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD CONSTRAINT … UNIQUE that builds its index on a table that exists",
  why: `The index is built while the table is held under ACCESS EXCLUSIVE: reads wait too, not only writes. Where two rows are alike, it fails
after all that time. Measured on PostgreSQL 15 to 18.`,
  instead: `Build the unique index CONCURRENTLY, in a migration of its own, and make it the constraint's in the next: that takes a moment, and
the index gets the constraint's name. The index must be valid and may be neither partial nor on an expression.

\`\`\`sql
-- first migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_key ON users (email);
-- second migration
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; USING INDEX; ONLY of a partitioned
table, which has no rows itself.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "unique") return;
      if (!buildsIndex(action, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: stoppedUntilEnd(table, "ADD UNIQUE builds an index on it"),
        help: buildFirst(action, context),
        builder: buildFirstByPgm(action, context),
      });
    },
  },
});
