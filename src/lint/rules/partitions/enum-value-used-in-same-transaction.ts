import {
  mentionsValue,
  shownName,
  type ActionOf,
  type Statement,
} from "../../../sql/statement/index.ts";
import { codeOnly } from "../../../sql/text/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { isPlain } from "../../rewriting.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "enum-value-used-in-same-transaction",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A new value of an enum type that is used before it is committed",
  why: `PostgreSQL refuses a value that ALTER TYPE … ADD VALUE has added in the same transaction: "unsafe use of new value" (measured on 15 to 18).
A type that is created in the same transaction is no exemption before 17. pgmaestro runs a migration that writes the new value
statement by statement; it cannot do so under \`--transaction all\` or within BEGIN and COMMIT, and it does not see uses that do not write the value, such as
\`enum_range\`.`,
  instead: `Add the value in a migration of its own, and use it in a later one:

\`\`\`sql
-- first migration
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';

-- second migration
UPDATE orders SET status = 'refunded' WHERE id = 42;
\`\`\``,
  exempt: `Uses that pgmaestro sees and parts from the ADD VALUE; sections that run statement by statement; from 17 on, types that the same
transaction creates.`,
  kinds: ["alter-enum"],
  check: {
    action(action, context) {
      if (action.adds === undefined) return;
      const report =
        usedInBlock(action, action.adds, context) ??
        (context.alone === undefined ? reportOf(action, action.adds, context) : undefined);
      if (report !== undefined) context.report(report);
    },
  },
});

function reportOf(
  action: ActionOf<"alter-enum">,
  value: string,
  context: StatementContext,
): Report | undefined {
  const { part } = context;
  const later = context.section.statements.slice(context.index + 1, part?.to).filter(runs);
  const named = later.find(({ text }) => mentionsValue(text, value));
  const listed = later.find((statement) => lists(statement, action) || quotes(statement, value));
  if (isNew(action, context) && context.postgres >= 17) return undefined;
  if (context.facts.transaction === "all" && named !== undefined)
    return used(named, value, `Add '${value}' in a migration before this one, and run that first.`);
  if (part !== undefined && named !== undefined)
    return used(
      named,
      value,
      `Write COMMIT before it, or add '${value}' in a migration before this one.`,
    );
  return named === undefined
    ? used(listed, value, `Add '${value}' in a migration before this one.`)
    : undefined;
}

/** What comes behind it in the same DO block, which is one transaction unless it commits. */
function usedInBlock(
  action: ActionOf<"alter-enum">,
  value: string,
  context: StatementContext,
): Report | undefined {
  const { statement } = context;
  if (isPlain(action, context) || action.at === statement.start) return undefined;
  if (isNew(action, context) && context.postgres >= 17) return undefined;
  const own = statement.text.slice(action.at - statement.start);
  const later = own.slice(own.indexOf(";") + 1);
  if (!mentionsValue(later, value) || /\bcommit\b/i.test(codeOnly(later))) return undefined;
  const start = statement.start + statement.text.length - later.length + later.indexOf(value);
  return used(
    { start, end: statement.end },
    value,
    `Add '${value}' in a migration before this one.`,
  );
}

/** The body of a function is not run by being created; another type may get a value of the same name. */
function runs({ actions }: Statement): boolean {
  return !actions.some(({ kind }) => kind === "create-function" || kind === "alter-enum");
}

function isNew({ name }: ActionOf<"alter-enum">, context: StatementContext): boolean {
  const type = context.schema.type(name);
  return type !== undefined && context.isOfTransaction(type);
}

/** `enum_range(NULL::t)` hands out every value of a type, `enum_last` the one that comes last where nothing says otherwise. */
function lists({ text }: Statement, { name, positioned }: ActionOf<"alter-enum">): boolean {
  const functions = positioned ? /\benum_range\s*\(/i : /\benum_(?:range|last)\s*\(/i;
  return functions.test(codeOnly(text)) && text.includes(shownName([name.name]));
}

/** Written as a dollar-quoted string, which the engine does not look for. */
function quotes({ text }: Statement, value: string): boolean {
  return text.includes(`$${value}$`);
}

function used(
  statement: Pick<Statement, "start" | "end"> | undefined,
  value: string,
  help: string,
): Report | undefined {
  if (statement === undefined) return undefined;
  return {
    message: `This uses the enum value '${value}' in the transaction that adds it, which PostgreSQL refuses as unsafe.`,
    help,
    at: statement.start,
    end: statement.end,
  };
}
