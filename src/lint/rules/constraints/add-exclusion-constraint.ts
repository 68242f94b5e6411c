import { defineRule } from "../../define-rule.ts";
import { buildsIndex } from "./constraint-index.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-exclusion-constraint",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD CONSTRAINT … EXCLUDE on a table that exists",
  why: `The index is built, and each row compared with the others, while the table is held under ACCESS EXCLUSIVE. There is no way around it: an
exclusion constraint knows neither NOT VALID nor USING INDEX.`,
  instead: `Create a new table, or a new partition, with the constraint; copy the rows in batches; then swap the names. Or add the constraint
while the application is stopped.

\`\`\`sql
-- first migration; rows are copied after it, and the names are swapped in a later one
CREATE TABLE bookings_new (room_id bigint NOT NULL, during tstzrange NOT NULL,
    CONSTRAINT bookings_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&));
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "exclusion") return;
      if (!buildsIndex(action, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: stoppedUntilEnd(table, "ADD EXCLUDE builds an index on it and compares its rows"),
        help: "Create a new table with the constraint, copy the rows in batches and swap the names, or stop the application for it.",
      });
    },
  },
});
