import type { Index, Relation } from "../../../schema/index.ts";
import type { Action, ActionOf, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { alone } from "../../builder-words.ts";
import { actionsTakenBack, allActions } from "../surrounding-actions.ts";
import { droppedConcurrently } from "./concurrent-rewrite.ts";

export default defineRule({
  name: "drop-index-not-concurrent",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "DROP INDEX without CONCURRENTLY",
  why: `DROP INDEX takes ACCESS EXCLUSIVE on the table of the index (measured): the drop itself is short, but it waits for every open query of the
table, everybody else waits behind it, and then until the transaction ends. Where IF EXISTS finds no index, nothing is locked.`,
  instead: `Drop it CONCURRENTLY, in a migration of its own, one index a statement:

\`\`\`sql
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
\`\`\``,
  exempt: `Indexes of tables that the same migration creates, of temporary and of small tables; indexes of partitioned tables and of
constraints, where CONCURRENTLY is refused; \`DROP INDEX IF EXISTS\` before the CREATE INDEX of the same name; the down section of a
migration that builds the index without CONCURRENTLY.`,
  check: {
    statement(context) {
      const drops = context.actions.filter((action) => isMeant(action, context));
      const [first] = drops;
      if (first === undefined) return;
      const tables = new Set(drops.map(({ object }) => tableOf(object, context)));
      context.report({
        at: first.at,
        ...(isOfConcurrent(first, context) && { severity: "error" }),
        message: `Nobody can read or write ${[...tables].join(" and ")} until the transaction ends: DROP INDEX takes ACCESS EXCLUSIVE there.`,
        fix: droppedConcurrently(first, context),
        help: helpOf(first, drops.length, context),
        builder: alone(
          "concurrently: true",
          first.cascade ? ", without `cascade`, which it refuses" : "",
        ),
      });
    },
  },
});

/** What was built without stopping anybody is to go so too: in a down section, where all counts less, a warning still. */
function isOfConcurrent({ object }: ActionOf<"drop">, context: StatementContext): boolean {
  return actionsTakenBack(context).some(
    (one) => one.kind === "create-index" && one.concurrently && one.name === object.name,
  );
}

function isMeant(action: Action, context: StatementContext): action is ActionOf<"drop"> {
  if (action.kind !== "drop" || action.objectKind !== "INDEX" || action.concurrently) return false;
  const found = context.schema.index(action.object);
  return !(found ? isHarmless(found, context) : isGuardOfCreate(action, context));
}

function tableOf(index: RelationName, context: StatementContext): string {
  const table = context.schema.index(index)?.table;
  return table ? context.show(table) : "the table of the index";
}

interface Found {
  readonly index: Index;
  readonly table: Relation;
}

function isHarmless({ index, table }: Found, context: StatementContext): boolean {
  if (!context.inUse(table) || context.isOwn(table)) return true;
  if (table.partitionBy !== undefined || index.constraint !== undefined) return true;
  return isBuiltPlainly(index, context);
}

/** An index whose build stopped writers for longer than its drop does. */
function isBuiltPlainly({ name }: Index, context: StatementContext): boolean {
  return actionsTakenBack(context).some(
    (one) => one.kind === "create-index" && one.name === name && !one.concurrently,
  );
}

/** An index that nobody is known to have made, dropped only so that it can be made. */
function isGuardOfCreate(drop: ActionOf<"drop">, context: StatementContext): boolean {
  const { guarded, object } = drop;
  const all = allActions(context);
  return (
    guarded &&
    all
      .slice(all.indexOf(drop) + 1)
      .some((one) => one.kind === "create-index" && one.name === object.name)
  );
}

function helpOf(
  { cascade }: ActionOf<"drop">,
  drops: number,
  { statement }: StatementContext,
): string {
  if (drops > 1 || statement.actions.length > 1)
    return "Write DROP INDEX CONCURRENTLY for each index, in migrations of their own: it takes one name at a time.";
  return cascade
    ? "Write DROP INDEX CONCURRENTLY, in a migration of its own, without CASCADE, which it refuses."
    : "Write DROP INDEX CONCURRENTLY, in a migration of its own.";
}
