import { parsePlpgsql, parseTrees } from "./parser.ts";
import type { Block } from "../action.ts";
import type { RelationName } from "../parts.ts";
import { queryOf } from "./query.ts";
import { walk } from "./tree-walk.ts";

/** A block whose statements are still text. */
export interface BlockText extends Omit<Block, "actions"> {
  readonly queries: readonly string[];
}

/**
 * What can be read of the body of a DO block. Its statements stand for themselves; what is built from text with
 * EXECUTE stays unknown, and so does every language but PL/pgSQL.
 */
export function blockOf(language: string, body: string): BlockText {
  const shown = { language: language.toLowerCase(), body };
  const tree = shown.language === "plpgsql" ? treeOf(body) : undefined;
  if (tree === undefined) return { ...shown, dynamic: true, queries: [], calls: [], handles: [] };
  const found: Found = { statements: new Set(), all: [], handles: [], dynamic: false };
  walk(tree, (name, node) => visitors[name as keyof Nodes]?.(node as never, found));
  return {
    ...shown,
    dynamic: found.dynamic,
    handles: found.handles,
    queries: found.all.filter((one) => found.statements.has(one)).map(textOf),
    calls: found.all.filter((one) => !found.statements.has(one)).flatMap(callsIn),
  };
}

/** A query, expression or assignment, as text. */
interface PlpgsqlExpression {
  readonly query?: string;
  /** 0 for a whole statement, 2 for an expression, 3 for an assignment. */
  readonly parseMode?: number;
}

interface Expression {
  readonly PLpgSQL_expr?: PlpgsqlExpression;
}

/** The nodes of PL/pgSQL's trees that are read. Source: `pl_funcs.c` and libpg_query's `pg_query_json_plpgsql.c`. */
interface Nodes {
  readonly PLpgSQL_expr: PlpgsqlExpression;
  readonly PLpgSQL_stmt_execsql: { readonly sqlstmt?: Expression };
  readonly PLpgSQL_stmt_perform: { readonly expr?: Expression };
  readonly PLpgSQL_stmt_fors: { readonly query?: Expression };
  readonly PLpgSQL_stmt_dynexecute: object;
  readonly PLpgSQL_stmt_dynfors: object;
  readonly PLpgSQL_condition: { readonly condname?: string };
}

interface Found {
  /** Those that are statements of their own. */
  readonly statements: Set<PlpgsqlExpression>;
  readonly all: PlpgsqlExpression[];
  readonly handles: string[];
  dynamic: boolean;
}

const visitors: { readonly [Name in keyof Nodes]: (node: Nodes[Name], found: Found) => void } = {
  PLpgSQL_expr: (expression, { all }) => void all.push(expression),
  PLpgSQL_stmt_execsql: ({ sqlstmt }, found) => addStatement(sqlstmt, found),
  PLpgSQL_stmt_perform: ({ expr }, found) => addStatement(expr, found),
  PLpgSQL_stmt_fors({ query }, found) {
    if (!/^\s*(?:select|values|table|with)\b/i.test(query?.PLpgSQL_expr?.query ?? ""))
      addStatement(query, found);
  },
  PLpgSQL_stmt_dynexecute: setDynamic,
  PLpgSQL_stmt_dynfors: setDynamic,
  PLpgSQL_condition: ({ condname = "" }, { handles }) => void handles.push(condname),
};

function addStatement(expression: Expression | undefined, { statements }: Found): void {
  if (expression?.PLpgSQL_expr !== undefined) statements.add(expression.PLpgSQL_expr);
}

function setDynamic(_node: object, found: Found): void {
  found.dynamic = true;
}

function textOf({ query = "" }: PlpgsqlExpression): string {
  return query;
}

/** The functions that a condition, an assignment or a loop's query calls. */
function callsIn({ query = "", parseMode = 0 }: PlpgsqlExpression): readonly RelationName[] {
  if (!query.includes("(")) return [];
  const value = parseMode === 3 ? query.replace(/^.*?:?=/s, "") : query;
  try {
    return parseTrees(parseMode === 0 ? value : `SELECT ${value}`).flatMap(
      ({ tree }) => queryOf(tree).functions,
    );
  } catch {
    return [];
  }
}

function treeOf(body: string): unknown {
  let tag = "$pgmaestro$";
  while (body.includes(tag)) tag = tag.replace("$pg", "$xpg");
  try {
    return parsePlpgsql(`DO ${tag}${body}${tag}`);
  } catch {
    return undefined;
  }
}
