import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import { byPlace } from "../surrounding-actions.ts";
import { tableCreatedAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-table",
  severity: "error",
  stake: "loss",
  harmsOldApplication: true,
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
    statement(context) {
      for (const { at, found } of byPlace(context, (action) => readDrop(action, context))) {
        const [tables, locked] = [
          found.map(({ table }) => table),
          found.flatMap(({ parent }) => parent),
        ];
        const [first] = found;
        const rows = tables.length > 1 ? "their rows" : "its rows";
        const what = first!.isForeign
          ? listing(tables)
          : `${listing(tables)} with ${rows} for good`;
        const lock =
          locked.length > 0
            ? ` Nobody can read or write ${listing(locked)} until the transaction ends: it takes ACCESS EXCLUSIVE there too.`
            : "";
        const any = listing(tables).replace(" and ", " or ");
        context.report({
          at,
          message: `DROP ${first!.isForeign ? "FOREIGN TABLE" : "TABLE"} deletes ${what}, and code that still uses ${any} fails.${lock}`,
          help: `Release code that does not use ${any} first; then drop ${tables.length > 1 ? "them" : "it"}, and say why in a comment \`${context.section.migration.comment} pgmaestro-ignore drop-table: …\`.`,
        });
      }
    },
  },
});

/** A table that is dropped, and the parent that is locked with it. */
function readDrop(action: Action, context: StatementContext) {
  if (action.kind !== "drop" || !/^(?:FOREIGN )?TABLE$/.test(action.objectKind)) return undefined;
  if (isUnused(action, context) || tableCreatedAgain(action.object, context)) return undefined;
  const parent = context.relation(action.object)?.parent;
  return {
    table: context.show(action.object),
    isForeign: action.objectKind !== "TABLE",
    parent: parent ? [context.show(parent)] : [],
  };
}
