import { defineRule } from "../../define-rule.ts";
import { tableCreatedAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "create-replaces-existing",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP TABLE followed by CREATE TABLE of the same name",
  why: `Where the table exists its rows are lost without a word, and with IF EXISTS nobody notices that there were any. Foreign keys to it,
privileges, policies and triggers are gone as well.`,
  instead: `Leave the DROP away, and write CREATE TABLE IF NOT EXISTS; change a table that exists with ALTER TABLE.

\`\`\`sql
CREATE TABLE IF NOT EXISTS orders (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL
);
\`\`\``,
  exempt: "A table that the same migration creates before the DROP; a temporary table.",
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      if (isUnused(action, context)) return;
      if (tableCreatedAgain(action.object, context) !== "permanent") return;
      const table = context.show(action.object);
      context.report({
        message: `${action.guarded ? `Where ${table} exists, ` : ""}DROP TABLE deletes ${action.guarded ? "it" : table} with its rows, and CREATE TABLE makes a new one of the same name.`,
        help: `Change ${table} with ALTER TABLE; where it must only be there, leave DROP TABLE away and write CREATE TABLE IF NOT EXISTS.`,
      });
    },
  },
});
