import { isSameName } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import type { Action, RelationName, Statement } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "merge-alter-tables",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "Several ALTER TABLEs in a row on one table that is in use",
  why: `Each may read or rewrite the table by itself; one statement does it all in one pass (measured for two CHECKs and for two type changes).`,
  instead: `Write the commands behind each other:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders
    ADD COLUMN IF NOT EXISTS region text,
    ADD COLUMN IF NOT EXISTS note text;
\`\`\``,
  exempt: `Off by default. VALIDATE, SET NOT NULL and DROP CONSTRAINT, which lose a proof when they are merged (see \`set-not-null-proof-lost\`); constraints NOT VALID; RENAME, SET SCHEMA and
partitions, which stand alone; new, temporary and small tables; sections that run statement by statement.`,
  check: {
    statement(context) {
      const { section, index, statement } = context;
      if (context.alone !== undefined || index === 0 || context.part?.from === index) return;
      const table = mergeableTable(statement);
      const before = mergeableTable(section.statements[index - 1]!);
      if (table === undefined || before === undefined || !isSame(table, before, context)) return;
      if (!context.inUse(table) || context.isOwn(table)) return;
      context.report({
        message: `This alters ${context.show(table)} once more, right after another ALTER TABLE: what both read or rewrite is done twice.`,
        help: "Write its commands into the statement before, separated by commas.",
      });
    },
  },
});

/** The table of an ALTER TABLE that can be merged with another. */
function mergeableTable({ actions }: Statement): RelationName | undefined {
  const [first] = actions;
  return first && "objectKind" in first && "relation" in first && actions.every(isMergeable)
    ? first.relation
    : undefined;
}

const apart =
  /^(?:validate-constraint|set-not-null|drop-constraint|attach-partition|detach-partition)$/;

function isMergeable(action: Action): boolean {
  if (!("objectKind" in action) || action.objectKind !== "TABLE") return false;
  if (!("relation" in action) || apart.test(action.kind)) return false;
  return action.kind !== "add-constraint" || !action.constraint.notValid;
}

function isSame(one: RelationName, other: RelationName, { schema }: StatementContext): boolean {
  return isSameName(schema.resolve(one), schema.resolve(other));
}
