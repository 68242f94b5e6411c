import { parsePlpgsql, parseTrees } from "./parser.ts";
import type { Block } from "../action.ts";
import type { QuerySummary } from "../parts.ts";
import { queryOf } from "./query.ts";
import { walk } from "./tree-walk.ts";

/** A block whose statements are still text. */
export interface BlockText extends Omit<Block, "actions" | "statements"> {
  readonly queries: readonly string[];
}

/**
 * What can be read of the body of a DO block. Its statements stand for themselves, and so does a string that EXECUTE runs; what
 * is built from text stays unknown, and so does every language but PL/pgSQL.
 * @param head what stands before the body where it is that of a function: `CREATE FUNCTION … AS`
 */
export function blockOf(language: string, body: string, head = "DO"): BlockText {
  const shown = { language: language.toLowerCase(), body };
  const tree = shown.language === "plpgsql" ? treeOf(body, head) : undefined;
  if (tree === undefined)
    return { ...shown, dynamic: true, queries: [], calls: [], reads: [], handles: [] };
  const found: Found = { statements: new Map(), all: [], handles: [], dynamic: false };
  walk(tree, (name, node) => visitors[name as keyof Nodes]?.(node as never, found));
  return {
    ...shown,
    dynamic: found.dynamic,
    handles: found.handles,
    queries: found.all.flatMap((one) => found.statements.get(one) ?? []),
    ...partsOf(found.all.filter((one) => !found.statements.has(one))),
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
  readonly PLpgSQL_stmt_dynexecute: { readonly query?: Expression };
  readonly PLpgSQL_stmt_dynfors: object;
  readonly PLpgSQL_condition: { readonly condname?: string };
}

interface Found {
  /** Those that are statements of their own, with their text. */
  readonly statements: Map<PlpgsqlExpression, string>;
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
  PLpgSQL_stmt_dynexecute({ query }, found) {
    const expression = query?.PLpgSQL_expr;
    const text = expression && constantIn(expression);
    if (text === undefined) found.dynamic = true;
    else found.statements.set(expression!, text);
  },
  PLpgSQL_stmt_dynfors: setDynamic,
  PLpgSQL_condition: ({ condname = "" }, { handles }) => void handles.push(condname),
};

function addStatement(expression: Expression | undefined, { statements }: Found): void {
  const query = expression?.PLpgSQL_expr;
  if (query !== undefined) statements.set(query, query.query ?? "");
}

function setDynamic(_node: object, found: Found): void {
  found.dynamic = true;
}

/** The statement that EXECUTE runs, where it is written out as a string. */
function constantIn({ query = "" }: PlpgsqlExpression): string | undefined {
  const tree = treesOf(`SELECT ${query}`)[0]?.tree;
  const [target] = tree && "SelectStmt" in tree ? (tree.SelectStmt.targetList ?? []) : [];
  const value = target && "ResTarget" in target ? target.ResTarget.val : undefined;
  const text = value && "A_Const" in value ? value.A_Const.sval?.sval : undefined;
  return text !== undefined && treesOf(text).length > 0 ? text : undefined;
}

/** The functions that conditions, assignments and loops' queries call, and the relations they read. */
function partsOf(expressions: readonly PlpgsqlExpression[]): Pick<Block, "calls" | "reads"> {
  const queries = expressions.flatMap(queriesIn);
  return {
    calls: queries.flatMap(({ functions }) => functions),
    reads: queries.flatMap(({ relations }) => relations),
  };
}

function queriesIn({ query = "", parseMode = 0 }: PlpgsqlExpression): QuerySummary[] {
  if (parseMode !== 0 && !query.includes("(")) return [];
  const value = parseMode === 3 ? query.replace(/^.*?:?=/s, "") : query;
  return treesOf(parseMode === 0 ? value : `SELECT ${value}`).map(({ tree }) => queryOf(tree));
}

/** None of what is no statement. */
function treesOf(text: string): ReturnType<typeof parseTrees> {
  try {
    return parseTrees(text);
  } catch {
    return [];
  }
}

function treeOf(body: string, head: string): unknown {
  let tag = "$pgmaestro$";
  while (body.includes(tag)) tag = tag.replace("$pg", "$xpg");
  try {
    return parsePlpgsql(`${head} ${tag}${body}${tag}`);
  } catch {
    return undefined;
  }
}
