import {
  createdBy,
  droppedBy,
  isInSchema,
  renamedBy,
  type Action,
  type NamedObject,
  type RelationName,
} from "../../sql/statement/index.ts";

/** What there is of an action's making, by a new name too. */
export function objectsMadeBy(action: Action): NamedObject[] {
  return [...createdBy(action), ...renamedBy(action).map(({ to }) => to)];
}

/** What is no longer there after an action, or by another name. */
export function objectsTakenBy(action: Action): NamedObject[] {
  return [...droppedBy(action), ...renamedBy(action).map(({ from }) => from)];
}

/** What an action creates in a schema of its own choice; what is on a table goes where that is, temporary things aside. */
export function createdInSchema(action: Action): RelationName | undefined {
  if (isTemporary(action)) return undefined;
  return createdBy(action).flatMap((one) => (one.on === undefined ? nameInSchema(one) : []))[0];
}

/** The object in a schema that a command of DDL is about: the table of what is on one. Temporary things aside. */
export function subjectOf(action: Action): RelationName | undefined {
  if (changesRows.test(action.kind) || isTemporary(action)) return undefined;
  const named = [...createdBy(action), ...objectsTakenBy(action)];
  return named.flatMap(nameInSchema)[0] ?? ("relation" in action ? action.relation : undefined);
}

const changesRows = /^(?:insert|update|delete|merge|copy)$/;

function isTemporary(action: Action): boolean {
  return "temporary" in action && action.temporary;
}

/** Of a user mapping, what it is on is a server, which is in no schema. */
function nameInSchema({ objectKind, on, schema, name }: NamedObject): RelationName[] {
  if (on !== undefined) return objectKind === "USER MAPPING" ? [] : [on];
  if (name === undefined || !isInSchema(objectKind)) return [];
  return [{ ...(schema !== undefined && { schema }), name }];
}
