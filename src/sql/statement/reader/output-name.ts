import type { Node } from "@pgsql/types";
import { namesOf } from "./name.ts";

/** The name that the server gives a column of a query; undefined for what is not known here. Source: `FigureColname`. */
export function outputName(node: Node | undefined): string | undefined {
  return node && (nameFound(node)?.name ?? unnamed(node));
}

const unnamedKinds = ["A_Const", "A_Expr", "BoolExpr", "NullTest", "BooleanTest", "ParamRef"];

/** What has no name of its own is called so. */
function unnamed(node: Node): string | undefined {
  return unnamedKinds.some((kind) => kind in node) ? "?column?" : undefined;
}

interface Found {
  readonly name: string;
  /** Whether it is that of a type or a CASE, which that of a column inside comes before. */
  readonly weak?: boolean;
}

function nameFound(node: Node): Found | undefined {
  if ("ColumnRef" in node) return named(namesOf(node.ColumnRef.fields).at(-1));
  if ("FuncCall" in node) return named(namesOf(node.FuncCall.funcname).at(-1));
  if ("CollateClause" in node) return node.CollateClause.arg && nameFound(node.CollateClause.arg);
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    return over(arg, namesOf(typeName?.names).at(-1));
  }
  if ("CaseExpr" in node) return over(node.CaseExpr.defresult, "case");
  if ("CoalesceExpr" in node) return named("coalesce");
  if ("MinMaxExpr" in node) return named(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest");
  if ("A_ArrayExpr" in node) return named("array");
  if ("RowExpr" in node) return named("row");
  return "A_Expr" in node && node.A_Expr.kind === "AEXPR_NULLIF" ? named("nullif") : undefined;
}

function named(name: string | undefined): Found | undefined {
  return name === undefined ? undefined : { name };
}

/** A name inside comes first, where it is not as weak. */
function over(inner: Node | undefined, name: string | undefined): Found | undefined {
  const found = inner && nameFound(inner);
  if (found !== undefined && !found.weak) return found;
  return name === undefined ? undefined : { name, weak: true };
}
