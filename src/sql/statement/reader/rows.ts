import type { IntoClause, Node, OnConflictClause, SelectStmt, WithClause } from "@pgsql/types";
import type { Tree } from "./reader.ts";
import { hasNode } from "./tree-walk.ts";
import type { RelationName } from "../parts.ts";
import type { Action, Insert, QuerySummary } from "../action.ts";
import { citusCalls } from "./citus.ts";
import { expressionOf } from "./expression.ts";
import { relationOf, namesOf } from "./name.ts";
import { queryOf } from "./query.ts";
import { begin, type Readers } from "./reader.ts";
import { onCommitOf } from "./tables.ts";
import { settingByFunction } from "./session.ts";
import type { Place } from "./type.ts";

/** Statements that read or write rows. What a WITH query changes is an action of its own, before that of the statement. */
export const rows: Readers = {
  InsertStmt: (node, place) => [
    ...within(node.withClause, place),
    { kind: "insert", at: begin(place), ...insertOf(node) },
  ],
  UpdateStmt: (node, place) => [
    ...within(node.withClause, place),
    {
      kind: "update",
      at: begin(place),
      relation: relationOf(node.relation ?? {}),
      columns: targetNames(node.targetList),
      repeated: repeatedNames(node.targetList),
      fromColumns: hasNode(node.targetList, "ColumnRef"),
      calls: callsIn(node.withClause),
      ...conditionOf(node.whereClause, place),
      limited: isLimited(node.whereClause, node.fromClause, node.withClause),
      reads: reads(node),
    },
  ],
  DeleteStmt: (node, place) => [
    ...within(node.withClause, place),
    {
      kind: "delete",
      at: begin(place),
      relation: relationOf(node.relation ?? {}),
      calls: callsIn(node.withClause),
      ...conditionOf(node.whereClause, place),
      limited: isLimited(node.whereClause, node.usingClause, node.withClause),
      reads: reads(node),
    },
  ],
  MergeStmt: (node, place) => [
    ...within(node.withClause, place),
    {
      kind: "merge",
      at: begin(place),
      relation: relationOf(node.relation ?? {}),
      reads: reads(node),
      calls: callsIn(node.withClause),
      limited: isLimited(node.sourceRelation, node.withClause),
      ...mergeClauses(node.mergeWhenClauses),
    },
  ],
  SelectStmt: (node, place) => {
    const { actions, functions } = citusCalls(node, place);
    const query = withoutCalls(queryOf({ SelectStmt: node }), functions);
    return [
      ...within(node.withClause, place),
      ...settingByFunction(node, place),
      ...actions,
      ...(node.intoClause
        ? [intoTable(node.intoClause, query, place)]
        : [{ kind: "select" as const, at: begin(place), query }]),
    ];
  },
  CopyStmt: ({ relation, query, is_from, filename, is_program }, place) => [
    {
      kind: "copy",
      at: begin(place),
      ...(relation && { relation: relationOf(relation) }),
      reads: query ? queryOf(query).relations : [],
      from: is_from ?? false,
      source: copySource(filename, is_program, is_from),
    },
  ],
};

/** Without the calls that actions tell of. */
function withoutCalls(query: QuerySummary, told: readonly RelationName[]): QuerySummary {
  if (told.length === 0) return query;
  const names = new Set(told.map(({ name }) => name));
  return { ...query, functions: query.functions.filter(({ name }) => !names.has(name)) };
}

function within(clause: WithClause | undefined, place: Place): readonly Action[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const query = "CommonTableExpr" in node ? node.CommonTableExpr.ctequery : undefined;
    if (query === undefined || "SelectStmt" in query) return [];
    const [[kind, tree]] = Object.entries(query) as [[keyof typeof rows, never]];
    return rows[kind]?.(tree, place) ?? [];
  });
}

/** The functions that queries of WITH call. */
function callsIn(clause: WithClause | undefined): readonly RelationName[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const query = "CommonTableExpr" in node ? node.CommonTableExpr.ctequery : undefined;
    return query !== undefined && "SelectStmt" in query ? queryOf(query).functions : [];
  });
}

/** SELECT … INTO makes a table. */
function intoTable(
  { rel: relation = {}, onCommit, colNames }: IntoClause,
  query: ReturnType<typeof queryOf>,
  place: Place,
): Action {
  const into = relationOf(relation);
  const isInto = (name: RelationName) => name.name === into.name && name.schema === into.schema;
  return {
    kind: "create-table-as",
    at: begin(place),
    relation: into,
    materialized: false,
    guarded: false,
    temporary: relation.relpersistence === "t",
    columns: namesOf(colNames),
    ...onCommitOf(onCommit),
    into: true,
    withData: true,
    query: { ...query, relations: query.relations.filter((name) => !isInto(name)) },
  };
}

function insertOf(node: Tree<"InsertStmt">): Insert {
  const select =
    node.selectStmt && "SelectStmt" in node.selectStmt ? node.selectStmt.SelectStmt : undefined;
  const values = select?.valuesLists;
  const columns = node.cols ? targetNames(node.cols) : node.selectStmt ? undefined : [];
  return {
    relation: relationOf(node.relation ?? {}),
    ...(columns && { columns }),
    ...(values
      ? { rows: values.length }
      : node.selectStmt
        ? { query: queryOf(node.selectStmt, node.withClause) }
        : { rows: 1 }),
    ...sourceOf(node.selectStmt),
    reads: reads(node),
    calls: callsIn(node.withClause),
    repeated: [node.cols, node.onConflictClause?.targetList].flatMap(repeatedNames),
    strings: values ? stringsOf(values) : [],
    literalColumns: values && columns ? literalColumns(columns, values) : [],
    highest: values && columns ? highestNumbers(columns, values) : {},
    ...(node.onConflictClause && { onConflict: onConflictOf(node.onConflictClause) }),
  };
}

/** Where the rows of an INSERT come from. */
function sourceOf(
  node: Node | undefined,
): Pick<Insert, "rowsFromTables" | "whereNotExists" | "given"> {
  const select = node && "SelectStmt" in node ? node.SelectStmt : {};
  const { fromClause, targetList, valuesLists, whereClause } = select;
  return {
    rowsFromTables: hasNode([fromClause, targetList, valuesLists], "RangeVar"),
    whereNotExists: isNotExists(whereClause),
    given: givenValues(select),
  };
}

function givenValues({ targetList = [], valuesLists = [] }: SelectStmt): boolean[] {
  const lists = valuesLists.map((list) => ("List" in list ? (list.List.items ?? []) : []));
  const [first = targetList] = lists;
  return first.map((_, place) => lists.every((list) => !("SetToDefault" in list[place]!)));
}

function isNotExists(where: Node | undefined): boolean {
  if (where === undefined || !("BoolExpr" in where) || where.BoolExpr.boolop !== "NOT_EXPR")
    return false;
  const [asked] = where.BoolExpr.args ?? [];
  return (
    asked !== undefined && "SubLink" in asked && asked.SubLink.subLinkType === "EXISTS_SUBLINK"
  );
}

function stringsOf(values: readonly Node[]): string[] {
  return values.flatMap((node) => expressionOf(node, () => 0).strings);
}

/** The columns for which every row has a constant. */
function literalColumns(columns: readonly string[], rowLists: readonly Node[]): string[] {
  return columns.filter((_, index) =>
    rowLists.every((node) => {
      const value = "List" in node ? node.List.items?.[index] : undefined;
      return value !== undefined && expressionOf(value, () => 0).constant;
    }),
  );
}

function highestNumbers(columns: readonly string[], rowLists: readonly Node[]) {
  const highest: Record<string, number> = {};
  for (const [index, column] of columns.entries()) {
    const values = rowLists.map((node) => ("List" in node ? node.List.items?.[index] : undefined));
    const numbers = values.map(wholeNumber);
    if (numbers.every((one) => one !== undefined)) highest[column] = Math.max(...numbers);
  }
  return highest;
}

/** Zero is left out of a tree, and a sign is an operator. */
function wholeNumber(node: Node | undefined): number | undefined {
  if (node === undefined) return undefined;
  if ("A_Const" in node) return node.A_Const.ival && (node.A_Const.ival.ival ?? 0);
  if (!("A_Expr" in node) || node.A_Expr.lexpr !== undefined) return undefined;
  const value = wholeNumber(node.A_Expr.rexpr);
  return value !== undefined && namesOf(node.A_Expr.name)[0] === "-" ? -value : undefined;
}

function onConflictOf({
  action,
  infer,
  targetList,
}: OnConflictClause): NonNullable<Insert["onConflict"]> {
  const columns = (infer?.indexElems ?? []).flatMap((node) =>
    "IndexElem" in node ? (node.IndexElem.name ?? []) : [],
  );
  return {
    action: action === "ONCONFLICT_UPDATE" ? "update" : "nothing",
    columns,
    ...(infer?.conname !== undefined && { constraint: infer.conname }),
    updates: targetNames(targetList),
  };
}

function targetNames(targets: readonly Node[] | undefined): string[] {
  return (targets ?? []).flatMap((node) =>
    "ResTarget" in node ? (node.ResTarget.name ?? []) : [],
  );
}

/** Names that stand twice, where not all are for a part of the column: `a[1]`, `a.b`. */
function repeatedNames(targets: readonly Node[] | undefined): string[] {
  const whole = targetNames(
    (targets ?? []).filter((node) => "ResTarget" in node && !node.ResTarget.indirection?.length),
  );
  const all = targetNames(targets);
  const isRepeated = (name: string) => all.indexOf(name) !== all.lastIndexOf(name);
  return [...new Set(whole)].filter(isRepeated);
}

/** What a statement reads besides what it changes, which is no node of its own in the tree. */
function reads(statement: object): readonly RelationName[] {
  return queryOf(statement).relations;
}

function mergeClauses(clauses: readonly Node[] = []) {
  const all = clauses.flatMap((node) => ("MergeWhenClause" in node ? [node.MergeWhenClause] : []));
  const updates = all.filter(({ commandType }) => commandType === "CMD_UPDATE");
  return {
    repeated: all.flatMap(({ targetList }) => repeatedNames(targetList)),
    inserts: all.some(({ commandType }) => commandType === "CMD_INSERT"),
    deletes: all.some(({ commandType }) => commandType === "CMD_DELETE"),
    ...(updates.length > 0 && {
      updates: updates.flatMap(({ targetList }) => targetNames(targetList)),
    }),
  };
}

function conditionOf(where: Node | undefined, place: Place) {
  if (where === undefined) return { boundColumns: [], givenColumns: [] };
  return {
    where: expressionOf(where, place),
    boundColumns: boundColumns(where),
    givenColumns: givenColumns(where),
  };
}

/** Whether a LIMIT bounds the rows that it is joined with, or picked by. */
function isLimited(...parts: readonly (object | undefined)[]): boolean {
  return hasNode(parts, "limitCount");
}

/** The columns that a condition, or each of its AND's parts, compares by `=` or IN with what the text gives. */
function givenColumns(where: Node): string[] {
  if ("BoolExpr" in where && where.BoolExpr.boolop === "AND_EXPR")
    return (where.BoolExpr.args ?? []).flatMap(givenColumns);
  if (!("A_Expr" in where)) return [];
  const { kind, name, lexpr, rexpr } = where.A_Expr;
  const isEquality = kind === "AEXPR_OP" || kind === "AEXPR_OP_ANY" || kind === "AEXPR_IN";
  if (!isEquality || namesOf(name)[0] !== "=") return [];
  if (isGiven(rexpr)) return testedColumn(lexpr);
  return isGiven(lexpr) ? testedColumn(rexpr) : [];
}

/** Whether no column and no query is in an expression. */
function isGiven(node: Node | undefined): boolean {
  return !hasNode(node, "ColumnRef") && !hasNode(node, "SubLink");
}

/** What is only above a value is all that comes after it. */
const bounding = new Set(["=", "<", "<="]);

/** The columns that a condition, or each of its AND's parts, holds to something that is no column, or below it. */
function boundColumns(where: Node): string[] {
  if ("BoolExpr" in where && where.BoolExpr.boolop === "AND_EXPR")
    return (where.BoolExpr.args ?? []).flatMap(boundColumns);
  if ("SubLink" in where) return testedColumn(where.SubLink.testexpr);
  if (!("A_Expr" in where)) return [];
  const { kind, name, lexpr, rexpr } = where.A_Expr;
  const bounds =
    kind === "AEXPR_OP" || kind === "AEXPR_OP_ANY"
      ? bounding.has(namesOf(name).join(""))
      : kind === "AEXPR_BETWEEN" || (kind === "AEXPR_IN" && namesOf(name).join("") === "=");
  const isColumnFree = rexpr !== undefined && expressionOf(rexpr, () => 0).columns.length === 0;
  return bounds && (isColumnFree || hasNode(rexpr, "SubLink")) ? testedColumn(lexpr) : [];
}

function testedColumn(node: Node | undefined): string[] {
  if (node === undefined || !("ColumnRef" in node)) return [];
  return namesOf(node.ColumnRef.fields).slice(-1);
}

function copySource(
  filename: string | undefined,
  program: boolean | undefined,
  from: boolean | undefined,
): "stdin" | "file" | "program" | "stdout" {
  if (program) return "program";
  if (filename !== undefined) return "file";
  return from ? "stdin" : "stdout";
}
