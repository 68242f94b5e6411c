import {
  isRelationKind,
  isSerial,
  shownName,
  shownType,
  type Action,
  type ActionOf,
  type AlterTableAction,
  type References,
  type RelationName,
} from "../../../sql/statement/index.ts";
import { plainColumns, type Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";

/** What a statement names that is certainly not there; told of the first of its actions that does. */
export function missingObject(action: Action, context: StatementContext): Report | undefined {
  const { actions } = context.statement;
  const first = actions.find((one) => missingIn(one, context) !== undefined);
  return first === action ? missingIn(action, context) : undefined;
}

function missingIn(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "drop") return action.guarded ? undefined : missingDropped(action, context);
  if (!("ifExists" in action)) return undefined;
  const relation = action.ifExists ? undefined : goneRelation(action.relation, context);
  return relation ?? missingPart(action, context);
}

function missingPart(action: AlterTableAction, context: StatementContext): Report | undefined {
  switch (action.kind) {
    case "drop-column":
      return action.guarded ? undefined : missingColumn(action, context);
    case "alter-column-type":
      return serialType(action) ?? missingColumn(action, context);
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
      return missingColumn(action, context);
    case "drop-constraint":
      return action.guarded ? undefined : missingConstraint(action, context);
    default:
      return undefined;
  }
}

/** A table of which the migrations say all. */
function wholeTable(name: RelationName, context: StatementContext): Relation | undefined {
  const table = context.relation(name);
  const isWhole = table?.kind === "table" && table.isCreated && table.hasAllColumns;
  return isWhole && table.parent === undefined ? table : undefined;
}

function missingColumn(
  { relation, column }: { readonly relation: RelationName; readonly column: string },
  context: StatementContext,
): Report | undefined {
  const table = wholeTable(relation, context);
  if (table === undefined || table.columns.has(column)) return undefined;
  const isAdded = context.statement.actions.some(
    (one) => one.kind === "add-column" && one.column.name === column,
  );
  return isAdded ? undefined : missing(`column ${shownName([column])}`, table, context);
}

/** NOT NULL constraints have names on some servers only. */
function missingConstraint(
  { relation, name }: ActionOf<"drop-constraint">,
  context: StatementContext,
): Report | undefined {
  const table = wholeTable(relation, context);
  if (table === undefined || table.constraints.has(name)) return undefined;
  const isAdded = context.statement.actions.some(
    (one) => one.kind === "add-constraint" && (one.constraint.name ?? name) === name,
  );
  if (isAdded || name.endsWith("not_null")) return undefined;
  return missing(`constraint ${shownName([name])}`, table, context);
}

function missingDropped(
  { objectKind, object }: ActionOf<"drop">,
  context: StatementContext,
): Report | undefined {
  if (objectKind === "INDEX") return goneIndex(object, context);
  if (isRelationKind(objectKind)) return goneRelation(object, context);
  const table = object.on && wholeTable(object.on, context);
  if (objectKind !== "TRIGGER" || !table || table.triggers.has(object.name)) return undefined;
  return missing(`trigger ${shownName([object.name])}`, table, context);
}

function missing(what: string, table: Relation, context: StatementContext): Report {
  return {
    message: `${context.show(table)} has no ${what} at this point: PostgreSQL refuses the statement.`,
    help: "Correct the name, or leave it out.",
  };
}

/** What this migration dropped or renamed before this point, or took along with something else. */
function goneRelation(name: RelationName, context: StatementContext): Report | undefined {
  if (context.relation(name) !== undefined) return undefined;
  const isKnown = earlier(context).some((schema) => schema.relation(name)?.isCreated);
  return isKnown ? gone(context.show(name)) : undefined;
}

function goneIndex(name: RelationName, context: StatementContext): Report | undefined {
  if (context.schema.index(name) !== undefined) return undefined;
  const isKnown = earlier(context).some((schema) => schema.index(name) !== undefined);
  return isKnown ? gone(`index ${context.show(name)}`) : undefined;
}

function gone(what: string): Report {
  return {
    message: `There is no ${what} any more at this point: PostgreSQL refuses the statement.`,
    help: "Leave it out, or write it before what takes it along.",
  };
}

/** The states before the migration, and before its down section. */
function earlier({ section }: StatementContext) {
  const { up } = section.migration.sections;
  return [section.before, section.direction === "down" ? up?.schema : undefined].flatMap(
    (schema) => schema ?? [],
  );
}

function serialType({ type }: ActionOf<"alter-column-type">): Report | undefined {
  if (!isSerial(type)) return undefined;
  return {
    message: `${shownType(type)} is no type but a way to write CREATE TABLE and ADD COLUMN: PostgreSQL refuses it in ALTER COLUMN … TYPE.`,
    help: "Write integer or bigint; a default of nextval, or an identity, fills it.",
  };
}

/** Whether a foreign key leads to columns that nothing keeps unique. */
export function missingKey(
  { relation, columns }: References,
  context: StatementContext,
): Report | undefined {
  const table = wholeTable(relation, context);
  if (table === undefined || columns.length === 0) return undefined;
  const wanted = columns.toSorted().join();
  const isKept = [...table.indexes.values()].some(
    (index) =>
      index.unique &&
      index.where === undefined &&
      index.columns.every(({ name }) => name !== undefined) &&
      plainColumns(index).toSorted().join() === wanted,
  );
  if (isKept) return undefined;
  return {
    message: `Nothing keeps ${columns.map((name) => shownName([name])).join(", ")} of ${context.show(table)} unique: PostgreSQL refuses a foreign key to it.`,
    help: "Refer to a primary key, or to columns with a unique constraint or index.",
  };
}
