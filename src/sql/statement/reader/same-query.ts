import { SqlTextError } from "../../text/index.ts";
import { parseTrees } from "./parser.ts";

/**
 * Whether two queries, as the server writes them, differ in nothing but blanks, parentheses and the
 * qualification of columns: releases of PostgreSQL write one view in different ways.
 * `loadParser` must have been awaited before.
 */
export function isSameQuery(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    return withoutQualification(one) === withoutQualification(other);
  } catch {
    return false;
  }
}

function withoutQualification(query: string): string {
  return JSON.stringify(
    parseTrees(query).map(({ tree }) => tree),
    (key, value: unknown) => {
      if (key === "location") return undefined;
      return key === "ColumnRef"
        ? { fields: (value as { fields: unknown[] }).fields.slice(-1) }
        : value;
    },
  );
}

/** What may be different in a rewritten statement, beside what always may. */
export interface MayDiffer {
  /** IF EXISTS, IF NOT EXISTS and OR REPLACE. */
  readonly guards?: boolean;
}

/**
 * Whether a rewritten statement has the original's meaning: the same trees, with every name, constant and option.
 * What may differ: blanks and parentheses, `pg_catalog.` before a type, casts of constants and of columns to text
 * that are left out, and IN for `= ANY (ARRAY[…])`. `loadParser` must have been awaited before.
 */
export function sameMeaning(original: string, rewritten: string, may: MayDiffer = {}): boolean {
  if (original === rewritten) return true;
  const ignored = new Set([...places, ...(may.guards === true ? guardFields : [])]);
  try {
    return isSame(treesOf(original), treesOf(rewritten), ignored);
  } catch (error) {
    if (error instanceof SqlTextError) return false;
    throw error;
  }
}

const places = ["location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end"];
const guardFields = ["missing_ok", "if_not_exists", "replace", "skipIfNewValExists"];

function treesOf(text: string): unknown[] {
  return parseTrees(text).map(({ tree }) => tree);
}

type Fields = Readonly<Record<string, unknown>>;

function isSame(one: unknown, other: unknown, ignored: ReadonlySet<string>): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((element, index) => isSame(element, other[index], ignored))
    );
  }
  if (!isFields(one) || !isFields(other)) return one === other;
  const [inner, list] = [withoutCast(one, other), asList(one, other)];
  if (inner !== undefined) return isSame(inner, other, ignored);
  if (list !== undefined) return isSame(list, other, ignored);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((key) => !ignored.has(key))
    .every((key) => isSame(bare(one[key], key), bare(other[key], key), ignored));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(node: unknown, kind: string): Fields | undefined {
  const found = isFields(node) ? node[kind] : undefined;
  return isFields(found) ? found : undefined;
}

/** What a cast that is left out is of: a constant, a list of constants, or a column that becomes text. */
function withoutCast(one: Fields, other: Fields): unknown {
  const cast = fieldsOf(one, "TypeCast");
  if (cast === undefined || "TypeCast" in other) return undefined;
  const { arg } = cast;
  if (fieldsOf(arg, "A_Const") !== undefined) return asInteger(arg, other);
  if (fieldsOf(arg, "A_ArrayExpr") !== undefined) return arg;
  return fieldsOf(arg, "ColumnRef") !== undefined && nameOfType(cast["typeName"]) === "text"
    ? arg
    : undefined;
}

function nameOfType(type: unknown): string | undefined {
  const names = isFields(type) ? bare(type["names"], "names") : undefined;
  if (!Array.isArray(names) || names.length !== 1) return undefined;
  return fieldsOf(names[0], "String")?.["sval"] as string | undefined;
}

/** `'-5'` where the other is the number -5. */
function asInteger(constant: unknown, other: Fields): unknown {
  const text = fieldsOf(fieldsOf(constant, "A_Const"), "sval")?.["sval"];
  const number = fieldsOf(fieldsOf(other, "A_Const"), "ival");
  return number !== undefined && String(number["ival"] ?? 0) === text ? other : constant;
}

/** `x = ANY (ARRAY[…])` as `x IN (…)`, where the other is that. One value alone would become `x = …`. */
function asList(one: Fields, other: Fields): unknown {
  const [any, list] = [fieldsOf(one, "A_Expr"), fieldsOf(other, "A_Expr")];
  if (any?.["kind"] !== "AEXPR_OP_ANY" || list?.["kind"] !== "AEXPR_IN") return undefined;
  const array = fieldsOf(any["rexpr"], "TypeCast")?.["arg"] ?? any["rexpr"];
  const elements = fieldsOf(array, "A_ArrayExpr")?.["elements"];
  if (!Array.isArray(elements) || elements.length < 2) return undefined;
  return { A_Expr: { ...any, kind: "AEXPR_IN", rexpr: { List: { items: elements } } } };
}

/** The name of a type or a collation without `pg_catalog`. */
function bare(value: unknown, key: string): unknown {
  if ((key !== "names" && key !== "collname") || !Array.isArray(value)) return value;
  const [first, ...others] = value as unknown[];
  return others.length > 0 && fieldsOf(first, "String")?.["sval"] === "pg_catalog" ? others : value;
}
