import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { actionsTakenBack } from "../surrounding-actions.ts";

export default defineRule({
  name: "rename-enum-value",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "ALTER TYPE … RENAME VALUE of an enum that was there before the migration",
  why: `All sessions see the new value at once, in rows of old as well. Code of the running release that writes the old value, or compares with
it, fails; code that reads rows meets a value that it does not know. No table is locked. Logical replication does not carry it over.`,
  instead: `Add the new value, write it from a release that knows both, change the old rows in batches; the old value stays in the type, unused.

\`\`\`sql
ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'cancelled';
\`\`\``,
  exempt: "A type that the same migration creates; a down section that gives the old value back.",
  kinds: ["alter-enum"],
  check: {
    action(action, context) {
      if (action.renames === undefined) return;
      const type = context.schema.type(action.name);
      if (type && context.section.isOwn(type)) return;
      if (takesBack(action.renames, context)) return;
      const { from, to } = action.renames;
      context.report({
        message: `Renaming the value '${from}' of ${context.show(action.name)} to '${to}' breaks code that is running: it still writes and expects '${from}'.`,
        help: `Add '${to}' as a new value, write it from a release that knows both, and change the old rows in batches.`,
      });
    },
  },
});

function takesBack(
  { from, to }: NonNullable<ActionOf<"alter-enum">["renames"]>,
  context: StatementContext,
): boolean {
  return actionsTakenBack(context).some(
    (one) => one.kind === "alter-enum" && one.renames?.from === to && one.renames.to === from,
  );
}
