import type { FullName, Relation, Schema } from "../schema/index.ts";
import {
  alteredBy,
  constraintsOf,
  droppedBy,
  flattened,
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  objectsNamedIn,
  readBy,
  shownName,
  writtenBy,
  type Action,
  type NamedObject,
  type RelationName,
} from "../sql/statement/index.ts";
import type { SequentialCause } from "./reason.ts";

/** Source: Citus documentation, "Configuration Reference", citus.multi_shard_modify_mode. */
export const sequentialMode = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'";

/**
 * Why Citus refuses an action in a transaction in which it has used several connections for a node. The schema is what it is
 * before the action.
 * Source: Citus documentation, "Common Error Messages"; citus.multi_shard_modify_mode.
 */
export function whySequential(action: Action, schema: Schema): SequentialCause | undefined {
  for (const one of flattened([action])) {
    const reason =
      touchesReference(one, schema) ?? leadsToReference(one, schema) ?? ofAllNodes(one);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function touchesReference(action: Action, schema: Schema): SequentialCause | undefined {
  if (action.kind === "distribute-table" && action.as === "reference")
    return { kind: "reference-table", table: schema.resolve(action.relation) };
  const table = touched(action)
    .map((name) => schema.relation(name))
    .find(isReference);
  return table && { kind: "reference-table", table: nameOf(table) };
}

function touched(action: Action): RelationName[] {
  return [
    ...objectsNamedIn(action).flatMap(tableOf),
    ...alteredBy(action),
    ...readBy(action),
    ...writtenBy(action).flatMap(({ relation }) => relation ?? []),
  ];
}

function tableOf({ objectKind, on, name, schema }: NamedObject): RelationName[] {
  if (on !== undefined) return [on];
  return isRelationKind(objectKind) && name !== undefined
    ? [{ name, ...(schema !== undefined && { schema }) }]
    : [];
}

/** A foreign key that comes, goes or is changed with its column or table. */
function leadsToReference(action: Action, schema: Schema): SequentialCause | undefined {
  const written = constraintsOf(action).flatMap(({ references }) => references?.relation ?? []);
  const [added] = written.flatMap((name) => schema.relation(name) ?? []).filter(isReference);
  if (added !== undefined) return { kind: "reference-key", references: nameOf(added) };
  const keys = changedTables(action).flatMap(({ table, concerns }) =>
    [...(schema.relation(table)?.constraints.values() ?? [])].filter(concerns),
  );
  const [changed] = keys
    .flatMap(({ references }) => (references ? (schema.relation(references.table) ?? []) : []))
    .filter(isReference);
  return changed && { kind: "reference-key", references: nameOf(changed) };
}

type Key = Relation["constraints"] extends Map<string, infer Constraint> ? Constraint : never;

/** Tables, and which of their foreign keys an action has to do with. */
function changedTables(action: Action) {
  const all = () => true;
  switch (action.kind) {
    case "drop-column":
    case "alter-column-type": {
      const { column, relation } = action;
      return [{ table: relation, concerns: ({ columns }: Key) => columns.includes(column) }];
    }
    case "distribute-table":
    case "alter-distribution":
    case "undistribute-table":
      return [{ table: action.relation, concerns: all }];
    default:
      return droppedBy(action).flatMap((object) =>
        tableOf(object).map((table) => ({
          table,
          concerns: ({ name }: Key) => object.on === undefined || name === object.name,
        })),
      );
  }
}

/** Types, functions and their like, of which each node has its own. */
function ofAllNodes(action: Action): SequentialCause | undefined {
  const object = objectsNamedIn(action).find(({ objectKind }) => isOfAllNodes(objectKind));
  if (object === undefined) return undefined;
  const { objectKind, on, name = "", schema } = object;
  const [kind, named] =
    objectKind === "ENUM VALUE" ? ["TYPE", on!] : [objectKind, { schema, name }];
  return {
    kind: "object",
    object: `${kind} ${shownName([named.schema, named.name].flatMap((one) => one ?? []))}`,
  };
}

function isOfAllNodes(kind: NamedObject["objectKind"]): boolean {
  return isTypeKind(kind) || isRoutineKind(kind) || others.test(kind);
}

const others =
  /^(?:ENUM VALUE|DOMAIN CONSTRAINT|AGGREGATE|COLLATION|EXTENSION|FOREIGN SERVER|PUBLICATION|ROLE|SCHEMA|SERVER|TEXT SEARCH \w+|VIEW)$/;

function isReference(relation: Relation | undefined): relation is Relation {
  return relation?.distribution?.as === "reference";
}

function nameOf({ schema, name }: Relation): FullName {
  return { schema, name };
}
