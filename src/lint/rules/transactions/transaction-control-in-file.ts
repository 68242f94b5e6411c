import { reasonInWords } from "../../../plan/index.ts";
import { codeOnly } from "../../../sql/text/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { Report, StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "transaction-control-in-file",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary:
    "BEGIN, COMMIT or their like in a migration, or code that commits inside its transaction",
  why: `pgmaestro begins and ends the transactions, and refuses a file that does. Run by a tool that lets it through, COMMIT ends the tool's transaction: what
follows is committed statement by statement, and no ROLLBACK takes it back (measured); BEGIN inside a transaction is only a
WARNING. A procedure or DO block that commits fails inside a transaction with "invalid transaction termination".`,
  instead: `Leave BEGIN and COMMIT out. Let a section with code that commits ask for no transaction:

\`\`\`sql
-- pgmaestro: no-transaction
CALL backfill_regions();
\`\`\``,
  exempt: `SAVEPOINT, RELEASE and ROLLBACK TO in a section that runs in one transaction; code that commits in a section that asks for no transaction.`,
  check: {
    action(action, context) {
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
  },
});

const ofSavepoints = /SAVEPOINT|RELEASE|ROLLBACK TO/;

function reportOf(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "transaction") return ofCommand(action.command, context);
  if (!context.transaction.isBlock) return undefined;
  const what = "Put `-- pgmaestro: no-transaction` above it, in a migration of its own.";
  if (action.kind === "do-block" && commits(action.body))
    return {
      message: "This DO block commits, which PostgreSQL refuses inside a transaction.",
      help: what,
    };
  if (action.kind !== "call") return undefined;
  const body = context.schema.routinesNamed(action.name).find((one) => commits(one.body ?? ""));
  return (
    body && {
      message: `${context.show(action.name)} commits, which PostgreSQL refuses inside a transaction.`,
      help: what,
    }
  );
}

function ofCommand(parsed: string, context: StatementContext): Report | undefined {
  const command = written(parsed, context);
  if (!ofSavepoints.test(parsed))
    return {
      message: `${command} in a migration: \`up\` refuses the file, because pgmaestro begins and ends the transaction itself.`,
      help: `Remove ${command}.`,
    };
  if (context.section.alone === undefined) return undefined;
  return {
    message: `${command} has nothing to go back to: every statement runs by itself here, because ${reasonInWords(context.section.alone)}.`,
    help: `Remove ${command}, or move the statements that belong together into a migration of their own.`,
  };
}

/** END and ABORT are other words for COMMIT and ROLLBACK. */
function written(parsed: string, { statement }: StatementContext): string {
  if (parsed === "START") return "START TRANSACTION";
  return parsed === "COMMIT" || parsed === "ROLLBACK" ? statement.command : parsed;
}

function commits(body: string): boolean {
  return /(?:^|;|\bBEGIN|\bTHEN|\bELSE|\bLOOP)\s*(?:COMMIT|ROLLBACK)\s*(?:;|\bAND\b)/i.test(
    codeOnly(body),
  );
}
