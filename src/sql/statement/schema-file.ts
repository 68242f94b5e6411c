import { withoutClientCommands } from "../text/index.ts";
import { alteredBy, createdBy, isRelationKind } from "./description/index.ts";
import type { Action } from "./action.ts";
import { namedBy } from "./named-by.ts";
import type { NamedObject, RelationName } from "./parts.ts";
import { parseStatements, type Statement } from "./statements.ts";

/**
 * The statements of a schema as `pg_dump --schema-only` writes it. Those of psql's commands that say nothing of the
 * schema are passed over, and so is transaction control, and what is said of the database that it was made of.
 * `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, for COPY … FROM STDIN, and for other commands of psql
 */
export function schemaStatements(text: string): Statement[] {
  return parseStatements(withoutClientCommands(text)).filter(saysSomethingOfTheSchema);
}

function saysSomethingOfTheSchema({ actions }: Statement): boolean {
  return !actions.some(
    (action) =>
      action.kind === "transaction" ||
      action.kind === "create-database" ||
      action.kind === "drop-database" ||
      ("objectKind" in action && action.objectKind === "DATABASE"),
  );
}

/** What pg_dump sets for the time of its run, and no schema depends on. */
const settingsOfDump: ReadonlySet<string> = new Set([
  ...["statement_timeout", "lock_timeout", "transaction_timeout"],
  ...["idle_in_transaction_session_timeout", "client_encoding", "client_min_messages"],
]);

/** Whether a statement only sets what pg_dump sets for the time of its run. */
export function isSettingOfDump({ actions }: Statement): boolean {
  return actions.every((one) => one.kind === "set" && settingsOfDump.has(one.name));
}

/** Whether a statement is about nothing but relations of which this is true. */
export function isOnlyAbout(
  { actions }: Statement,
  isMeant: (relation: RelationName) => boolean,
): boolean {
  const relations = actions.map(relationsOf);
  return relations.every((some) => some.length > 0 && some.every(isMeant));
}

function relationsOf(action: Action): RelationName[] {
  const objects = [...createdBy(action), ...namedBy(action)];
  return [...objects.flatMap(relationOf), ...alteredBy(action)];
}

/** The relation that an object is, or is on. */
function relationOf({ objectKind, on, schema, name }: NamedObject): RelationName[] {
  if (on !== undefined) return [on];
  return name !== undefined && isRelationKind(objectKind)
    ? [{ name, ...(schema !== undefined && { schema }) }]
    : [];
}
