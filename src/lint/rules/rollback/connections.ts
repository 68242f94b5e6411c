import type { Schema } from "../../../schema/index.ts";
import {
  alteredBy,
  constraintsOf,
  createdBy,
  isTypeKind,
  readBy,
  routineBody,
  type Action,
  type ActionOf,
  type ColumnSummary,
  type ConstraintSummary,
  type RelationName,
  type RoutineBody,
} from "../../../sql/statement/index.ts";

/** Relations by their names; what is none as `type mood`, `function touch`. */
export interface Connections {
  /** What the action changes or makes. */
  readonly changes: readonly (RelationName | string)[];
  /** What it has to do with besides. */
  readonly touches: readonly (RelationName | string)[];
}

const nothing: Connections = { changes: [], touches: [] };

/** What an action has to do with. Comments, settings and queries change nothing. */
export function connections(action: Action, schema: Schema): Connections {
  const read = readers[action.kind] as
    | ((action: Action, schema: Schema) => Connections)
    | undefined;
  if (read !== undefined) return read(action, schema);
  const changes = changedBy(action);
  return changes.length > 0 ? { changes, touches: touchedBy(action) } : nothing;
}

function changedBy(action: Action): readonly RelationName[] {
  if (ignored.has(action.kind)) return [];
  const own = "relation" in action && action.relation ? [action.relation] : [];
  return createdBy(action).length > 0 ? own : [...own, ...alteredBy(action)];
}

function touchedBy(action: Action): readonly RelationName[] {
  return [...readBy(action), ...constraintsOf(action).flatMap(referenced)];
}

const ignored: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "comment",
  "owner",
  "analyze",
  "vacuum",
  "lock-table",
  "reindex",
  "refresh",
  "create-sequence",
  "alter-sequence",
  "create-statistics",
]);

type Readers = {
  readonly [Kind in Action["kind"]]?: (action: ActionOf<Kind>, schema: Schema) => Connections;
};

const readers: Readers = {
  "create-table": (action, schema) => ({
    changes: [action.relation],
    touches: [
      ...alteredBy(action),
      ...action.inherits,
      ...touchedBy(action),
      ...action.columns.flatMap((column) => typeOf(column, schema)),
    ],
  }),
  "create-trigger": ({ relation, function: called }) => ({
    changes: [relation],
    touches: [`function ${called.name}`],
  }),
  "create-function": (action) => ({
    changes: [],
    touches: [`function ${action.name.name}`, ...usedIn(routineBody(action))],
  }),
  "add-column": (action, schema) => ({
    changes: [action.relation],
    touches: [...touchedBy(action), ...typeOf(action.column, schema)],
  }),
  "alter-column-type": ({ relation, type }) => ({
    changes: [relation],
    touches: [`type ${type.name}`],
  }),
  "alter-enum": ({ name }) => ({ changes: [`type ${name.name}`], touches: [] }),
  "alter-domain": ({ name }) => ({ changes: [`type ${name.name}`], touches: [] }),
  drop: ({ objectKind, object }, schema) => ofObject(objectKind, object, schema),
  rename: ({ objectKind, object, to }, schema) => {
    const { changes } = ofObject(objectKind, object, schema);
    return { changes, touches: [{ ...object, name: to }] };
  },
  "set-schema": ({ objectKind, object, to }, schema) => {
    const { changes } = ofObject(objectKind, object, schema);
    return { changes, touches: [{ schema: to, name: object.name }] };
  },
  "do-block": ({ actions }, schema) => {
    const inner = actions.map((action) => connections(action, schema));
    return {
      changes: inner.flatMap(({ changes }) => changes),
      touches: inner.flatMap(({ touches }) => touches),
    };
  },
};

function referenced({ references }: ConstraintSummary): RelationName[] {
  return references ? [references.relation] : [];
}

/** Types of PostgreSQL's own connect nothing. */
function typeOf({ type }: ColumnSummary, schema: Schema): string[] {
  return type && schema.type(type) ? [`type ${type.name}`] : [];
}

/** What the statements of a function read and write, and the functions that it calls. */
function usedIn({ actions, calls, reads }: RoutineBody): (RelationName | string)[] {
  return [
    ...reads,
    ...actions.flatMap(readBy),
    ...actions.flatMap((action) => ("relation" in action && action.relation) || []),
    ...calls.map(({ name }) => `function ${name}`),
  ];
}

/** An index, trigger or policy is a matter of its table. */
function ofObject(kind: string, object: ActionOf<"drop">["object"], schema: Schema): Connections {
  if (object.on !== undefined) return { changes: [object.on], touches: [] };
  if (kind === "INDEX") {
    const table = schema.index(object)?.table;
    return { changes: table ? [table] : [], touches: [] };
  }
  if (isTypeKind(kind)) return { changes: [`type ${object.name}`], touches: [] };
  if (
    /^(?:TABLE|FOREIGN TABLE|VIEW|MATERIALIZED VIEW|COLUMN|CONSTRAINT|TRIGGER|POLICY)$/.test(kind)
  )
    return { changes: [object], touches: [] };
  return nothing;
}

/**
 * What is the same change on several tables: a column of one name added to each, row security on all of them, tables
 * that are dropped.
 */
export function shapeOf(action: Action): string | undefined {
  switch (action.kind) {
    case "create-table":
      return action.partitionOf && "partition";
    case "add-column":
      return `column ${action.column.name}`;
    case "drop-column":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
      return `column ${action.column}`;
    case "alter-column-type":
      return `type ${action.type.name}`;
    case "rename":
      return action.part === undefined ? "rename" : `column ${action.part}`;
    case "create-index":
      return `column ${action.columns.map(({ name }) => name).join()}`;
    case "create-trigger":
      return `function ${action.function.name}`;
    case "drop":
      return `drop ${action.objectKind}`;
    case "row-security":
    case "change-owner":
    case "set-schema":
    case "set-options":
    case "grant":
    case "truncate":
      return action.kind;
    default:
      return undefined;
  }
}
