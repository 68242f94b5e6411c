import type { Node } from "@pgsql/types";
import { namesOf } from "./name.ts";
import type { RelationName } from "../parts.ts";
import type { Expression } from "../parts.ts";
import { typeOf, type Place } from "./type.ts";
import { walkTree, type Visitors } from "./tree-walk.ts";

/** An expression's summary from its tree. */
export function expressionOf(tree: Node, place: Place): Expression {
  const found = collect(tree);
  const plain = plainColumn(tree, place);
  return {
    at: place(Math.min(...found.locations)),
    functions: found.functions,
    columns: found.columns,
    sqlValues: found.sqlValues,
    strings: found.strings,
    constant:
      found.functions.length + found.columns.length + found.sqlValues.length === 0 &&
      !found.hasSubquery,
    isNull: isNull(tree),
    hasSubquery: found.hasSubquery,
    ...("FuncCall" in tree && { called: namesOf(tree.FuncCall.funcname).at(-1)! }),
    provesNotNull: provesNotNull(tree),
    ...(plain && { plainColumn: plain }),
    key: keyOfTree(tree),
  };
}

/** A tree as text that does not depend on where it stands. */
function keyOfTree(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) =>
    key === "location" || key === "funcformat" ? undefined : value,
  );
}

interface Collected {
  readonly functions: RelationName[];
  readonly columns: string[];
  readonly sqlValues: string[];
  readonly strings: string[];
  readonly locations: number[];
  hasSubquery: boolean;
}

function collect(tree: Node): Collected {
  const found: Collected = {
    functions: [],
    columns: [],
    sqlValues: [],
    strings: [],
    locations: [],
    hasSubquery: false,
  };
  walkTree(tree, visit, found);
  return found;
}

const visit: Visitors<Collected> = {
  location(place: number, { locations }) {
    if (place >= 0) locations.push(place);
  },
  FuncCall({ funcname }, found) {
    const [name, schema] = namesOf(funcname).toReversed();
    found.functions.push({ ...(schema !== undefined && { schema }), name: name! });
  },
  ColumnRef({ fields }, found) {
    const [name] = namesOf(fields).toReversed();
    if (name !== undefined) found.columns.push(name);
  },
  SQLValueFunction({ op }, found) {
    found.sqlValues.push(
      String(op)
        .replace(/^SVFOP_/, "")
        .replace(/_N$/, ""),
    );
  },
  A_Const({ sval }, found) {
    if (sval !== undefined) found.strings.push(sval.sval ?? "");
  },
  SubLink(_node, found) {
    found.hasSubquery = true;
  },
};

function isNull(tree: Node): boolean {
  if ("TypeCast" in tree) return tree.TypeCast.arg !== undefined && isNull(tree.TypeCast.arg);
  return "A_Const" in tree && tree.A_Const.isnull === true;
}

/**
 * A CHECK also passes where its condition is NULL, so that only a test for NULL itself proves anything: `a IS NOT NULL`, or an
 * AND with it. Measured on PostgreSQL 15 to 18; source: manual, ALTER TABLE, SET NOT NULL.
 */
function provesNotNull(tree: Node): string[] {
  if ("BoolExpr" in tree && tree.BoolExpr.boolop === "AND_EXPR")
    return (tree.BoolExpr.args ?? []).flatMap(provesNotNull);
  if (!("NullTest" in tree) || tree.NullTest.nulltesttype !== "IS_NOT_NULL") return [];
  const { arg } = tree.NullTest;
  const [name] = arg && "ColumnRef" in arg ? namesOf(arg.ColumnRef.fields).toReversed() : [];
  return name === undefined ? [] : [name];
}

function plainColumn(tree: Node, place: Place): Expression["plainColumn"] {
  if ("TypeCast" in tree) {
    const { arg, typeName } = tree.TypeCast;
    const inner = arg && plainColumn(arg, place);
    if (inner === undefined || inner.cast !== undefined || typeName === undefined) return undefined;
    return { ...inner, cast: typeOf(typeName, place) };
  }
  if (!("ColumnRef" in tree)) return undefined;
  const [column] = namesOf(tree.ColumnRef.fields).toReversed();
  return column === undefined ? undefined : { column };
}
