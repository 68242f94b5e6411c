import type { Schema } from "../../../schema/index.ts";
import type {
  Action,
  ActionOf,
  ColumnSummary,
  ConstraintSummary,
  RelationName,
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
  if (ignored.has(action.kind) || !("relation" in action) || !action.relation) return nothing;
  return { changes: [action.relation], touches: [] };
}

const ignored: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "comment",
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
  "create-table": ({ relation, columns, constraints, partitionOf, inherits }) => ({
    changes: [relation],
    touches: [
      ...(partitionOf ? [partitionOf] : []),
      ...inherits,
      ...constraints.flatMap(referenced),
      ...columns.flatMap(ofColumn),
    ],
  }),
  "create-table-as": ({ relation, query }) => ({ changes: [relation], touches: query.relations }),
  "create-view": ({ relation, query }) => ({ changes: [relation], touches: query.relations }),
  "create-trigger": ({ relation, function: called }) => ({
    changes: [relation],
    touches: [`function ${called.name}`],
  }),
  "create-function": ({ name }) => ({ changes: [], touches: [`function ${name.name}`] }),
  "add-column": ({ relation, column }) => ({ changes: [relation], touches: ofColumn(column) }),
  "alter-column-type": ({ relation, type }) => ({
    changes: [relation],
    touches: [`type ${type.name}`],
  }),
  "add-constraint": ({ relation, constraint }) => ({
    changes: [relation],
    touches: referenced(constraint),
  }),
  "attach-partition": ({ relation, partition }) => ({
    changes: [relation, partition],
    touches: [],
  }),
  "detach-partition": ({ relation, partition }) => ({
    changes: [relation, partition],
    touches: [],
  }),
  inherit: ({ relation, parent }) => ({ changes: [relation, parent], touches: [] }),
  truncate: ({ relations }) => ({ changes: relations, touches: [] }),
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
  insert: ({ relation, query }) => ({ changes: [relation], touches: query?.relations ?? [] }),
  update: ({ relation, reads }) => ({ changes: [relation], touches: reads }),
  delete: ({ relation, reads }) => ({ changes: [relation], touches: reads }),
  merge: ({ relation, reads }) => ({ changes: [relation], touches: reads }),
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

function ofColumn({ type, constraints }: ColumnSummary): (RelationName | string)[] {
  return [...(type ? [`type ${type.name}`] : []), ...constraints.flatMap(referenced)];
}

/** An index, trigger or policy is a matter of its table. */
function ofObject(kind: string, object: ActionOf<"drop">["object"], schema: Schema): Connections {
  if (object.on !== undefined) return { changes: [object.on], touches: [] };
  if (kind === "INDEX") {
    const table = schema.index(object)?.table;
    return { changes: table ? [table] : [], touches: [] };
  }
  if (kind === "TYPE" || kind === "DOMAIN")
    return { changes: [`type ${object.name}`], touches: [] };
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
