import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { keyOf, type Constraint } from "../../../schema/index.ts";
import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import { listing } from "../listing.ts";
import { allActions, byPlace } from "../surrounding-actions.ts";
import { isWaitedFor } from "./waiting.ts";

export default defineRule({
  name: "drop-foreign-key-locks-both",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary:
    "A foreign key that is dropped, with its column or table too, locks the table it leads to",
  why: `The triggers of a foreign key are on both tables, so both are held under ACCESS EXCLUSIVE when it goes: readers of the referenced table
wait too, which the statement does not even name. It is quick, but a long query on either table makes it wait, and all others behind it.
Measured on PostgreSQL 15 to 18.`,
  instead: `Drop the foreign key alone in its migration, with a short \`lock_timeout\`, and try again where it ran out; the column or the table
goes later.

\`\`\`sql
-- first migration
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;
-- second migration
-- pgmaestro-ignore drop-column: no release uses it
ALTER TABLE orders DROP COLUMN IF EXISTS user_id;
\`\`\``,
  exempt: `A migration that does nothing but drop a foreign key, with a \`lock_timeout\` in force; a referenced table that the same migration
creates or drops, or that is known to be small; a table that references itself.`,
  check: {
    statement(context) {
      for (const { at, found } of byPlace(context, (action) => readDrop(action, context))) {
        const tables = [...new Set(found.flatMap((one) => one.tables))];
        const { action } = found[0]!;
        context.report({
          at,
          message: `Nobody can read or write ${listing(tables)} until the transaction ends: ${subject(action, context)} takes ACCESS EXCLUSIVE there too.`,
          help:
            action.kind === "drop-constraint"
              ? "Drop it alone in its migration, with a short lock_timeout."
              : "Drop the foreign key in a migration before, alone and with a short lock_timeout.",
        });
      }
    },
  },
});

function readDrop(action: Action, context: StatementContext) {
  const tables = referencedTables(action, context);
  if (tables.length === 0 || isAloneAndShort(action, context)) return undefined;
  return { action, tables };
}

/** The tables in use, beside its own, that are locked because a foreign key to them goes. */
function referencedTables(action: Action, context: StatementContext): string[] {
  if (isGuessed(action, context)) return ["the table that it references"];
  const own = tableOf(action, context);
  const met = new Map(
    foreignKeysOf(action, context).map(({ references }) => [
      keyOf(references!.table),
      references!.table,
    ]),
  );
  return [...met]
    .filter(([key, table]) => key !== own && isWaitedFor(table, context) && !isGone(key, context))
    .map(([, table]) => context.show(table));
}

/** Of a table that no migration creates the name of a constraint must do. */
function isGuessed(action: Action, context: StatementContext): boolean {
  if (action.kind !== "drop-constraint" || !isWaitedFor(action.relation, context)) return false;
  const table = context.relation(action.relation);
  if (table?.isCreated || table?.constraints.has(action.name)) return false;
  return /(?:^fk_|_fk(?:ey\d*)?$)/i.test(action.name);
}

function foreignKeysOf(action: Action, context: StatementContext): Constraint[] {
  const goes = whatGoes(action);
  const key = goes && tableOf(action, context);
  const constraints =
    key === undefined ? undefined : context.schema.relations.get(key)?.constraints;
  return [...(constraints?.values() ?? [])].filter(
    (one) => one.references !== undefined && goes!(one),
  );
}

function whatGoes(action: Action): ((constraint: Constraint) => boolean) | undefined {
  if (action.kind === "drop-constraint") return ({ name }) => name === action.name;
  if (action.kind === "drop-column") return ({ columns }) => columns.includes(action.column);
  return isDropTable(action) ? () => true : undefined;
}

function isDropTable(action: Action): action is ActionOf<"drop"> {
  return action.kind === "drop" && action.objectKind === "TABLE";
}

function tableOf(action: Action, { schema }: StatementContext): string | undefined {
  if (isDropTable(action)) return keyOf(schema.resolve(action.object));
  return action.kind === "drop-constraint" || action.kind === "drop-column"
    ? keyOf(schema.resolve(action.relation))
    : undefined;
}

/** Whether the section drops a table, so that it is locked anyway. */
function isGone(table: string, { section, schema }: StatementContext): boolean {
  return allActions({ section }).some(
    (one) => isDropTable(one) && keyOf(schema.resolve(one.object)) === table,
  );
}

function isAloneAndShort(action: Action, { section, settings, facts }: StatementContext): boolean {
  if (action.kind !== "drop-constraint") return false;
  if (!facts.settings.lockTimeout && settings.get("lock_timeout") === undefined) return false;
  return section.actions.every((one) => one === action || /^(?:set|comment)$/.test(one.kind));
}

function subject(action: Action, context: StatementContext): string {
  if (action.kind === "drop-constraint") return `dropping the foreign key ${action.name}`;
  if (action.kind === "drop-column") return `dropping ${action.column} with its foreign key`;
  const table = isDropTable(action) ? context.show(action.object) : "";
  return `dropping ${table} with its foreign keys`;
}
