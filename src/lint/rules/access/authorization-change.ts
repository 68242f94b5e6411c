import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { hidesAllRows } from "./policies.ts";

export default defineRule({
  name: "authorization-change",
  severity: "notice",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "GRANT, REVOKE, default privileges, policies and row level security",
  why: `It decides who sees and changes what. Too little breaks code that is running; too much stays unnoticed: GRANT … TO PUBLIC is for every role there
is and will be, GRANT ALL has privileges that nobody thought of, and WITH GRANT OPTION hands the decision on. These three are warnings, the
rest is a notice. GRANT takes no lock on the table up to PostgreSQL 17, and ACCESS SHARE from 18; policies and ROW LEVEL
SECURITY take ACCESS EXCLUSIVE, for a moment.`,
  instead: `Grant what is needed, by name, to the role that needs it:

\`\`\`sql
CREATE TABLE IF NOT EXISTS order_notes (id bigint PRIMARY KEY, note text NOT NULL);
GRANT SELECT, INSERT ON order_notes TO app;
\`\`\``,
  exempt: `What is granted by name on a table that the same migration creates, and policies of such a table; REVOKE … FROM PUBLIC.`,
  check: {
    action(action, context) {
      if (action.kind === "grant") return reportGrant(action, context);
      const change = changeOf(action, context);
      if (change === undefined) return;
      context.report({
        message: `${change}.`,
        help: "Check it with whoever is responsible for access rights.",
      });
    },
  },
});

function reportGrant(action: ActionOf<"grant">, context: StatementContext): void {
  const excess = excessOf(action);
  if (excess !== undefined) {
    context.report({ ...excess, severity: "warning" });
    return;
  }
  if (action.toPublic || isOfOwnTables(action, context)) return;
  context.report({
    message: `${action.grant ? "GRANT" : "REVOKE"} changes who may use ${objectsOf(action, context)}.`,
    help: "Check it with whoever is responsible for access rights.",
  });
}

/** What is too much about a GRANT. */
function excessOf(action: ActionOf<"grant">) {
  if (!action.grant || action.ofRoles) return undefined;
  if (action.toPublic)
    return {
      message: "GRANT … TO PUBLIC is for every role that there is and will be.",
      help: "Name the role that needs it.",
    };
  if (action.withGrantOption)
    return {
      message: "WITH GRANT OPTION lets the role pass the privilege on to whom it likes.",
      help: "Leave WITH GRANT OPTION away, and grant to each role by name.",
    };
  if (action.privileges.length > 0) return undefined;
  return {
    message: "GRANT ALL gives privileges beyond reading and writing, such as TRUNCATE and TRIGGER.",
    help: "Name the privileges that are needed, such as SELECT, INSERT, UPDATE, DELETE.",
  };
}

function isOfOwnTables({ objectKind, objects }: ActionOf<"grant">, context: StatementContext) {
  return objectKind === "TABLE" && objects.every((name) => context.isOwn(name));
}

function objectsOf({ ofRoles, objects, objectKind }: ActionOf<"grant">, context: StatementContext) {
  if (objects.length === 0) return `the ${objectKind.toLowerCase()}s`;
  const names = objects.map((name) => context.show(name)).join(", ");
  return ofRoles ? `what the role ${names} may` : names;
}

function changeOf(action: Action, context: StatementContext): string | undefined {
  switch (action.kind) {
    case "default-privileges":
      return "ALTER DEFAULT PRIVILEGES changes who may use what is created later";
    case "create-policy":
    case "alter-policy":
      return onTable(`The policy ${action.name}`, action.relation, context);
    case "row-security":
      if (hidesAllRows(action, context)) return undefined;
      return onTable("ROW LEVEL SECURITY", action.relation, context);
    case "drop":
      return action.objectKind === "POLICY"
        ? onTable(`Dropping the policy ${action.object.name}`, action.object.on!, context)
        : undefined;
    default:
      return undefined;
  }
}

function onTable(
  what: string,
  relation: ActionOf<"create-policy">["relation"],
  context: StatementContext,
): string | undefined {
  if (context.isOwn(relation)) return undefined;
  return `${what} changes who sees which rows of ${context.show(relation)}`;
}
