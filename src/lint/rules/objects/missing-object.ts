import {
  isRelationKind,
  isSerial,
  shownName,
  shownType,
  type Action,
  type ActionOf,
  type AlterTableAction,
  type NamedObject,
  type RelationName,
} from "../../../sql/statement/index.ts";
import {
  isSameName,
  plainColumns,
  type ObjectReference,
  type Relation,
  type Schema,
} from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { objectsMadeBy, objectsTakenBy } from "../schema-objects.ts";
import { actionsBefore } from "../surrounding-actions.ts";

/** What a statement names that is certainly not there; told of the first of its actions that does. */
export function missingObject(action: Action, context: StatementContext): Report | undefined {
  const { actions } = context.statement;
  const first = actions.find((one) => missingIn(one, context) !== undefined);
  return first === action ? missingIn(action, context) : undefined;
}

function missingIn(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "drop")
    return (
      otherKind(action, context) ?? (action.guarded ? undefined : missingDropped(action, context))
    );
  if (action.kind === "rename") return action.guarded ? undefined : missingRenamed(action, context);
  if (action.kind === "truncate") return firstGone(action.relations, context);
  if (usesTable(action))
    return goneRelation(action.relation, context) ?? missingColumns(action, context);
  if (!("ifExists" in action)) return undefined;
  const relation = action.ifExists ? undefined : goneRelation(action.relation, context);
  return relation ?? missingPart(action, context);
}

type OfTable = ActionOf<
  "insert" | "update" | "delete" | "create-index" | "create-trigger" | "create-policy"
>;

function usesTable(action: Action): action is OfTable {
  return /^(?:insert|update|delete|create-(?:index|trigger|policy))$/.test(action.kind);
}

function firstGone(names: readonly RelationName[], context: StatementContext): Report | undefined {
  for (const name of names) {
    const report = goneRelation(name, context);
    if (report !== undefined) return report;
  }
  return undefined;
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
    case "validate-constraint":
      return missingConstraint(action, context);
    case "trigger-state":
      return missingTrigger(action, context);
    case "drop-constraint":
      return action.guarded ? undefined : missingConstraint(action, context);
    case "attach-partition":
    case "detach-partition":
      return goneRelation(action.partition, context);
    default:
      return undefined;
  }
}

/** A table of which the migrations say all. */
export function wholeTable(name: RelationName, context: StatementContext): Relation | undefined {
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
  { relation, name }: { readonly relation: RelationName; readonly name: string },
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

/** ENABLE and DISABLE TRIGGER of one. */
function missingTrigger(
  { relation, which, name }: ActionOf<"trigger-state">,
  context: StatementContext,
): Report | undefined {
  const table = which === "one" ? wholeTable(relation, context) : undefined;
  if (table === undefined || name === undefined || table.triggers.has(name)) return undefined;
  return missing(`trigger ${shownName([name])}`, table, context);
}

/** Columns that INSERT fills, UPDATE sets, or an index is by. */
function missingColumns(action: OfTable, context: StatementContext): Report | undefined {
  for (const column of columnsOf(action)) {
    const report = missingColumn({ relation: action.relation, column }, context);
    if (report !== undefined) return report;
  }
  return undefined;
}

function columnsOf(action: OfTable): readonly string[] {
  switch (action.kind) {
    case "insert":
      return [...(action.columns ?? []), ...(action.onConflict?.updates ?? [])];
    case "update":
      return action.columns;
    case "create-index":
      return [...plainColumns(action), ...action.include];
    default:
      return [];
  }
}

function missingDropped(
  { objectKind, object }: ActionOf<"drop">,
  context: StatementContext,
): Report | undefined {
  if (objectKind === "INDEX") return goneIndex(object, context);
  if (isRelationKind(objectKind)) return goneRelation(object, context);
  const onGone = object.on && goneRelation(object.on, context);
  const table = object.on && wholeTable(object.on, context);
  if (onGone !== undefined) return onGone;
  if (objectKind === "TRIGGER" && table)
    return table.triggers.has(object.name)
      ? undefined
      : missing(`trigger ${shownName([object.name])}`, table, context);
  return goneBefore({ objectKind, object }, context);
}

/** DROP VIEW of a table, and its like; IF EXISTS does not allow it. */
function otherKind(
  { objectKind, object }: ActionOf<"drop">,
  context: StatementContext,
): Report | undefined {
  const relation = isRelationKind(objectKind) ? context.relation(object) : undefined;
  if (!relation?.isCreated || relation.kind === objectKind.toLowerCase()) return undefined;
  return {
    message: `${context.show(relation)} is a ${relation.kind}: PostgreSQL refuses DROP ${objectKind} of it.`,
    help: `Write DROP ${relation.kind.toUpperCase()}.`,
  };
}

function missingRenamed(
  { objectKind, object, part }: ActionOf<"rename">,
  context: StatementContext,
): Report | undefined {
  if (objectKind === "INDEX") return goneIndex(object, context);
  if (part === undefined && !isRelationKind(objectKind))
    return goneBefore({ objectKind, object }, context);
  const isOfTable =
    isRelationKind(objectKind) || objectKind === "COLUMN" || objectKind === "CONSTRAINT";
  const relation = isOfTable ? goneRelation(object, context) : undefined;
  if (relation !== undefined || part === undefined) return relation;
  if (objectKind === "COLUMN") return missingColumn({ relation: object, column: part }, context);
  return objectKind === "CONSTRAINT"
    ? missingConstraint({ relation: object, name: part }, context)
    : undefined;
}

/** What this migration dropped or renamed before, and did not make again; of kinds that the schema does not keep track of as well. */
function goneBefore(
  { objectKind, object }: ObjectReference,
  context: StatementContext,
): Report | undefined {
  const { schema } = context;
  const is = (one: NamedObject) => isSameObject(one, { objectKind, object }, schema);
  let isGone = false;
  for (const one of actionsBefore(context)) {
    const taken = objectsTakenBy(one);
    if (taken.some((each) => is(each) && isSameSignature(each, object))) isGone = true;
    if (objectsMadeBy(one).some(is)) isGone = false;
  }
  return isGone ? gone(`${objectKind.toLowerCase()} ${shownName([object.name])}`) : undefined;
}

function isSameObject(
  one: NamedObject,
  { objectKind, object }: ObjectReference,
  schema: Schema,
): boolean {
  if (one.objectKind !== objectKind || one.name !== object.name) return false;
  if (one.on !== undefined && object.on !== undefined)
    return isSameName(schema.resolve(one.on), schema.resolve(object.on));
  return one.schema === object.schema;
}

function isSameSignature(
  one: NamedObject,
  other: Pick<NamedObject, "argumentTypes" | "method">,
): boolean {
  return one.argumentTypes?.join() === other.argumentTypes?.join() && one.method === other.method;
}

function missing(what: string, table: Relation, context: StatementContext): Report {
  return {
    message: `${context.show(table)} has no ${what} at this point: PostgreSQL refuses the statement.`,
    help: "Correct the name, or leave it out.",
  };
}

/** What migrations dropped or renamed before this point, or took along with something else. */
function goneRelation(name: RelationName, context: StatementContext): Report | undefined {
  return context.schema.isGone(name) ? gone(context.show(name)) : undefined;
}

function goneIndex(name: RelationName, context: StatementContext): Report | undefined {
  return context.schema.isIndexGone(name) ? gone(`index ${context.show(name)}`) : undefined;
}

function gone(what: string): Report {
  return {
    message: `There is no ${what} any more at this point: PostgreSQL refuses the statement.`,
    help: "Leave it out, or write it before what takes it along.",
  };
}

function serialType({ type }: ActionOf<"alter-column-type">): Report | undefined {
  if (!isSerial(type)) return undefined;
  return {
    message: `${shownType(type)} is no type but a way to write CREATE TABLE and ADD COLUMN: PostgreSQL refuses it in ALTER COLUMN … TYPE.`,
    help: "Write integer or bigint; a default of nextval, or an identity, fills it.",
  };
}
