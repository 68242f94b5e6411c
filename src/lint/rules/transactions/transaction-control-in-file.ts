import { reasonInWords } from "../../../plan/index.ts";
import { codeOnly } from "../../../sql/text/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "transaction-control-in-file",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary:
    "ROLLBACK, or a BEGIN or COMMIT without the other, or code that commits inside its transaction",
  why: `What a ROLLBACK takes back would be recorded as applied, and so would a transaction that PREPARE TRANSACTION leaves to somebody else: \`up\` refuses both. A
BEGIN without COMMIT, or the other way round, does not say where the transaction ends. A procedure or DO block that commits fails
inside a transaction with "invalid transaction termination", and so does between BEGIN and COMMIT what PostgreSQL refuses in a
transaction.`,
  instead: `Write a BEGIN for each COMMIT, or leave both out. Let a section with code that commits ask for no transaction:

\`\`\`sql
-- pgmaestro: no-transaction
CALL backfill_regions();
\`\`\``,
  exempt: `BEGIN … COMMIT blocks, each of which is a transaction; SAVEPOINT, RELEASE and ROLLBACK TO where statements share a transaction; code that commits in a section that
asks for no transaction.`,
  kinds: ["transaction", "do-block", "call"],
  check: {
    action(action, context) {
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
    section(context) {
      for (const { message, hint, offset } of context.problems) {
        const { end } = context.statementAt(offset)!;
        context.report({
          at: offset,
          end,
          message: `${message}: \`up\` refuses the file.`,
          help: hint,
        });
      }
    },
  },
});

function reportOf(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "transaction") return ofSavepoint(action.command, context);
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

function ofSavepoint(command: string, { alone }: StatementContext): Report | undefined {
  if (alone === undefined) return undefined;
  return {
    message: `${command} has nothing to go back to: every statement runs by itself here, because ${reasonInWords(alone)}.`,
    help: `Remove ${command}, or move the statements that belong together into a migration of their own.`,
  };
}

function commits(body: string): boolean {
  return /(?:^|;|\bBEGIN|\bTHEN|\bELSE|\bLOOP)\s*(?:COMMIT|ROLLBACK)\s*(?:;|\bAND\b)/i.test(
    codeOnly(body),
  );
}
