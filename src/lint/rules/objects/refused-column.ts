import {
  shownName,
  type Action,
  type RelationName,
  type TypeSummary,
} from "../../../sql/statement/index.ts";
import type { Column, Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";

/** Why PostgreSQL refuses to change a column that is there: it is not what the change is about. */
export function refusedColumn(action: Action, context: StatementContext): Report | undefined {
  const report = ofParent(action, context);
  if (report !== undefined || !isOfColumn(action)) return report;
  const table = context.relation(action.relation);
  const column = table?.columns.get(action.column);
  if (table === undefined || column?.type === undefined || isChangedToo(action, context)) return;
  const why = reasonOf(action, column, table);
  if (why === undefined) return undefined;
  return {
    message: `PostgreSQL refuses the statement: ${shownName([column.name])} of ${context.show(table)} ${why}.`,
    help: "Correct the column's name, or the order of the statements.",
  };
}

/** What a partition has from the partitioned table changes there. */
function ofParent(action: Action, context: StatementContext): Report | undefined {
  const name = partitionIn(action);
  const parent = name && context.relation(name)?.parent;
  const isGuarded = action.kind === "drop-column" && action.guarded;
  if (parent === undefined || (isGuarded && !parent.columns.has(action.column))) return undefined;
  return {
    message: `PostgreSQL refuses the statement: the columns of ${context.show(parent)} change there, not in a partition of it.`,
    help: `Write ALTER TABLE ${context.show(parent)}.`,
  };
}

function partitionIn(action: Action): RelationName | undefined {
  switch (action.kind) {
    case "add-column":
    case "drop-column":
    case "alter-column-type":
      return action.objectKind === "TYPE" ? undefined : action.relation;
    case "rename":
      return action.objectKind === "COLUMN" ? action.object : undefined;
    default:
      return undefined;
  }
}

function isOfColumn(action: Action): action is Extract<Action, { readonly column: string }> {
  return "column" in action && typeof action.column === "string";
}

/** Whether another command of the same ALTER TABLE is about the column, too: those of one kind go first. */
function isChangedToo(
  action: Extract<Action, { readonly column: string }>,
  context: StatementContext,
) {
  return context.statement.actions.some(
    (one) => one !== action && "column" in one && one.column === action.column,
  );
}

function reasonOf(action: Action, column: Column, table: Relation): string | undefined {
  const { identity, generated, notNull, type } = column;
  switch (action.kind) {
    case "drop-not-null":
      if (identity) return "is an identity column, which is NOT NULL";
      return isOfPrimaryKey(column, table) ? "is in the primary key" : undefined;
    case "set-default":
      if (identity) return "is an identity column, which has no other default";
      return generated && "is a generated column, which has no default";
    case "add-identity":
      if (identity) return "is an identity column already";
      return notNull ? undefined : "may be NULL, and an identity column may not";
    case "drop-identity":
      return action.guarded || identity ? undefined : "is no identity column";
    case "drop-expression":
      return action.guarded || generated ? undefined : "is no generated column";
    case "alter-column-type": {
      const isCast = action.using !== undefined || generated !== undefined;
      if (isCast || !isRefusedCast(type!, action.type)) return undefined;
      return "holds values that no cast turns into the new type by itself: it takes a USING";
    }
    default:
      return undefined;
  }
}

function isOfPrimaryKey({ name }: Column, { constraints }: Relation): boolean {
  return [...constraints.values()].some(
    ({ kind, columns }) => kind === "primary-key" && columns.includes(name),
  );
}

/** Types between whose values there are casts for an assignment. From all of them there is one to a string. */
const families: readonly ReadonlySet<string>[] = [
  new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]),
  new Set(["text", "varchar", "bpchar"]),
  new Set(["bool"]),
  new Set(["uuid"]),
  new Set(["date", "timestamp", "timestamptz"]),
  new Set(["json", "jsonb"]),
  new Set(["bytea"]),
];

/** Source: PostgreSQL's pg_cast, and "CREATE CAST" in its manual: casts to strings are for assignments, those from them are not. */
function isRefusedCast(from: TypeSummary, to: TypeSummary): boolean {
  const [own, other] = [familyOf(from), familyOf(to)];
  return own !== undefined && other !== undefined && own !== other && !other.has("text");
}

function familyOf({ name, schema, dimensions }: TypeSummary): ReadonlySet<string> | undefined {
  return schema === undefined && dimensions === 0
    ? families.find((family) => family.has(name))
    : undefined;
}
