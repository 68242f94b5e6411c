import { parseSync } from "libpg-query";

type Json = Record<string, unknown>;

/** What a statement says, by PostgreSQL's parser: its tree without places and guards, and without the casts that the server adds by itself. */
export function meaning(sql: string): string {
  return JSON.stringify(normal(parseSync(sql).stmts!.map(({ stmt }) => stmt)));
}

const ignored =
  /location$|list_start$|list_end$|^(?:missing_ok|if_not_exists|replace|skipIfNewValExists)$/;

function normal(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(normal);
  if (typeof node !== "object" || node === null) return node;
  const [kind, fields] = Object.entries(node as Record<string, Json>)[0] ?? [];
  if (kind === "TypeCast" && isImplied(fields!)) return normal(asNumber(fields!["arg"] as Json));
  if (kind === "A_Const") return asNumber(node as Json);
  if (kind === "A_Expr" && fields!["kind"] === "AEXPR_OP_ANY") return normal(asIn(fields!));
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !ignored.test(key))
      .map(([key, value]) => [key, normal(isTypeName(key) ? withoutCatalog(value) : value)])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

function isImplied({ arg, typeName }: Json): boolean {
  const [kind] = Object.keys(arg as Json);
  const isText = JSON.stringify((typeName as Json)["names"]) === '[{"String":{"sval":"text"}}]';
  return kind === "A_Const" || kind === "A_ArrayExpr" || (kind === "ColumnRef" && isText);
}

/** A constant, numbers by their text. */
function asNumber(node: Json): Json {
  const constant = node["A_Const"] as Record<string, Json> | undefined;
  if (constant === undefined) return node;
  const { ival, fval, sval, boolval, isnull } = constant;
  const text = ival ? String(ival["ival"] ?? 0) : (fval?.["fval"] ?? sval?.["sval"]);
  return { constant: text ?? "", other: boolval ?? isnull ?? null };
}

function asIn({ rexpr, ...others }: Json): unknown {
  const array = ((rexpr as Json)["TypeCast"] as Json | undefined)?.["arg"] ?? rexpr;
  const elements = ((array as Json)["A_ArrayExpr"] as Json | undefined)?.["elements"];
  return elements === undefined || (elements as unknown[]).length < 2
    ? { A_Expr: { ...others, kind: "any", rexpr } }
    : { A_Expr: { ...others, kind: "AEXPR_IN", rexpr: { List: { items: elements } } } };
}

function isTypeName(key: string): boolean {
  return key === "names" || key === "collname";
}

function withoutCatalog(names: unknown): unknown {
  const [first, ...others] = names as Json[];
  const isCatalog = JSON.stringify(first) === '{"String":{"sval":"pg_catalog"}}';
  return isCatalog && others.length > 0 ? others : names;
}

/** Every string constant and every name of columns, tables and other objects in it, once. */
export function wordsOf(sqls: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "typeName" || key === "typname") continue;
      if (/^(?:sval|relname|colname|name)$/.test(key) && typeof value === "string")
        found.add(value);
      visit(isTypeName(key) ? withoutCatalog(value) : value);
    }
  };
  for (const sql of sqls) visit(parseSync(sql).stmts!);
  return [...found].toSorted();
}
