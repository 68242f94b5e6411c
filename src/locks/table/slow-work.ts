import type { FullName, Schema } from "../../schema/index.ts";
import { calledBy, keyOf } from "../../schema/index.ts";
import {
  flattened,
  isSerial,
  type Action,
  type ActionOf,
  type RelationName,
} from "../../sql/statement/index.ts";
import { isBounded } from "./bounded-change.ts";
import { proofsOf } from "./not-null-proof.ts";
import { costOf, typeChangeOf } from "./type-change.ts";
import { volatileFunctionOf } from "./volatility.ts";

/** Work that takes the longer the more rows a table has. */
export interface SlowWork {
  readonly kind: SlowWorkKind;
  /** The table whose rows are read or changed. */
  readonly relation: FullName;
}

/** `validate`: a scan that VALIDATE CONSTRAINT makes. `read`, `insert`: rows go from there into another table. `fill`: of a materialized view. */
export type SlowWorkKind =
  | "rewrite"
  | "copy"
  | "index build"
  | "scan"
  | "validate"
  | "fill"
  | "read"
  | "insert"
  | "update"
  | "delete"
  | "merge";

/**
 * What an action does that takes long on a large table, as the schema is before it; of tables that the action makes itself
 * nothing. Where the text does not say, as of a DO block's dynamic SQL, there is nothing.
 */
export function slowWork(action: Action, schema: Schema): SlowWork[] {
  const read = readers[action.kind] as Reader<Action> | undefined;
  return (read?.(action, schema) ?? []).map(([kind, name]) => ({
    kind,
    relation: schema.resolve(name),
  }));
}

type Work = readonly (readonly [SlowWorkKind, RelationName])[];
type Reader<Of> = (action: Of, schema: Schema) => Work;
type Readers = { readonly [Kind in Action["kind"]]?: Reader<ActionOf<Kind>> };

const nothing: Work = [];

const on =
  (kind: SlowWorkKind) =>
  ({ relation }: { readonly relation: RelationName }): Work => [[kind, relation]];

const each = (kind: SlowWorkKind, names: readonly RelationName[]): Work =>
  names.map((name) => [kind, name] as const);

const readers: Readers = {
  "create-index": (action) => (action.only ? nothing : on("index build")(action)),
  reindex: ({ scope, relation }, schema) => {
    const table = scope === "INDEX" && relation ? schema.index(relation)?.table : relation;
    return table ? [["index build", table]] : nothing;
  },
  cluster: ({ relation }) => (relation ? [["rewrite", relation]] : nothing),
  refresh: (action) => (action.withData ? on("fill")(action) : nothing),
  "set-logged": on("rewrite"),
  "set-tablespace": on("copy"),
  "set-access-method": on("rewrite"),
  "set-expression": on("rewrite"),
  "alter-column-type": changeType,
  "set-not-null": (action, schema) => (isProved(action, schema) ? nothing : on("scan")(action)),
  "add-column": addColumn,
  "add-constraint": addConstraint,
  "validate-constraint": on("validate"),
  "create-table-as": ({ withData, query }) => (withData ? each("read", query.relations) : nothing),
  insert: ({ query }) => each("insert", query?.relations ?? []),
  update: (action, schema) => (isBounded(action, schema) ? nothing : on("update")(action)),
  delete: (action, schema) => (isBounded(action, schema) ? nothing : on("delete")(action)),
  merge: (action) => (action.limited ? nothing : on("merge")(action)),
  select: (action, schema) => [
    ...(action.query.isWhole ? each("read", action.query.relations) : nothing),
    ...workCalled(action, schema),
  ],
  call: workCalled,
  "distribute-table": (action) =>
    action.concurrently || action.as === "managed-local" ? nothing : on("copy")(action),
  "alter-distribution": (action) => (action.movesRows ? on("rewrite")(action) : nothing),
  "undistribute-table": on("rewrite"),
  "do-block": (action, schema) => {
    const made = new Set(madeIn(action).map((name) => keyOf(schema.resolve(name))));
    return action.actions
      .flatMap((one) => slowWork(one, schema))
      .filter(({ relation }) => !made.has(keyOf(relation)))
      .map(({ kind, relation }) => [kind, relation]);
  },
};

/** What the functions do that an action calls. */
function workCalled(action: Action, schema: Schema): Work {
  return calledBy(action, schema)
    .actions.filter(({ kind }) => kind !== "select" && kind !== "call")
    .flatMap((called) => slowWork(called, schema))
    .map(({ kind, relation }) => [kind, relation] as const);
}

/** The tables that a block makes, if only where they are missing. */
function madeIn({ actions }: ActionOf<"do-block">): RelationName[] {
  return flattened(actions).flatMap((one) =>
    one.kind === "create-table" || one.kind === "create-table-as" ? [one.relation] : [],
  );
}

function changeType(action: ActionOf<"alter-column-type">, schema: Schema): Work {
  const change = typeChangeOf(action, schema);
  if (change === undefined) return nothing;
  const { heap, indexes } = costOf(change, schema);
  if (heap !== "kept") return [["rewrite", action.relation]];
  return indexes === "kept" ? nothing : [["index build", action.relation]];
}

function addColumn({ relation, column }: ActionOf<"add-column">, schema: Schema): Work {
  const { type, identity, generated, default: value, constraints } = column;
  const fills =
    identity ||
    generated === "stored" ||
    (type !== undefined && isSerial(type)) ||
    (value !== undefined && volatileFunctionOf(value, schema) !== undefined);
  if (fills) return [["rewrite", relation]];
  const reads = constraints.some(({ kind }) => kind !== "foreign-key" && kind !== "not-null");
  return reads ? [["scan", relation]] : nothing;
}

function addConstraint({ relation, constraint }: ActionOf<"add-constraint">): Work {
  const { kind, notValid, enforced, usingIndex } = constraint;
  if (notValid || !enforced || usingIndex !== undefined) return nothing;
  const builds = kind === "unique" || kind === "primary-key" || kind === "exclusion";
  return [[builds ? "index build" : "scan", relation]];
}

function isProved({ relation, column }: ActionOf<"set-not-null">, schema: Schema): boolean {
  const table = schema.relation(relation);
  const isKnown = table?.columns.get(column)?.notNull ?? false;
  return isKnown || proofsOf(table, column).some(({ valid }) => valid);
}
