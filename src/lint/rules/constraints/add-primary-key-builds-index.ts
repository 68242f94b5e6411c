import { defineRule } from "../../define-rule.ts";
import { buildFirst, buildFirstByPgm, buildsIndex } from "./constraint-index.ts";
import { nullableColumns } from "./nullable-columns.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-primary-key-builds-index",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD PRIMARY KEY that builds its index on a table that exists",
  why: `The index is built while the table is held under ACCESS EXCLUSIVE: nobody reads or writes until the transaction ends. Columns that may be NULL become NOT
NULL, for which all rows are read once more. Measured on PostgreSQL 15 to 18.`,
  instead: `Build a unique index CONCURRENTLY, in a migration of its own; make its columns NOT NULL by way of a validated CHECK (see
\`set-not-null-scans\`); then the index becomes the primary key's in a moment.

\`\`\`sql
-- first migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_pkey ON orders (id);
-- second migration
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; USING INDEX; ONLY of a partitioned
table, which has no rows itself.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "primary-key") return;
      if (!buildsIndex(action, context)) return;
      const table = context.show(action.relation);
      const nullable = nullableColumns(action.relation, action.constraint.columns, context);
      context.report({
        message: stoppedUntilEnd(table, "ADD PRIMARY KEY builds an index on it"),
        help: [
          ...nullable.map((column) => `Prove that ${column} is NOT NULL (see set-not-null-scans).`),
          buildFirst(action, context),
        ].join(" "),
        builder: nullable.length > 0 ? undefined : buildFirstByPgm(action, context),
      });
    },
  },
});
