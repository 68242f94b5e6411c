import {
  calledBy,
  countedBy,
  keyOf,
  tablesUsing,
  type FullName,
  type Schema,
} from "../../schema/index.ts";
import {
  isRelationKind,
  isTypeKind,
  lockModes,
  type Action,
  type ActionOf,
  type ConstraintSummary,
  type LockMode,
  type RelationName,
} from "../../sql/statement/index.ts";
import { commandModes } from "./command-modes.ts";
import {
  allIn,
  allReferencing,
  checkedByDomain,
  referencingColumn,
  referencingKey,
  viewsOver,
  withPartitions,
  type LockList,
  type LockReaders,
} from "./dependents.ts";
import { distributionLocks } from "./distribution-locks.ts";
import { isAtLeast } from "./modes.ts";
import { optionsMode } from "./storage-options.ts";

/** A lock that a statement takes, read from its text. */
export interface TakenLock {
  readonly relation: FullName;
  readonly mode: LockMode;
}

/**
 * The locks that an action takes on tables, views and sequences that it does not make itself, the strongest of each; those
 * of indexes aside. Where the text does not say, as of a DO block's dynamic SQL, there are none.
 * Measured on PostgreSQL 15 to 18; source: manual, 13.3.1 "Table-Level Locks", and the pages of the commands.
 */
export function locksTaken(action: Action, schema: Schema): TakenLock[] {
  const read = readers[action.kind] as ((action: Action, schema: Schema) => LockList) | undefined;
  const strongest = new Map<string, TakenLock>();
  for (const [name, mode] of isOfOtherKind(action) ? [] : (read?.(action, schema) ?? [])) {
    if (isIndex(name, schema)) continue;
    const relation = schema.resolve(name);
    const key = keyOf(relation);
    const known = strongest.get(key);
    if (known === undefined || !isAtLeast(known.mode, mode)) strongest.set(key, { relation, mode });
  }
  return [...strongest.values()];
}

/** ALTER TABLE's commands are spelled ALTER INDEX and ALTER TYPE as well. */
function isOfOtherKind(action: Action): boolean {
  return "only" in action && "objectKind" in action && /^(?:INDEX|TYPE)$/.test(action.objectKind);
}

function isIndex(name: RelationName, schema: Schema): boolean {
  return schema.relation(name) === undefined && schema.index(name) !== undefined;
}

const [AS, RS, RX, SUE, S, SRE, X, AE] = lockModes;

const onTable =
  (mode: LockMode) =>
  ({ relation }: { readonly relation: RelationName }, schema: Schema): LockList =>
    withPartitions(relation, mode, schema);

const only =
  (mode: LockMode) =>
  ({ relation }: { readonly relation: RelationName }): LockList => [[relation, mode]];

const reading = (names: readonly RelationName[]): LockList =>
  names.map((name) => [name, AS] as const);

/** The tables that foreign keys of these constraints lead to: SHARE ROW EXCLUSIVE. */
function referenced(constraints: readonly ConstraintSummary[]): LockList {
  return constraints.flatMap(({ references }) =>
    references ? [[references.relation, SRE] as const] : [],
  );
}

/** What a foreign key is dropped with: ACCESS EXCLUSIVE on both its tables. */
function referencedBy(
  table: RelationName,
  schema: Schema,
  isDropped: (constraint: { name: string; columns: readonly string[] }) => boolean,
): LockList {
  const constraints = [...(schema.relation(table)?.constraints.values() ?? [])];
  return constraints.flatMap(({ references, ...constraint }) =>
    references && isDropped(constraint) ? [[references.table, AE] as const] : [],
  );
}

const readers: LockReaders = {
  "create-table": ({ relation, columns, constraints, partitionOf, inherits, like }, schema) => [
    ...referenced([...constraints, ...columns.flatMap((column) => column.constraints)]).filter(
      ([name]) => name.name !== relation.name || name.schema !== relation.schema,
    ),
    ...(partitionOf ? partitionOfLocks(partitionOf, schema) : []),
    ...inherits.map((name) => [name, SUE] as const),
    ...reading(like),
  ],
  "create-table-as": ({ query }) => reading(query.relations),
  "create-view": ({ relation, query }, schema) => [
    ...(schema.relation(relation) ? [[relation, AE] as const] : []),
    ...reading(query.relations),
  ],
  "create-index": (action, schema) => {
    const { table } = commandModes(action);
    const isAlone = action.concurrently || action.only;
    return isAlone ? [[action.relation, table]] : withPartitions(action.relation, table, schema);
  },
  "create-trigger": onTable(SRE),
  "create-policy": only(AE),
  "alter-policy": only(AE),
  "create-rule": only(AE),
  "create-statistics": ({ relations }) => relations.map((name) => [name, SUE] as const),
  truncate: ({ relations, cascade }, schema) => [
    ...relations.flatMap((name) => withPartitions(name, AE, schema)),
    ...(cascade ? relations.flatMap((name) => allReferencing(name, schema)) : []),
  ],
  "lock-table": ({ relations, mode }, schema) =>
    relations.flatMap((name) => withPartitions(name, mode, schema)),
  refresh: ({ relation, concurrently }, schema) => [
    [relation, concurrently ? X : AE],
    ...reading(schema.relation(relation)?.reads?.relations ?? []),
  ],
  reindex: (action, schema) => {
    const { scope, relation } = action;
    const table = scope === "INDEX" && relation ? schema.index(relation)?.table : relation;
    return table && (scope === "INDEX" || scope === "TABLE")
      ? [[table, commandModes(action).table]]
      : [];
  },
  vacuum: (action) => action.relations.map((name) => [name, commandModes(action).table] as const),
  analyze: ({ relations }) => relations.map((name) => [name, SUE] as const),
  cluster: (action) => (action.relation ? [[action.relation, commandModes(action).table]] : []),
  "add-column": (action, schema) => [
    ...withPartitions(action.relation, AE, schema),
    ...referenced(action.column.constraints),
  ],
  "drop-column": ({ relation, column, cascade }, schema) => [
    ...withPartitions(relation, AE, schema),
    ...(cascade ? viewsOver(relation, schema, ({ columns }) => columns.includes(column)) : []),
    ...referencedBy(relation, schema, ({ columns }) => columns.includes(column)),
  ],
  "alter-column-type": ({ relation, column }, schema) => [
    ...withPartitions(relation, AE, schema),
    ...referencedBy(relation, schema, ({ columns }) => columns.includes(column)),
    ...referencingColumn(relation, column, schema),
  ],
  "set-not-null": onTable(AE),
  "drop-not-null": onTable(AE),
  "set-default": onTable(AE),
  "set-expression": onTable(AE),
  "drop-expression": onTable(AE),
  "add-identity": onTable(AE),
  "drop-identity": onTable(AE),
  "set-identity": onTable(AE),
  "set-column-options": ({ relation, what }, schema) =>
    withPartitions(relation, what === "statistics" || what === "options" ? SUE : AE, schema),
  "add-constraint": ({ relation, constraint }, schema) => [
    ...withPartitions(relation, constraint.kind === "foreign-key" ? SRE : AE, schema),
    ...referenced([constraint]),
  ],
  "alter-constraint": ({ relation, name, enforced }, schema) => [
    [relation, AE],
    ...(enforced === false ? referencedBy(relation, schema, (one) => one.name === name) : []),
  ],
  "validate-constraint": ({ relation, name }, schema) => [
    [relation, SUE],
    ...referencedBy(relation, schema, (one) => one.name === name).map(
      ([table]) => [table, RS] as const,
    ),
  ],
  "drop-constraint": ({ relation, name, cascade }, schema) => [
    ...withPartitions(relation, AE, schema),
    ...(cascade ? referencingKey(relation, name, schema) : []),
    ...referencedBy(relation, schema, (one) => one.name === name),
  ],
  "attach-partition": ({ relation, partition }, schema) => [
    [relation, SUE],
    [partition, AE],
    ...defaultPartition(relation, schema),
    ...referencedBy(relation, schema, () => true).map(([table]) => [table, SRE] as const),
  ],
  "detach-partition": (action, schema) => [
    [action.relation, commandModes(action).table],
    [action.partition, AE],
    ...(action.concurrently || action.finalize ? [] : defaultPartition(action.relation, schema)),
  ],
  "row-security": only(AE),
  "trigger-state": onTable(SRE),
  "rule-state": only(AE),
  "set-logged": only(AE),
  "set-tablespace": only(AE),
  "set-access-method": only(AE),
  "set-options": ({ relation, options }) => [[relation, optionsMode(options)]],
  "replica-identity": only(AE),
  "change-owner": only(AE),
  inherit: ({ relation, parent }) => [
    [relation, AE],
    [parent, SUE],
  ],
  "cluster-on": only(SUE),
  "alter-table-other": only(AE),
  drop: dropLocks,
  rename: renameLocks,
  "set-schema": ({ objectKind, object }) => (isRelationKind(objectKind) ? [[object, AE]] : []),
  owner: ({ objectKind, object }) => (isRelationKind(objectKind) ? [[object, AE]] : []),
  comment: ({ objectKind, object }) => {
    if (isRelationKind(objectKind)) return [[object, SUE]];
    if (object.on === undefined) return [];
    return [[object.on, objectKind === "COLUMN" ? SUE : AS]];
  },
  "alter-domain": (action, schema) =>
    checkedByDomain(action, schema).map((table) => [table, S] as const),
  "alter-sequence": ({ relation }) => [[relation, SRE]],
  insert: ({ relation, query }) => [[relation, RX], ...reading(query?.relations ?? [])],
  update: ({ relation, reads }) => [[relation, RX], ...reading(reads)],
  delete: ({ relation, reads }) => [[relation, RX], ...reading(reads)],
  merge: ({ relation, reads }) => [[relation, RX], ...reading(reads)],
  select: (action, schema) => [
    ...action.query.relations.map((name) => [name, action.query.locksRows ? RS : AS] as const),
    ...locksCalled(action, schema),
  ],
  call: locksCalled,
  copy: ({ relation, from }) => (relation ? [[relation, from ? RX : AS]] : []),
  ...distributionLocks,
  "do-block": ({ actions }, schema) => {
    const made = new Set(actions.flatMap((action) => madeBy(action, schema)));
    return actions
      .flatMap((action) => locksTaken(action, schema))
      .filter(({ relation }) => !made.has(keyOf(relation)))
      .map(({ relation, mode }) => [relation, mode] as const);
  },
};

/** What the functions lock that an action calls. */
function locksCalled(action: Action, schema: Schema): LockList {
  return calledBy(action, schema)
    .actions.filter(({ kind }) => kind !== "select" && kind !== "call")
    .flatMap((called) => locksTaken(called, schema))
    .map(({ relation, mode }) => [relation, mode] as const);
}

/** A block that makes a table alone if it is missing does the rest to it in the same branch. */
function madeBy(action: Action, schema: Schema): string[] {
  return action.kind === "create-table" ? [keyOf(schema.resolve(action.relation))] : [];
}

function partitionOfLocks(parent: RelationName, schema: Schema): LockList {
  return [[parent, AE], ...defaultPartition(parent, schema)];
}

function defaultPartition(parent: RelationName, schema: Schema): LockList {
  const found = schema.relation(parent)?.partitions.find(({ isDefault }) => isDefault);
  return found ? [[found, AE]] : [];
}

/** What is not there cannot be locked. */
function dropLocks(action: ActionOf<"drop">, schema: Schema): LockList {
  const { objectKind, object, cascade } = action;
  if (objectKind === "INDEX") {
    const found = schema.index(object);
    return found ? [[found.table, commandModes(action).table]] : [];
  }
  if (object.on !== undefined) return onTableDropLocks(action, schema);
  if (objectKind === "SCHEMA" && cascade) return allIn(object.name, schema);
  if (isTypeKind(objectKind))
    return cascade ? tablesUsing(object, schema).map((table) => [table, AE] as const) : [];
  if (!isRelationKind(objectKind)) return [];
  const known = schema.relation(object);
  const counted = objectKind === "SEQUENCE" ? countedBy(object, schema) : [];
  if (action.guarded && known === undefined && counted.length === 0) return [];
  return [
    ...withPartitions(object, AE, schema),
    ...referencedBy(object, schema, () => true),
    ...(known?.parent ? [[known.parent, AE] as const] : []),
    ...(cascade && known ? schema.referencing(known).map(({ table }) => [table, AE] as const) : []),
    ...(cascade ? viewsOver(object, schema, () => true) : []),
    ...(cascade ? counted.map(({ table }) => [table, AE] as const) : []),
  ];
}

function onTableDropLocks(
  { objectKind, object, guarded }: ActionOf<"drop">,
  schema: Schema,
): LockList {
  const table = schema.relation(object.on!);
  if (table?.isCreated !== true) return [[object.on!, AE]];
  const isMissing =
    (objectKind === "TRIGGER" && !table.triggers.has(object.name)) ||
    (objectKind === "POLICY" && !table.policies.has(object.name));
  return guarded && isMissing ? [] : [[object.on!, AE]];
}

function renameLocks({ objectKind, object, part }: ActionOf<"rename">, schema: Schema): LockList {
  if (objectKind === "INDEX" || objectKind === "ATTRIBUTE") return [];
  if (isRelationKind(objectKind)) return [[object, AE]];
  if (part !== undefined && schema.type(object) === undefined) return [[object, AE]];
  return [];
}
