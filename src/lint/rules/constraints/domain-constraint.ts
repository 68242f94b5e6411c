import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import type { Type } from "../../../schema/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import { isSeenToBeLight, isWaitedFor } from "./waiting.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "domain-constraint",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A constraint on a domain",
  why: `ALTER DOMAIN … ADD CONSTRAINT, SET NOT NULL and VALIDATE CONSTRAINT read every table with a column of the domain, under SHARE: nobody
writes to any of them until that is done. VALIDATE is no better than the plain form, unlike that of tables; only ADD … NOT VALID is free. And a
column of a domain with a constraint cannot be added to a table without rewriting it. Measured on PostgreSQL 15 to 18.`,
  instead: `Keep domains free of constraints, and put the CHECK on the tables, where it can be added NOT VALID and validated while the
application goes on.

\`\`\`sql
-- first migration
ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email LIKE '%@%') NOT VALID;
-- second migration
ALTER TABLE users VALIDATE CONSTRAINT users_email_check;
\`\`\``,
  exempt: `ADD CONSTRAINT … NOT VALID; a domain that the same migration creates, or of which no table in use is known to have a column. A
constraint in CREATE DOMAIN is a notice.`,
  kinds: ["create-domain", "alter-domain"],
  check: {
    action(action, context) {
      if (action.kind === "create-domain" && (action.notNull || action.checks.length > 0))
        context.report({
          severity: "notice",
          message: `${action.name.name} is a domain with a constraint: a column of it cannot be added without rewriting its table, and changing the constraint stops writes to all its tables.`,
          help: "Put the constraint on the tables that use the domain.",
        });
      if (action.kind !== "alter-domain" || !readsTables(action) || isSeenToBeLight(context))
        return;
      const tables = tablesWith(action, context);
      if (tables === undefined) return;
      context.report({
        message: stoppedUntilEnd(
          tables,
          `ALTER DOMAIN ${action.name.name} ${verbs[action.does]} reads all rows`,
          "SHARE",
        ),
        help: "Put the constraint on the tables that use the domain, NOT VALID first.",
      });
    },
  },
});

const verbs: Readonly<Record<string, string>> = {
  "add-constraint": "ADD CONSTRAINT",
  "validate-constraint": "VALIDATE CONSTRAINT",
  "set-not-null": "SET NOT NULL",
};

function readsTables({ does, notValid }: ActionOf<"alter-domain">): boolean {
  return does in verbs && !notValid;
}

/** The tables that are read, in words; undefined where nobody waits for any. */
function tablesWith(
  { name }: ActionOf<"alter-domain">,
  context: StatementContext,
): string | undefined {
  const every = "every table with a column of it";
  const domain = context.schema.type(name);
  if (domain === undefined) return every;
  if (context.section.isOwn(domain)) return undefined;
  const using = usersOf(domain, context);
  if (using.length > 0 || !context.schema.isPartial)
    return using.length > 0 ? using.join(" and ") : undefined;
  return every;
}

function usersOf(domain: Type, context: StatementContext): string[] {
  return [...context.schema.relations.view().values()]
    .filter(({ kind, columns }) => kind === "table" && [...columns.values()].some(isOfDomain))
    .filter((table) => isWaitedFor(table, context))
    .map((table) => context.show(table));

  function isOfDomain({ type }: { type?: { name: string; schema?: string } }): boolean {
    return type !== undefined && context.schema.type(type) === domain;
  }
}
