import { defineRule } from "../../define-rule.ts";
import { dependentsOf } from "../dependents.ts";
import { listing } from "../listing.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-schema",
  severity: "error",
  stake: "loss",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "DROP SCHEMA of a schema that was there before the migration",
  why: `With CASCADE every table, view, function and type in the schema is gone with its data, each under ACCESS EXCLUSIVE. Without
CASCADE the statement is refused as long as anything is in the schema; its privileges and default privileges are gone, and
code that names the schema, or has it in its search_path, fails.`,
  instead: `Drop or move what is in the schema first, each in a migration of its own, and then the empty schema without CASCADE. Say that it
is meant:

\`\`\`sql
-- pgmaestro-ignore drop-schema: empty since release 4.2
DROP SCHEMA IF EXISTS reporting;
\`\`\``,
  exempt: "A schema that the same migration creates, so too in its down section.",
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (action.objectKind !== "SCHEMA" || isUnused(action, context)) return;
      const name = context.show(action.object);
      const inside =
        context.observed?.cascades ?? dependentsOf(action, context).map(({ what }) => what);
      const named = inside.length > 0 ? `, that is ${listing(inside)}` : "";
      context.report({
        message: action.cascade
          ? `DROP SCHEMA … CASCADE deletes ${name} with every table in it and all their rows${named}, each under ACCESS EXCLUSIVE.`
          : `DROP SCHEMA takes ${name} away: code that names it fails, and so does the migration while anything is in it.`,
        help: `Empty ${name} first, object by object; then drop it without CASCADE.`,
      });
    },
  },
});
