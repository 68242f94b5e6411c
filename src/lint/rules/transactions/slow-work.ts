import type { ActionOf, Action, RelationName } from "../../../sql/statement/index.ts";
import { isSerial } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { volatileFunctionOf } from "../adding-columns/volatility.ts";
import { changedType } from "../changing-columns/changed-type.ts";
import { proofsOf } from "../changing-columns/not-null-proof.ts";
import { isBounded } from "../data/bulk-change.ts";

/** What an action does that takes the longer the bigger a table is, in words: "builds an index on orders". */
export function slowWork(action: Action, context: StatementContext): string | undefined {
  const work = readers[action.kind] as Reader | undefined;
  return work?.(action as never, context);
}

type Reader = (action: never, context: StatementContext) => string | undefined;
type Readers = {
  readonly [Kind in Action["kind"]]?: (
    action: ActionOf<Kind>,
    context: StatementContext,
  ) => string | undefined;
};

const readers: Readers = {
  "create-index": ({ relation, only }, context) =>
    only ? undefined : on(relation, "builds an index on", context),
  reindex: ({ scope, relation }, context) => {
    const table = scope === "INDEX" && relation ? context.schema.index(relation)?.table : relation;
    return table && on(table, "builds indexes on", context);
  },
  cluster: ({ relation }, context) => relation && on(relation, "rewrites", context),
  refresh: ({ relation, withData }, context) =>
    withData ? on(relation, "fills", context) : undefined,
  "set-logged": ({ relation }, context) => on(relation, "rewrites", context),
  "set-tablespace": ({ relation }, context) => on(relation, "copies", context),
  "set-access-method": ({ relation }, context) => on(relation, "rewrites", context),
  "set-expression": ({ relation }, context) => on(relation, "rewrites", context),
  "alter-column-type": (action, context) => {
    const cost = changedType(action, context)?.cost;
    if (cost === undefined || (cost.heap === "kept" && cost.indexes === "kept")) return undefined;
    return on(action.relation, cost.heap === "kept" ? "builds indexes on" : "rewrites", context);
  },
  "set-not-null": (action, context) =>
    isProved(action, context) ? undefined : on(action.relation, "reads all of", context),
  "add-column": addColumn,
  "add-constraint": addConstraint,
  "validate-constraint": (action, context) =>
    isAddedHere(action, context) ? undefined : on(action.relation, "reads all of", context),
  "create-table-as": ({ withData, query }, context) =>
    withData ? onAny(query.relations, "reads from", context) : undefined,
  insert: ({ query }, context) => query && onAny(query.relations, "copies rows of", context),
  update: (action, context) =>
    isBounded(action, context) ? undefined : on(action.relation, "changes many rows of", context),
  delete: (action, context) =>
    isBounded(action, context) ? undefined : on(action.relation, "deletes many rows of", context),
  "do-block": ({ actions }, context) =>
    actions.map((one) => slowWork(one, context)).find((work) => work !== undefined),
  merge: ({ relation }, context) => on(relation, "changes many rows of", context),
};

function on(name: RelationName, does: string, context: StatementContext): string | undefined {
  return context.inUse(name) && !context.isOwn(name) ? `${does} ${context.show(name)}` : undefined;
}

function onAny(
  names: readonly RelationName[],
  does: string,
  context: StatementContext,
): string | undefined {
  return names.map((name) => on(name, does, context)).find((work) => work !== undefined);
}

function addColumn(
  { relation, column }: ActionOf<"add-column">,
  context: StatementContext,
): string | undefined {
  const { type, identity, generated, default: value, constraints } = column;
  const fills =
    identity ||
    generated === "stored" ||
    (type !== undefined && isSerial(type)) ||
    (value !== undefined && volatileFunctionOf(value, context.schema) !== undefined);
  if (fills) return on(relation, "rewrites", context);
  const reads = constraints.some(({ kind }) => kind !== "foreign-key" && kind !== "not-null");
  return reads ? on(relation, "reads all of", context) : undefined;
}

function addConstraint(
  { relation, constraint }: ActionOf<"add-constraint">,
  context: StatementContext,
): string | undefined {
  const { kind, notValid, enforced, usingIndex } = constraint;
  if (notValid || !enforced || usingIndex !== undefined) return undefined;
  const builds = kind === "unique" || kind === "primary-key" || kind === "exclusion";
  return on(relation, builds ? "builds an index on" : "reads all of", context);
}

function isProved(
  { relation, column }: ActionOf<"set-not-null">,
  context: StatementContext,
): boolean {
  const table = context.relation(relation);
  const isKnown = table?.columns.get(column)?.notNull ?? false;
  return isKnown || proofsOf(table, column).some(({ valid }) => valid);
}

/** NOT VALID and VALIDATE in one transaction: `validate-in-same-transaction` says it. */
function isAddedHere(
  { name }: ActionOf<"validate-constraint">,
  { transaction }: StatementContext,
): boolean {
  return transaction.statements.some(({ actions }) =>
    actions.some((one) => one.kind === "add-constraint" && one.constraint.name === name),
  );
}
