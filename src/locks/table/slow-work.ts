import type { FullName, Schema } from "../../schema/index.ts";
import { calledBy, isConstrainedDomain, keyOf } from "../../schema/index.ts";
import {
  flattened,
  isSerial,
  type Action,
  type ActionOf,
  type ColumnSummary,
  type RelationName,
} from "../../sql/statement/index.ts";
import { isBounded } from "./bounded-change.ts";
import { proofsOf } from "./not-null-proof.ts";
import { checkedByDomain, referencingColumn } from "./dependents.ts";
import { costOf, isComparedAnew, typeChangeOf } from "./type-change.ts";
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
  "create-index": (action, schema) =>
    action.only || isThere(action, schema) ? nothing : on("index build")(action),
  reindex: ({ scope, relation }, schema) => {
    const table = scope === "INDEX" && relation ? schema.index(relation)?.table : relation;
    return table ? [["index build", table]] : nothing;
  },
  cluster: ({ relation }) => (relation ? [["rewrite", relation]] : nothing),
  refresh: (action, schema) =>
    action.withData
      ? [["fill", action.relation], ...each("read", readBy(action.relation, schema))]
      : nothing,
  "set-logged": on("rewrite"),
  "set-tablespace": on("copy"),
  "set-access-method": on("rewrite"),
  "set-expression": on("rewrite"),
  "alter-column-type": changeType,
  "set-not-null": (action, schema) => (isProved(action, schema) ? nothing : on("scan")(action)),
  "add-column": addColumn,
  "add-constraint": addConstraint,
  "attach-partition": ({ relation, partition }, schema) => [
    ...each("scan", hasCheck(partition, schema) ? [] : [partition]),
    ...each("scan", scannedDefault(relation, schema)),
  ],
  "create-table": ({ partitionOf, isDefault }, schema) =>
    partitionOf && !isDefault ? each("scan", scannedDefault(partitionOf, schema)) : nothing,
  "alter-domain": (action, schema) => each("scan", checkedByDomain(action, schema)),
  "validate-constraint": (action, schema) =>
    schema.relation(action.relation)?.constraints.get(action.name)?.valid === true
      ? nothing
      : on("validate")(action),
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

/** Whether a CHECK may prove what a partition is to hold. */
function hasCheck(table: RelationName, schema: Schema): boolean {
  const known = schema.relation(table);
  return [...(known?.constraints.values() ?? [])].some(
    ({ kind, valid }) => kind === "check" && valid,
  );
}

/** A new partition's rows are looked for in the default partition. */
function scannedDefault(parent: RelationName, schema: Schema): readonly RelationName[] {
  const found = schema.relation(parent)?.partitions.find(({ isDefault }) => isDefault);
  return found === undefined || hasCheck(found, schema) ? [] : [found];
}

/** IF NOT EXISTS of an index that is there. */
function isThere({ guarded, name, relation }: ActionOf<"create-index">, schema: Schema): boolean {
  return guarded && name !== undefined && schema.index({ ...relation, name }) !== undefined;
}

function readBy(view: RelationName, schema: Schema): readonly RelationName[] {
  return schema.relation(view)?.reads?.relations ?? [];
}

/** A key whose values compare by another operator afterwards is checked again from the tables that refer to it. */
function changeType(action: ActionOf<"alter-column-type">, schema: Schema): Work {
  const { relation, column } = action;
  const change = typeChangeOf(action, schema);
  if (change === undefined) return nothing;
  const { heap, indexes } = costOf(change, schema);
  if (heap === "kept") return indexes === "kept" ? nothing : [["index build", relation]];
  const checked = isComparedAnew(change, schema) ? referencingColumn(relation, column, schema) : [];
  return [["rewrite", relation], ...each("scan", [...new Set(checked.map(([table]) => table))])];
}

function addColumn(action: ActionOf<"add-column">, schema: Schema): Work {
  const { relation, column, guarded } = action;
  if (guarded && schema.relation(relation)?.columns.has(column.name)) return nothing;
  if (isComputed(column, schema)) return [["rewrite", relation]];
  const kinds = column.constraints.filter(({ enforced }) => enforced).map(({ kind }) => kind);
  const builds = kinds.includes("unique") || kinds.includes("primary-key");
  if (builds) return [["index build", relation]];
  const isChecked =
    kinds.includes("check") || (kinds.includes("foreign-key") && column.default !== undefined);
  return isChecked ? [["scan", relation]] : nothing;
}

/** Whether each row gets a value of its own. */
function isComputed(column: ColumnSummary, schema: Schema): boolean {
  const { type, identity, generated, default: value } = column;
  return (
    identity ||
    generated === "stored" ||
    (type !== undefined && (isSerial(type) || isConstrainedDomain(type, schema))) ||
    (value !== undefined && volatileFunctionOf(value, schema) !== undefined)
  );
}

function addConstraint({ relation, constraint }: ActionOf<"add-constraint">, schema: Schema): Work {
  const { kind, notValid, enforced, usingIndex } = constraint;
  if (notValid || !enforced) return nothing;
  if (usingIndex !== undefined)
    return kind === "primary-key" && !isProvedKey(relation, usingIndex, schema)
      ? [["scan", relation]]
      : nothing;
  const builds = kind === "unique" || kind === "primary-key" || kind === "exclusion";
  return [[builds ? "index build" : "scan", relation]];
}

/** Whether all columns of an index are known to hold no NULL; of one that is not known it is taken for granted. */
function isProvedKey(relation: RelationName, index: string, schema: Schema): boolean {
  const columns = schema.relation(relation)?.indexes.get(index)?.columns ?? [];
  return columns.every(
    ({ name: column }) => column === undefined || isProved({ relation, column }, schema),
  );
}

function isProved(
  { relation, column }: Pick<ActionOf<"set-not-null">, "relation" | "column">,
  schema: Schema,
): boolean {
  const table = schema.relation(relation);
  const isKnown = table?.columns.get(column)?.notNull ?? false;
  return isKnown || proofsOf(table, column).some(({ valid }) => valid);
}
