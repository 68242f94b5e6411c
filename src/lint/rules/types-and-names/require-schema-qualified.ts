import { shownName, type RelationName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { subjectOf } from "../schema-objects.ts";

export default defineRule({
  name: "require-schema-qualified",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "DDL on a name without its schema",
  why: "Which object is meant, or where a new one comes to be, is then a matter of the search path: of a setting of the role, the database or the session.",
  instead: "Write the schema before the name: `app.orders`.",
  exempt:
    "Temporary tables; objects that have no schema, and names of indexes that are created, which go where their table is.",
  check: {
    statement(context) {
      const name = context.statement.actions
        .flatMap((action) => subjectOf(action) ?? [])
        .find((one) => one.schema === undefined && !isTemporary(one, context));
      if (name === undefined) return;
      const full = context.schema.resolve(name);
      context.report({
        message: `Which schema ${name.name} is in depends on the search path.`,
        help: `Write ${shownName([full.schema, name.name])}, if that is meant.`,
      });
    },
  },
});

function isTemporary(name: RelationName, { schema }: StatementContext): boolean {
  return schema.relation(name)?.temporary ?? false;
}
