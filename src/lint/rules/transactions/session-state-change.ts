import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "session-state-change",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "SET ROLE, SET SESSION AUTHORIZATION, RESET ALL or DISCARD ALL",
  why: `A role outlives the COMMIT: other tools than pgmaestro, which puts it back, run the next migration and write their history as that role. RESET ALL
takes away the timeouts that what runs the migrations has set. DISCARD ALL cannot run in a transaction (measured), and throws
prepared statements, cursors and advisory locks of the session away, the lock against other runs among them.`,
  instead: `Change the role for the transaction, and reset only what the migration has set:

\`\`\`sql
SET LOCAL ROLE app_owner;
CREATE TABLE IF NOT EXISTS invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
\`\`\``,
  exempt: `SET LOCAL ROLE; RESET ROLE and RESET SESSION AUTHORIZATION; a role that the same section resets; DISCARD PLANS, SEQUENCES and TEMP.`,
  kinds: ["discard", "set"],
  check: {
    action(action, context) {
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
  },
});

function reportOf(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "discard" && action.what === "ALL")
    return {
      message:
        "DISCARD ALL cannot run in a transaction, and gives up the lock that keeps other runs away.",
      help: "Remove it, or RESET what the migration has set.",
    };
  if (action.kind !== "set") return undefined;
  const { name, value, reset, local } = action;
  if (reset && name === "all")
    return {
      message: "RESET ALL takes away the timeouts and the search_path of what runs the migrations.",
      help: "RESET each setting that the migration has set.",
    };
  if (!/^(?:role|session_authorization)$/.test(name)) return undefined;
  if (reset || local || value === undefined || isReset(name, context)) return undefined;
  const command = name === "role" ? "ROLE" : "SESSION AUTHORIZATION";
  return {
    message: `SET ${command} outlives the transaction. pgmaestro puts it back; other tools run what follows as ${value}.`,
    help:
      context.alone === undefined
        ? `Write SET LOCAL ${command}.`
        : `Write RESET ${command} behind the statements it is for.`,
  };
}

function isReset(name: string, { section, index }: StatementContext): boolean {
  const later = section.statements.slice(index + 1).flatMap(({ actions }) => actions);
  return later.some(
    (one) =>
      one.kind === "set" && one.name === name && (one.reset || !one.value || one.value === "none"),
  );
}
