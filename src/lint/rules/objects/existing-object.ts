import {
  shownName,
  type Action,
  type ActionOf,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { Constraint } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";

/** What a statement makes, or gives a name, that is certainly there already. */
export function existingObject(action: Action, context: StatementContext): Report | undefined {
  switch (action.kind) {
    case "add-constraint":
      return existingConstraint(action, context);
    case "rename":
      return existingName(action, context);
    case "alter-enum":
      return existingValue(action, context) ?? missingValue(action, context);
    case "attach-partition":
      return existingPartition(action, context);
    case "create-table":
    case "create-table-as":
      return action.guarded || action.temporary ? undefined : created(action.relation, context);
    case "create-view":
      return action.replace || action.temporary ? undefined : created(action.relation, context);
    case "detach-partition":
      return noPartition(action, context);
    case "create-trigger":
    case "create-policy":
      return existingOnTable(action, context);
    case "create-schema":
    case "create-extension":
    case "create-type":
      return existingByName(action, context);
    default:
      return undefined;
  }
}

function existingOnTable(
  action: ActionOf<"create-trigger" | "create-policy">,
  context: StatementContext,
): Report | undefined {
  const { name } = action;
  const table = context.relation(action.relation);
  if (action.kind === "create-policy")
    return table?.policies.has(name)
      ? there(`${context.show(table)} has a policy ${shownName([name])}`)
      : undefined;
  return table?.triggers.has(name) && !action.replace
    ? there(`${context.show(table)} has a trigger ${shownName([name])}`)
    : undefined;
}

function existingByName(
  action: ActionOf<"create-schema" | "create-extension" | "create-type">,
  { schema }: StatementContext,
): Report | undefined {
  if (action.kind === "create-type") {
    const known = schema.type({ schema: schema.path[0] ?? "public", ...action.name });
    return known && there(`There is the type ${shownName([known.name])}`);
  }
  const { kind, name, guarded } = action;
  const all = kind === "create-schema" ? schema.schemas : schema.extensions;
  if (guarded || !all.has(name)) return undefined;
  return there(`There is the ${kind.replace("create-", "")} ${shownName([name])}`);
}

function existingConstraint(
  { relation, constraint: { name } }: ActionOf<"add-constraint">,
  context: StatementContext,
): Report | undefined {
  const known = name === undefined ? undefined : context.relation(relation)?.constraints.get(name);
  if (name === undefined || known === undefined) return undefined;
  return isDroppedWith(known, context)
    ? undefined
    : there(`${context.show(relation)} has a constraint ${shownName([name])}`);
}

/** Whether the statement drops the constraint, too, or a column that it is about. */
export function isDroppedWith(
  { name, columns }: Constraint,
  { statement }: StatementContext,
): boolean {
  return statement.actions.some(
    (one) =>
      (one.kind === "drop-constraint" && one.name === name) ||
      (one.kind === "drop-column" && columns.includes(one.column)),
  );
}

/** The new name of a table, or of a column. */
function existingName(
  { object, objectKind, part, to }: ActionOf<"rename">,
  context: StatementContext,
): Report | undefined {
  const relation = context.relation(object);
  if (objectKind === "COLUMN" && part !== undefined)
    return relation?.columns.has(to) && relation.columns.has(part)
      ? there(`${context.show(object)} has a column ${shownName([to])}`)
      : undefined;
  if (part !== undefined || relation === undefined) return undefined;
  const { schema } = context.schema.resolve(object);
  return existing({ schema, name: to }, context);
}

/** A name without a schema is made in the first one of the search path, whatever others have. */
function created(name: RelationName, context: StatementContext): Report | undefined {
  const { schema = context.schema.path[0] } = name;
  return schema === undefined ? undefined : existing({ ...name, schema }, context);
}

function existing(name: RelationName, context: StatementContext): Report | undefined {
  const known = context.relation(name);
  return known?.isCreated ? there(`There is the ${known.kind} ${context.show(name)}`) : undefined;
}

function existingValue(
  { name, adds, guarded }: ActionOf<"alter-enum">,
  context: StatementContext,
): Report | undefined {
  if (adds === undefined || guarded) return undefined;
  return context.schema.type(name)?.values.includes(adds)
    ? there(`${context.show(name)} has a value '${adds}'`)
    : undefined;
}

function missingValue(
  { name, renames }: ActionOf<"alter-enum">,
  context: StatementContext,
): Report | undefined {
  const type = context.schema.type(name);
  if (renames === undefined || type?.form !== "enum") return undefined;
  if (type.values.includes(renames.to))
    return there(`${context.show(name)} has a value '${renames.to}'`);
  if (type.values.includes(renames.from)) return undefined;
  return {
    message: `${context.show(name)} has no value '${renames.from}' at this point: PostgreSQL refuses the statement.`,
    help: "Correct the value, or leave it out.",
  };
}

function existingPartition(
  { partition }: ActionOf<"attach-partition">,
  context: StatementContext,
): Report | undefined {
  const parent = context.relation(partition)?.parent;
  return parent && there(`${context.show(partition)} is a partition of ${context.show(parent)}`);
}

function noPartition(
  { relation, partition }: ActionOf<"detach-partition">,
  context: StatementContext,
): Report | undefined {
  const known = context.relation(partition);
  if (!known?.isCreated || known.parent !== undefined) return undefined;
  return {
    message: `${context.show(partition)} is no partition of ${context.show(relation)} at this point: PostgreSQL refuses the statement.`,
    help: "Correct the name, or leave it out.",
  };
}

function there(what: string): Report {
  return {
    message: `${what} already: PostgreSQL refuses the statement.`,
    help: "Correct the name, or leave it out.",
  };
}
