import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { isOfColumn } from "./column-sequence.ts";
import { renameInUse } from "./rename.ts";

export default defineRule({
  name: "rename-table",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a table or a sequence that was there before the migration",
  why: `Code of the running release fails at once, and functions that name the table in a string fail when they are next called; views follow.
Indexes, sequences and constraints keep the names that were made from the old one. The rename itself takes ACCESS EXCLUSIVE, for a moment. Defaults and identities follow a sequence that is renamed; code that calls nextval() with
its name, as some object mappers do, fails.`,
  instead: `Keep the name. Where it must change, leave a view with the old name, in the same transaction; a view of one table can be
written to. Drop the view when no release uses it.

\`\`\`sql
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a section that leaves a view over it, a copy of its rows or a parent
of it under the old name, or gives the old name to another table (a swap); a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      tellOfSequence(action, context);
      const rename = renameInUse(action, context, ["TABLE", "FOREIGN TABLE"]);
      if (rename === undefined) return;
      const { name: table, to } = rename;
      context.report({
        message: `Renaming ${table} to ${to} breaks code that is running: it still says ${table}.`,
        help: `Keep the name; or create a view ${table} over ${to} in the same migration, until no release needs it.`,
      });
    },
  },
});

/** Of one that a column counts with, hardly any code knows the name. */
function tellOfSequence(action: ActionOf<"rename">, context: StatementContext): void {
  const rename = renameInUse(action, context, ["SEQUENCE"]);
  if (rename === undefined) return;
  const { name, to } = rename;
  context.report({
    ...(isOfColumn(action.object, context) && { severity: "warning" }),
    message: `Renaming the sequence ${name} to ${to} breaks code that is running, where it calls nextval('${name}').`,
    help: `Keep the name; or look for ${name} in the code first, and say in an ignore comment that it is not there.`,
  });
}
