import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";
import { commandIn } from "./outside-transaction.ts";

export default defineRule({
  name: "concurrently-in-transaction",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A statement that PostgreSQL refuses inside a transaction or a function, in one",
  why: `CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX … CONCURRENTLY, REINDEX of a partitioned table, a schema or a database,
VACUUM, DETACH PARTITION … CONCURRENTLY, CREATE DATABASE, ALTER SYSTEM and DISCARD ALL fail at run time in a transaction, and in a
function or DO block with "cannot be executed from a function" (measured on 15 and 18). pgmaestro finds such statements and runs
them alone; it cannot do so for the body of a function, under \`--transaction all\`, or for a REINDEX or CLUSTER whose table turns
out to be partitioned.`,
  instead: `Write the statement at the top level of a migration of its own, and run it without \`--transaction all\`. For CLUSTER of a
partitioned table, and for REINDEX of one before 14, the section needs the line \`-- pgmaestro: no-transaction\`; from 14 on:

\`\`\`sql
REINDEX TABLE CONCURRENTLY measurements;
\`\`\``,
  exempt: `A statement at the top level of a migration that pgmaestro runs statement by statement.`,
  check: {
    action(action, context) {
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
  },
});

function reportOf(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "do-block") return inBody(action, "this DO block");
  if (action.kind === "create-function" && action.body !== undefined)
    return inBody({ body: action.body }, context.show(action.name));
  const command = context.statement.outsideTransaction;
  if (command === undefined) return ofPartitioned(action, context);
  return context.facts.transaction === "all" && action === context.statement.actions[0]
    ? {
        message: `${command} cannot run in a transaction, and --transaction all puts every migration into one: \`up\` refuses to start.`,
        help: "Run `pgmaestro up` without --transaction all.",
      }
    : undefined;
}

function inBody({ body }: { readonly body: string }, what: string): Report | undefined {
  const command = commandIn(body);
  if (command === undefined) return undefined;
  return {
    message: `${command} fails when ${what} runs it: it cannot be executed from a function.`,
    help: "Write the statement at the top level of a migration of its own.",
  };
}

function ofPartitioned(action: Action, context: StatementContext): Report | undefined {
  if (!context.transaction.isBlock) return undefined;
  if (action.kind !== "reindex" && action.kind !== "cluster") return undefined;
  const table = tableOf(action, context);
  if (table?.partitionBy === undefined) return undefined;
  const command = action.kind === "cluster" ? "CLUSTER" : `REINDEX ${action.scope}`;
  const message = `${command} cannot run in a transaction here, because ${context.show(table)} is partitioned.`;
  if (action.kind === "reindex" && context.postgres >= 14)
    return { message, help: `Write ${command} CONCURRENTLY, which pgmaestro runs alone.` };
  return {
    message,
    help: "Put `-- pgmaestro: no-transaction` above the statement, in a migration of its own.",
    builder: "Call `pgm.noTransaction()`, in a migration of its own.",
  };
}

function tableOf(action: ActionOf<"reindex"> | ActionOf<"cluster">, context: StatementContext) {
  if (action.relation === undefined) return undefined;
  return action.kind === "reindex" && action.scope === "INDEX"
    ? context.schema.index(action.relation)?.table
    : context.relation(action.relation);
}
