import { isBuiltIn } from "../../../locks/table/index.ts";
import {
  constraintsOf,
  isRoutineKind,
  shownName,
  type Action,
  type ActionOf,
  type ConstraintSummary,
} from "../../../sql/statement/index.ts";
import { tablesUsing } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { inTheWay } from "../in-the-way.ts";
import { defineRule } from "../../define-rule.ts";
import { existingObject, isDroppedWith } from "./existing-object.ts";
import { missingKey } from "./missing-key.ts";
import { missingObject } from "./missing-object.ts";
import { missingRoutine } from "./missing-routine.ts";
import { existingIndex, refusedRefresh, unfitIndex } from "./refused-index.ts";
import { refusedColumn } from "./refused-column.ts";

export default defineRule({
  name: "refused-statement",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary:
    "A statement that PostgreSQL refuses: what it makes is there or cannot be, or what it names is not",
  why: `A column that an earlier migration has added cannot be added again ("column already exists"), a table has one primary key at most ("multiple primary
keys"), what a migration before it dropped, renamed or never made cannot be altered, renamed, filled or dropped, a name that is taken cannot be
given again, a column of a primary key cannot be NULL, an identity or generated column has no other default, text becomes a number only with USING, a foreign key leads to what is unique, ON COMMIT is for temporary tables only, and the
type of an attribute cannot change while a table has a column of its composite type. On a database that has the migrations before it, the statement fails. Nor does it drop what something else depends on without CASCADE, make a constraint of an index that has a WHERE or an
expression, or refresh a view CONCURRENTLY that has no unique index.`,
  instead: `Leave the statement out; or write IF NOT EXISTS where databases differ:

\`\`\`sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
\`\`\``,
  exempt: `Where a migration before it cannot be read to its end; DO blocks, which may ask first; what the same ALTER TABLE drops or adds; IF EXISTS;
tables and indexes that no migration creates. In a down section it is a warning, as in \`down-order\`.`,
  kinds: [
    "add-column",
    "add-constraint",
    "add-identity",
    "alter-column-type",
    "alter-enum",
    "alter-function",
    "attach-partition",
    "comment",
    "create-index",
    "create-extension",
    "create-policy",
    "create-schema",
    "create-table",
    "create-table-as",
    "create-trigger",
    "create-type",
    "create-view",
    "delete",
    "detach-partition",
    "drop",
    "drop-column",
    "drop-constraint",
    "drop-expression",
    "drop-identity",
    "drop-not-null",
    "insert",
    "refresh",
    "rename",
    "set-default",
    "set-not-null",
    "trigger-state",
    "truncate",
    "update",
    "validate-constraint",
  ],
  check: {
    action(action, context) {
      if (context.schema.isPartial || !context.statement.actions.includes(action)) return;
      const report =
        reportOf(action, context) ??
        missingObject(action, context) ??
        missingRoutine(action, context) ??
        existingObject(action, context) ??
        refusedColumn(action, context) ??
        inTheWayOf(action, context);
      if (report === undefined) return;
      context.report(context.direction === "down" ? { ...report, severity: "warning" } : report);
    },
  },
});

function reportOf(action: Action, context: StatementContext): Report | undefined {
  switch (action.kind) {
    case "add-column":
      return (
        existingColumn(action, context) ??
        secondKey(action, context) ??
        keyless(action.column.constraints, context)
      );
    case "add-constraint":
      return (
        secondKey(action, context) ??
        keyless([action.constraint], context) ??
        unfitIndex(action, context)
      );
    case "alter-column-type":
      return action.objectKind === "TYPE" ? typeInUse(action, context) : undefined;
    case "create-index":
      return existingIndex(action, context);
    case "refresh":
      return refusedRefresh(action, context);
    case "create-table":
      return (
        secondKey(action, context) ??
        onCommit(action, context) ??
        keyless(constraintsOf(action), context)
      );
    case "create-table-as":
      return onCommit(action, context);
    default:
      return undefined;
  }
}

/** In a down section it is the order that is wrong: `down-order` speaks. Names of PostgreSQL's own functions may mean those. */
function inTheWayOf(action: Action, context: StatementContext): Report | undefined {
  if (context.direction === "down") return undefined;
  if (action.kind === "drop-column" || action.kind === "drop-constraint")
    return inTheWay(action, context);
  if (action.kind !== "drop") return undefined;
  const { name } = action.object;
  return isRoutineKind(action.objectKind) && isBuiltIn({ name })
    ? undefined
    : inTheWay(action, context);
}

/** A foreign key to columns that are no key. One to the table that is being made is not looked into. */
function keyless(
  constraints: readonly ConstraintSummary[],
  context: StatementContext,
): Report | undefined {
  for (const { references, at } of constraints) {
    const report = references && missingKey(references, context);
    if (report !== undefined) return { ...report, at };
  }
  return undefined;
}

function existingColumn(
  { relation, column: { name }, guarded, objectKind }: ActionOf<"add-column">,
  context: StatementContext,
): Report | undefined {
  if (guarded || objectKind === "TYPE" || !context.relation(relation)?.columns.has(name)) return;
  const isDropped = context.statement.actions.some(
    (one) => one.kind === "drop-column" && one.column === name,
  );
  if (isDropped) return undefined;
  return {
    message: `${context.show(relation)} has a column ${shownName([name])} already: PostgreSQL refuses to add it again.`,
    help: "Leave it out, or write ADD COLUMN IF NOT EXISTS.",
  };
}

/** Rows hold values of a composite type as they are: no ALTER TYPE rewrites them. */
function typeInUse(
  { relation, column }: ActionOf<"alter-column-type">,
  context: StatementContext,
): Report | undefined {
  const [table] = tablesUsing(relation, context.schema);
  if (table === undefined) return undefined;
  return {
    message: `PostgreSQL refuses another type for ${shownName([column])}: ${context.show(table)} has a column of the type ${context.show(relation)}.`,
    help: `Add an attribute with the new type, and fill it.`,
  };
}

function secondKey(
  action: ActionOf<"add-column" | "add-constraint" | "create-table">,
  context: StatementContext,
): Report | undefined {
  const added = context.statement.actions.flatMap(constraintsOf).filter(isPrimaryKey);
  const [mine] = constraintsOf(action).filter(isPrimaryKey);
  const known = [...(context.relation(action.relation)?.constraints.values() ?? [])];
  const old = action.kind === "create-table" ? undefined : known.find(isPrimaryKey);
  const isOne = added.length < 2 && (old === undefined || isDroppedWith(old, context));
  if (mine === undefined || isOne) return undefined;
  const table = context.show(action.relation);
  return {
    message: `${table} would have two primary keys, which PostgreSQL refuses.`,
    help:
      old === undefined
        ? `Write one PRIMARY KEY with all its columns.`
        : `Drop ${shownName([old.name])} in the same ALTER TABLE, or add a unique constraint.`,
    at: added.at(-1)!.at,
  };
}

function isPrimaryKey({ kind }: { readonly kind: string }): boolean {
  return kind === "primary-key";
}

function onCommit(
  { relation, temporary, onCommit: isWritten }: ActionOf<"create-table" | "create-table-as">,
  context: StatementContext,
): Report | undefined {
  if (!isWritten || temporary || context.schema.resolve(relation).schema === "pg_temp")
    return undefined;
  return {
    message: `PostgreSQL refuses ON COMMIT for ${context.show(relation)}, which is not temporary.`,
    help: "Write CREATE TEMPORARY TABLE, or leave ON COMMIT out.",
  };
}
