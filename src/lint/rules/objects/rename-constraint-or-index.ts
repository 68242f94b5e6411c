import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isUnusedRelation } from "./own-object.ts";
import { renamedKind } from "./rename.ts";

export default defineRule({
  name: "rename-constraint-or-index",
  severity: "notice",
  stake: "breakage",
  sets: [],
  summary: "Renaming a constraint or an index",
  why: `Nearly harmless: only ON CONFLICT ON CONSTRAINT, and code that looks for the name in an error, know it. ALTER INDEX … RENAME takes SHARE
UPDATE EXCLUSIVE on the index, and queries go on; ALTER TABLE … RENAME of an index takes ACCESS EXCLUSIVE on it, and RENAME CONSTRAINT takes it on the
table.`,
  instead: `Look for the old name in the code, and rename an index with ALTER INDEX. Where no code knows the name, say so:

\`\`\`sql
-- pgmaestro-ignore rename-constraint-or-index: no code names it
ALTER INDEX orders_user_id_idx RENAME TO orders_buyer_idx;
\`\`\``,
  exempt:
    "Constraints and indexes of a table that the same migration creates, or of a temporary one.",
  kinds: ["rename"],
  check: {
    action(action, context) {
      const kind = renamedKind(action, context);
      if (kind !== "INDEX" && kind !== "CONSTRAINT") return;
      const table = context.schema.index(action.object)?.table ?? action.object;
      if (isUnusedRelation(table, context)) return;
      const name = action.part ?? action.object.name;
      const isWrongCommand = kind === "INDEX" && action.objectKind === "TABLE";
      context.report({
        message: isWrongCommand
          ? `Queries that would use the index ${name} wait until the transaction ends: ALTER TABLE renames it under ACCESS EXCLUSIVE.`
          : `Renaming the ${kind.toLowerCase()} ${name} is seen by code that names it in ON CONFLICT ON CONSTRAINT, or looks for it in errors.`,
        help: isWrongCommand
          ? `Write ALTER INDEX ${shownName([name])} RENAME TO ${shownName([action.to])}.`
          : `Look for ${shownName([name])} in the code first.`,
      });
    },
  },
});
