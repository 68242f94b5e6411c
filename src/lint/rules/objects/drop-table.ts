import { defineRule } from "../../define-rule.ts";
import { tableCreatedAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-table",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP TABLE of a table that was there before the migration",
  why: `The rows are gone, a rollback brings back an empty table at best, and code of the running release that still reads the table
fails at once. The lock is wider than the table: ACCESS EXCLUSIVE also on the parent of a partition, and on every table that its foreign
keys lead to, of which \`drop-foreign-key-locks-both\` speaks.`,
  instead: `Drop a table last: release code that does not use it, take its use away in a way that can be undone, wait, drop its foreign
keys one by one, and then the table. Say so where it is dropped:

\`\`\`sql
-- first migration: code that still uses it fails, and can be found and fixed
REVOKE ALL ON legacy_orders FROM app;

-- second migration, a release later
ALTER TABLE legacy_orders DROP CONSTRAINT IF EXISTS legacy_orders_user_id_fkey;

-- third migration
-- pgmaestro-ignore drop-table: nothing uses it since release 4.2, its rows are archived
DROP TABLE IF EXISTS legacy_orders;
\`\`\``,
  exempt: `A table that the same migration creates, so too in its down section; a temporary table; a table that the section creates again,
of which \`create-replaces-existing\` speaks.`,
  check: {
    action(action, context) {
      if (action.kind !== "drop" || !/^(?:FOREIGN )?TABLE$/.test(action.objectKind)) return;
      if (isUnused(action, context) || tableCreatedAgain(action.object, context)) return;
      const table = context.show(action.object);
      const parent = context.relation(action.object)?.parent;
      const what = action.objectKind === "TABLE" ? `${table} and its rows for good` : table;
      const lock = parent
        ? ` It takes ACCESS EXCLUSIVE on ${context.show(parent)} too: nobody can read or write there until the transaction ends.`
        : "";
      context.report({
        message: `DROP ${action.objectKind} deletes ${what}, and code that still uses ${table} fails.${lock}`,
        help: `Release code that does not use ${table} first; then drop it, and say why in a comment \`-- pgmaestro-ignore drop-table: …\`.`,
      });
    },
  },
});
