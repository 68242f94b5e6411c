import { isSameName } from "../../../schema/index.ts";
import type { Action, ActionOf, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { earlierActions, laterActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "create-trigger-locks-writers",
  severity: "notice",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "CREATE TRIGGER or DROP TRIGGER on a table that exists",
  why: `CREATE TRIGGER and CREATE OR REPLACE TRIGGER (from PostgreSQL 14) take SHARE ROW EXCLUSIVE on the table and all its partitions: nobody can
write until the transaction ends. DROP TRIGGER and ALTER TRIGGER … RENAME take ACCESS EXCLUSIVE, and stop reads as well; so does the pair
DROP TRIGGER IF EXISTS and CREATE TRIGGER. It is a notice, and a warning for a table that is declared busy.`,
  instead: `Write CREATE OR REPLACE TRIGGER, which there is not for constraint triggers, as a migration of its own with a lock_timeout, so that
the transaction is short:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
CREATE OR REPLACE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; a trigger that stands alone in its transaction, of a table
that is not declared busy.`,
  kinds: ["create-trigger", "drop", "rename"],
  check: {
    action(action, context) {
      const relation = tableOf(action);
      if (relation === undefined || isBeforeCreate(action, context)) return;
      if (!context.inUse(relation) || context.isOwn(relation)) return;
      if (action.kind === "drop" && context.locksOf(action).length === 0) return;
      const isPair = action.kind === "create-trigger" && isDroppedBefore(action, context);
      const isAccess = action.kind !== "create-trigger" || isPair;
      const isBusy = context.facts.isBusy(context.schema.resolve(relation));
      if (!isBusy && !isAccess && isAlone(context)) return;
      const table = context.show(relation);
      const blocks = isAccess ? "read or write" : "write to";
      context.report({
        message: `Nobody can ${blocks} ${table} until the transaction ends: ${commandOf(action, isPair)} takes ${isAccess ? "ACCESS" : "SHARE ROW"} EXCLUSIVE.`,
        help: helpOf(action, isPair, context),
        ...(isBusy && { severity: "warning" }),
      });
    },
  },
});

function tableOf(action: Action): RelationName | undefined {
  if (action.kind === "create-trigger") return action.relation;
  if (action.kind === "drop" && action.objectKind === "TRIGGER") return action.object.on;
  return action.kind === "rename" && action.objectKind === "TRIGGER" ? action.object : undefined;
}

/** Of a pair the second statement is reported. */
function isBeforeCreate(action: Action, context: StatementContext): boolean {
  return (
    action.kind === "drop" &&
    laterActions(context).some(
      (one) => one.kind === "create-trigger" && arePair(action, one, context),
    )
  );
}

function isDroppedBefore(action: ActionOf<"create-trigger">, context: StatementContext): boolean {
  return earlierActions(context).some(
    (one) => one.kind === "drop" && arePair(one, action, context),
  );
}

function arePair(
  drop: ActionOf<"drop">,
  create: ActionOf<"create-trigger">,
  { schema }: StatementContext,
): boolean {
  const { objectKind, object } = drop;
  if (objectKind !== "TRIGGER" || object.on === undefined) return false;
  return (
    object.name === create.name &&
    isSameName(schema.resolve(object.on), schema.resolve(create.relation))
  );
}

/** Whether nothing else happens in the transaction that would make it long. */
function isAlone({ section }: StatementContext): boolean {
  return section.actions.filter(({ kind }) => kind !== "set" && kind !== "comment").length === 1;
}

function commandOf(action: Action, isPair: boolean): string {
  if (isPair) return "DROP TRIGGER before CREATE TRIGGER";
  if (action.kind === "drop") return "DROP TRIGGER";
  return action.kind === "rename" ? "ALTER TRIGGER … RENAME" : "CREATE TRIGGER";
}

function helpOf(action: Action, isPair: boolean, { postgres }: StatementContext): string {
  const isPlain = action.kind === "create-trigger" && !action.constraint;
  return isPair && isPlain && postgres >= 14
    ? "Write CREATE OR REPLACE TRIGGER without the DROP, which lets reads go on."
    : "Make it a migration of its own, with a lock_timeout.";
}
