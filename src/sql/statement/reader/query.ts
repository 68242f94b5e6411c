import type { Node, SelectStmt, WithClause } from "@pgsql/types";
import type { RelationName } from "../parts.ts";
import type { QuerySummary } from "../action.ts";
import { relationOf, namesOf } from "./name.ts";
import { outputName } from "./output-name.ts";
import { hasNode, walkTree, type Visitors } from "./tree-walk.ts";

/**
 * What a query reads and calls, at any depth.
 * @param names where the WITH queries are that are written outside of it
 */
export function queryOf(tree: object | undefined, names?: WithClause): QuerySummary {
  const found: Found = {
    relations: [],
    functions: [],
    columns: [],
    withNames: new Set(),
    locksRows: false,
  };
  walkTree(tree, visit, found);
  for (const node of names?.ctes ?? [])
    if ("CommonTableExpr" in node) found.withNames.add(node.CommonTableExpr.ctename ?? "");
  const outermost = tree && "SelectStmt" in tree ? (tree as SelectNode).SelectStmt : undefined;
  return {
    relations: unique(
      found.relations.filter(
        ({ schema, name }) => schema !== undefined || !found.withNames.has(name),
      ),
    ),
    functions: found.functions,
    columns: found.columns,
    locksRows: found.locksRows,
    isWhole: outermost !== undefined && isWhole(outermost),
    isExpression: outermost !== undefined && isExpression(outermost),
    ...outputOf(outermost),
  };
}

type SelectNode = Extract<Node, { SelectStmt: unknown }>;

interface Found {
  readonly relations: RelationName[];
  readonly functions: RelationName[];
  readonly columns: string[];
  readonly withNames: Set<string>;
  locksRows: boolean;
}

const visit: Visitors<Found> = {
  RangeVar: (node, { relations }) => void relations.push(relationOf(node)),
  FuncCall({ funcname }, { functions }) {
    const [name, schema] = namesOf(funcname).toReversed();
    functions.push({ ...(schema !== undefined && { schema }), name: name! });
  },
  ColumnRef({ fields }, { columns }) {
    const name = namesOf(fields).at(-1);
    if (name !== undefined) columns.push(name);
  },
  CommonTableExpr: ({ ctename }, { withNames }) => void withNames.add(ctename ?? ""),
  LockingClause(_node, found) {
    found.locksRows = true;
  },
};

/** Of a UNION either part. */
function isWhole({ fromClause, whereClause, limitCount, larg, rarg }: SelectStmt): boolean {
  if (limitCount !== undefined) return false;
  if (larg && rarg) return isWhole(larg) || isWhole(rarg);
  return whereClause === undefined && (fromClause ?? []).some(isOfRows);
}

export function isExpression({
  targetList = [],
  op,
  limitOption,
  ...clauses
}: SelectStmt): boolean {
  return (
    targetList.length === 1 && Object.keys(clauses).length === 0 && !hasNode(targetList, "SubLink")
  );
}

/** A table, or tables that are joined; a function or VALUES is none. */
function isOfRows(node: Node): boolean {
  return "RangeVar" in node || "JoinExpr" in node;
}

/** The outermost query's output; of a UNION that of its first part. */
function outputOf(select: SelectStmt | undefined): Pick<QuerySummary, "selectsStar" | "output"> {
  if (select?.larg !== undefined) return outputOf(select.larg);
  const targets = (select?.targetList ?? []).flatMap((node) =>
    "ResTarget" in node ? [node.ResTarget] : [],
  );
  return {
    selectsStar: targets.some(({ val }) => isStar(val)),
    output: targets.map(({ name, val }) => name ?? outputName(val)),
  };
}

function isStar(node: Node | undefined): boolean {
  if (node === undefined || !("ColumnRef" in node)) return false;
  return (node.ColumnRef.fields ?? []).some((field) => "A_Star" in field);
}

export function unique(names: readonly RelationName[]): RelationName[] {
  const seen = new Map(names.map((name) => [`${name.schema ?? ""}.${name.name}`, name]));
  return [...seen.values()];
}
