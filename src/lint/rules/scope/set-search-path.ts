import { reasonInWords } from "../../../plan/index.ts";
import { dumpSettings, isPutBack } from "../client-syntax/dump-settings.ts";
import { defineRule } from "../../define-rule.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "set-search-path",
  severity: "warning",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "SET search_path without LOCAL",
  why: `The path stays with the connection after COMMIT (measured): what runs next on it finds other tables under the same names, or none. pgmaestro
puts settings back after each migration; other tools do not, and a pooler hands the connection on. Without a transaction it is SET LOCAL that
does nothing.`,
  instead: `Write the schema before each name; or set the path for the transaction.

\`\`\`sql
SET LOCAL search_path = app, pg_temp;
\`\`\`

Where the section runs without a transaction, put it back with \`RESET search_path\`.`,
  exempt: `A path that the same section resets; the settings of pg_dump (see \`dump-preamble\`).`,
  check: {
    action(action, context) {
      if (action.kind !== "set" || action.name !== "search_path") return;
      if (
        action.reset ||
        action.value === undefined ||
        dumpSettings(context.section).includes(action)
      )
        return;
      const { alone } = context;
      if (action.local && alone !== undefined)
        context.report({
          message: `search_path is set for a transaction that ends with the statement: each runs by itself, because ${reasonInWords(alone)}.`,
          help: "Write the schema before each name.",
        });
      if (action.local || isPutBack(action, context.section.actions)) return;
      context.report({
        message:
          "search_path stays set on the connection after this migration: what runs next finds other tables, or none.",
        help: helpFor(action, alone !== undefined),
      });
    },
  },
});

function helpFor({ byFunction }: ActionOf<"set">, isAlone: boolean): string {
  if (isAlone) return "Write RESET search_path at the end of the section.";
  return byFunction
    ? "Write true as the third argument of set_config."
    : "Write SET LOCAL search_path.";
}
