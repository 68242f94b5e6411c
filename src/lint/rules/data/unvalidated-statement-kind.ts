import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "unvalidated-statement-kind",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A kind of statement that no rule knows",
  why: `Nothing is known of its locks and of what it does to the application, and a statement that is not looked at must not pass for a safe one. \`pgmaestro locks\` shows
what it locks on a scratch database.`,
  instead: `Look the statement up, try it, and say that it was looked at:

\`\`\`sql
-- pgmaestro-ignore unvalidated-statement-kind: labels take no lock on the table
SECURITY LABEL FOR anon ON COLUMN users.email IS 'MASKED WITH FUNCTION anon.fake_email()';
\`\`\``,
  exempt: `What neither locks a table nor changes one: NOTIFY, LISTEN, UNLISTEN, SHOW, CHECKPOINT, SET CONSTRAINTS.`,
  kinds: ["other", "alter-table-other", "alter-other", "drop-other", "execute"],
  check: {
    action(action, context) {
      const kind = unknownKind(action, context.statement.command);
      if (kind === undefined) return;
      context.report({
        message: `No rule knows ${kind}: its locks, and what it does to a running application, are not checked.`,
        help: "Look at it with pgmaestro locks, and say in an ignore comment that it was looked at.",
      });
    },
  },
});

const harmless: ReadonlySet<ActionOf<"other">["command"]> = new Set<ActionOf<"other">["command"]>([
  "NOTIFY",
  "LISTEN",
  "UNLISTEN",
  "SHOW",
  "CHECKPOINT",
  "SET CONSTRAINTS",
]);

/** What `alter-other` is of that no rule looks at. */
const unknownAlterations = /^(?:FOREIGN DATA WRAPPER|OPERATOR FAMILY)$/;

function unknownKind(action: Action, command: string): string | undefined {
  switch (action.kind) {
    case "other":
      if (harmless.has(action.command)) return undefined;
      return action.command === "SECURITY LABEL" ? action.command : command;
    case "alter-table-other":
      return `this command of ALTER ${action.objectKind} (${action.command})`;
    case "alter-other":
      return unknownAlterations.test(action.objectKind) ? command : undefined;
    case "drop-other":
      return action.objectKind === "SUBSCRIPTION" ? undefined : command;
    case "execute":
      return command;
    default:
      return undefined;
  }
}
