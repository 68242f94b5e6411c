import type {
  CreateStmt,
  IndexElem,
  Node,
  OnCommitAction,
  PartitionSpec,
  TableLikeClause,
} from "@pgsql/types";
import type {
  Action,
  ActionOf,
  ColumnSummary,
  ConstraintSummary,
  CreateTable,
  IndexColumn,
  LikedTable,
  LikeOption,
  RelationName,
} from "../action.ts";
import { optionsOf, optionText } from "./alter-table.ts";
import { columnOf, constraintOf } from "./column.ts";
import { expressionOf } from "./expression.ts";
import { lockModes } from "../lock-modes.ts";
import { nameFrom, relationOf, relationsOf, namesOf } from "./name.ts";
import { queryOf } from "./query.ts";
import { begin, type Readers } from "./reader.ts";
import type { Place } from "./type.ts";

/** CREATE of tables, views, indexes and of what is on a table; and commands on whole tables. */
export const tables: Readers = {
  CreateStmt: (node, place) => [createTable(node, place, false)],
  CreateForeignTableStmt: ({ base }, place) => [createTable(base ?? {}, place, true)],
  CreateTableAsStmt: ({ into, objtype, if_not_exists, query }, place) => [
    {
      kind: "create-table-as",
      at: begin(place),
      relation: relationOf(into?.rel ?? {}),
      materialized: objtype === "OBJECT_MATVIEW",
      guarded: if_not_exists ?? false,
      temporary: into?.rel?.relpersistence === "t",
      ...onCommitOf(into?.onCommit),
      columns: namesOf(into?.colNames),
      into: false,
      withData: !into?.skipData,
      query: queryOf(query),
    },
  ],
  ViewStmt: ({ view, aliases, query, replace }, place) => [
    {
      kind: "create-view",
      at: begin(place),
      relation: relationOf(view!),
      replace: replace ?? false,
      temporary: view?.relpersistence === "t",
      columns: namesOf(aliases),
      query: queryOf(query),
    },
  ],
  IndexStmt: (node, place) => [
    {
      kind: "create-index",
      at: begin(place),
      relation: relationOf(node.relation!),
      ...(node.idxname !== undefined && { name: node.idxname }),
      unique: node.unique ?? false,
      concurrently: node.concurrent ?? false,
      guarded: node.if_not_exists ?? false,
      only: !node.relation?.inh,
      method: node.accessMethod ?? "btree",
      columns: indexColumns(node.indexParams, place),
      include: indexColumns(node.indexIncludingParams, place).flatMap(({ name }) => name ?? []),
      ...(node.whereClause && { where: expressionOf(node.whereClause, place) }),
      nullsNotDistinct: node.nulls_not_distinct ?? false,
      ...(hasOption(node.options, "transaction_per_chunk", "timescaledb") && { byChunk: true }),
    },
  ],
  TruncateStmt: ({ relations, behavior }, place) => [
    {
      kind: "truncate",
      at: begin(place),
      relations: relationsOf(relations),
      cascade: behavior === "DROP_CASCADE",
    },
  ],
  LockStmt: ({ relations, mode }, place) => [
    {
      kind: "lock-table",
      at: begin(place),
      relations: relationsOf(relations),
      mode: lockModes[(mode ?? lockModes.length) - 1]!,
    },
  ],
  RefreshMatViewStmt: ({ relation, concurrent, skipData }, place) => [
    {
      kind: "refresh",
      at: begin(place),
      relation: relationOf(relation!),
      concurrently: concurrent ?? false,
      withData: !skipData,
    },
  ],
  ReindexStmt: ({ kind, relation, params }, place) => [
    {
      kind: "reindex",
      at: begin(place),
      scope: kind!.replace("REINDEX_OBJECT_", "") as ActionOf<"reindex">["scope"],
      ...(relation && { relation: relationOf(relation) }),
      concurrently: hasOption(params, "concurrently"),
    },
  ],
  VacuumStmt: ({ is_vacuumcmd, rels, options }, place) => {
    const relations = relationsOf(rels);
    return is_vacuumcmd
      ? [{ kind: "vacuum", at: begin(place), full: hasOption(options, "full"), relations }]
      : [{ kind: "analyze", at: begin(place), relations }];
  },
  ClusterStmt: ({ relation }, place) => [
    { kind: "cluster", at: begin(place), ...(relation && { relation: relationOf(relation) }) },
  ],
  CreateTrigStmt: (node, place) => [
    {
      kind: "create-trigger",
      at: begin(place),
      relation: relationOf(node.relation!),
      name: node.trigname!,
      replace: node.replace ?? false,
      constraint: node.isconstraint ?? false,
      function: nameFrom(namesOf(node.funcname)),
      columns: [
        ...namesOf(node.columns),
        ...(node.whenClause ? expressionOf(node.whenClause, place).columns : []),
      ],
    },
  ],
  CreatePolicyStmt: ({ table, policy_name, qual, with_check }, place) => [
    {
      kind: "create-policy",
      at: begin(place),
      relation: relationOf(table!),
      name: policy_name!,
      columns: [qual, with_check].flatMap((condition) => ownColumns(condition, place)),
      functions: [qual, with_check].flatMap((condition) => calledIn(condition, place)),
    },
  ],
  AlterPolicyStmt: ({ table, policy_name }, place) => [
    { kind: "alter-policy", at: begin(place), relation: relationOf(table!), name: policy_name! },
  ],
  RuleStmt: ({ relation, rulename, replace }, place) => [
    {
      kind: "create-rule",
      at: begin(place),
      relation: relationOf(relation!),
      name: rulename!,
      replace: replace ?? false,
    },
  ],
  CreateStatsStmt: ({ defnames, relations, if_not_exists }, place) => [
    {
      kind: "create-statistics",
      at: begin(place),
      ...(defnames && { name: nameFrom(namesOf(defnames)) }),
      relations: relationsOf(relations),
      guarded: if_not_exists ?? false,
    },
  ],
};

/** The columns of an expression, as far as they can only be the table's own. */
function ownColumns(tree: Node | undefined, place: Place): readonly string[] {
  const expression = tree && expressionOf(tree, place);
  return expression === undefined || expression.hasSubquery ? [] : expression.columns;
}

function calledIn(tree: Node | undefined, place: Place): readonly RelationName[] {
  return tree === undefined ? [] : expressionOf(tree, place).functions;
}

function createTable(node: CreateStmt, place: Place, foreign: boolean): Action {
  const parents = relationsOf(node.inhRelations);
  const [partitionOf] = node.partbound ? parents : [];
  return {
    kind: "create-table",
    at: begin(place),
    relation: relationOf(node.relation ?? {}),
    guarded: node.if_not_exists ?? false,
    temporary: node.relation?.relpersistence === "t",
    ...onCommitOf(node.oncommit),
    unlogged: node.relation?.relpersistence === "u",
    foreign,
    ...elementsOf(node.tableElts, place),
    ...(partitionOf && { partitionOf }),
    isDefault: node.partbound?.is_default ?? false,
    inherits: partitionOf ? [] : parents,
    ...(node.partspec && { partitionBy: partitionKey(node.partspec) }),
    ofType: node.ofTypename !== undefined,
    options: optionsOf(node.options),
  };
}

function elementsOf(elements: readonly Node[] = [], place: Place) {
  const columns: ColumnSummary[] = [];
  const constraints: ConstraintSummary[] = [];
  const like: LikedTable[] = [];
  for (const node of elements) {
    if ("ColumnDef" in node) columns.push(columnOf(node.ColumnDef, place));
    if ("Constraint" in node) {
      const constraint = constraintOf(node.Constraint, place);
      if (constraint !== undefined) constraints.push(constraint);
    }
    if ("TableLikeClause" in node) like.push(likedTable(node.TableLikeClause));
  }
  return { columns, constraints, like };
}

/** Source: `TableLikeOption`. */
const likeOptions: Readonly<Record<LikeOption, number>> = {
  constraints: 1 << 2,
  defaults: 1 << 3,
  generated: 1 << 4,
  identity: 1 << 5,
  indexes: 1 << 6,
};

function likedTable({ relation, options = 0 }: TableLikeClause): LikedTable {
  const names = Object.keys(likeOptions) as LikeOption[];
  const including = names.filter((name) => (options & likeOptions[name]) !== 0);
  return { ...relationOf(relation ?? {}), including };
}

function partitionKey({ partParams }: PartitionSpec): (string | undefined)[] {
  return (partParams ?? []).map((node) =>
    "PartitionElem" in node ? node.PartitionElem.name : undefined,
  );
}

function indexColumns(params: readonly Node[] = [], place: Place): IndexColumn[] {
  return params.flatMap((node) =>
    "IndexElem" in node ? [indexColumn(node.IndexElem, place)] : [],
  );
}

function indexColumn(element: IndexElem, place: Place): IndexColumn {
  const { name, expr, collation, opclass, ordering, nulls_ordering: nulls } = element;
  return {
    ...(name !== undefined && { name }),
    ...(expr && { expression: expressionOf(expr, place) }),
    ...(collation && { collation: namesOf(collation).join(".") }),
    ...(opclass && { operatorClass: namesOf(opclass).join(".") }),
    descending: ordering === "SORTBY_DESC",
    ...(nulls !== undefined &&
      nulls !== "SORTBY_NULLS_DEFAULT" && { nullsFirst: nulls === "SORTBY_NULLS_FIRST" }),
  };
}

/** Whether an option is set: `FULL`, `FULL true` and `FULL 1` are, `FULL false`, `off` and `0` are not. */
function hasOption(
  options: readonly Node[] | undefined,
  name: string,
  namespace?: string,
): boolean {
  return (options ?? []).some(
    (option) =>
      "DefElem" in option &&
      option.DefElem.defname === name &&
      option.DefElem.defnamespace === namespace &&
      !/^(?:false|off|0)$/i.test(optionText(option.DefElem.arg) ?? "true"),
  );
}

/** ON COMMIT, where it is written. */
export function onCommitOf(
  action: OnCommitAction | undefined,
): Pick<CreateTable, "onCommit" | "dropsOnCommit"> {
  return {
    onCommit: action !== undefined && action !== "ONCOMMIT_NOOP",
    dropsOnCommit: action === "ONCOMMIT_DROP",
  };
}
