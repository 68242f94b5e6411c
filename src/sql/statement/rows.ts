import type { Node, OnConflictClause, WithClause } from "@pgsql/types";
import { namesOf } from "./effects/thing.ts";
import type { Tree } from "./effects/effect.ts";
import type { RelationName } from "./written-relations.ts";
import type { Action, Insert } from "./action.ts";
import { expressionOf } from "./expression.ts";
import { relationOf } from "./name.ts";
import { queryOf } from "./query.ts";
import { begin, type Readers } from "./reader.ts";
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
      ...conditionOf(node.whereClause, place),
      reads: reads({ from: node.fromClause, where: node.whereClause, with: node.withClause }),
    },
  ],
  DeleteStmt: (node, place) => [
    ...within(node.withClause, place),
    {
      kind: "delete",
      at: begin(place),
      relation: relationOf(node.relation ?? {}),
      ...conditionOf(node.whereClause, place),
      reads: reads({ from: node.usingClause, where: node.whereClause, with: node.withClause }),
    },
  ],
  MergeStmt: ({ relation, sourceRelation, withClause }, place) => [
    ...within(withClause, place),
    {
      kind: "merge",
      at: begin(place),
      relation: relationOf(relation ?? {}),
      reads: reads({ sourceRelation, withClause }),
    },
  ],
  SelectStmt: (node, place) => {
    const query = queryOf({ SelectStmt: node });
    return [
      ...within(node.withClause, place),
      ...settingByFunction(node, place),
      ...(node.intoClause
        ? [intoTable(node.intoClause.rel ?? {}, query, place)]
        : [{ kind: "select" as const, at: begin(place), query }]),
    ];
  },
  CopyStmt: ({ relation, is_from, filename, is_program }, place) => [
    {
      kind: "copy",
      at: begin(place),
      ...(relation && { relation: relationOf(relation) }),
      from: is_from ?? false,
      source: copySource(filename, is_program, is_from),
    },
  ],
};

function within(clause: WithClause | undefined, place: Place): readonly Action[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const query = "CommonTableExpr" in node ? node.CommonTableExpr.ctequery : undefined;
    if (query === undefined || "SelectStmt" in query) return [];
    const [[kind, tree]] = Object.entries(query) as [[keyof typeof rows, never]];
    return rows[kind]?.(tree, place) ?? [];
  });
}

/** SELECT … INTO makes a table. */
function intoTable(
  relation: Parameters<typeof relationOf>[0],
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
    repeated: [node.cols, node.onConflictClause?.targetList].flatMap(repeatedNames),
    strings: values ? stringsOf(values) : [],
    literalColumns: values && columns ? literalColumns(columns, values) : [],
    ...(node.onConflictClause && { onConflict: onConflictOf(node.onConflictClause) }),
  };
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

function onConflictOf({ action, infer }: OnConflictClause): NonNullable<Insert["onConflict"]> {
  const columns = (infer?.indexElems ?? []).flatMap((node) =>
    "IndexElem" in node ? (node.IndexElem.name ?? []) : [],
  );
  return {
    action: action === "ONCONFLICT_UPDATE" ? "update" : "nothing",
    columns,
    ...(infer?.conname !== undefined && { constraint: infer.conname }),
  };
}

function targetNames(targets: readonly Node[] | undefined): string[] {
  return (targets ?? []).flatMap((node) =>
    "ResTarget" in node ? (node.ResTarget.name ?? []) : [],
  );
}

/** Names that stand twice, where neither is for a part of the column: `a[1]`, `a.b`. */
function repeatedNames(targets: readonly Node[] | undefined): string[] {
  const names = targetNames(
    (targets ?? []).filter((node) => "ResTarget" in node && !node.ResTarget.indirection?.length),
  );
  return names.filter((name, index) => names.indexOf(name) < index);
}

function reads(clauses: object): readonly RelationName[] {
  return queryOf(clauses as unknown as Node).relations;
}

function conditionOf(where: Node | undefined, place: Place) {
  if (where === undefined) return { boundColumns: [], limited: false };
  return {
    where: expressionOf(where, place),
    boundColumns: boundColumns(where),
    limited: JSON.stringify(where).includes('"limitCount"'),
  };
}

const bounding = new Set(["=", "<", ">", "<=", ">="]);

/** The columns that a condition, or each of its AND's parts, compares with something that is no column. */
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
  return bounds && (isColumnFree || JSON.stringify(rexpr).includes('"SubLink"'))
    ? testedColumn(lexpr)
    : [];
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
