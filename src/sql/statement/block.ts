import { parsePlpgsql } from "./statements.ts";
import type { Block } from "./action.ts";
import { walkTree, type Visitors } from "./tree-walk.ts";

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
  if (tree === undefined) return { ...shown, dynamic: true, queries: [], handles: [] };
  const found: Found = { queries: [], handles: [], dynamic: false };
  walkTree(tree, visit, found);
  return { ...shown, ...found };
}

interface Found {
  readonly queries: string[];
  readonly handles: string[];
  dynamic: boolean;
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

const visit: Visitors<Found> = {
  PLpgSQL_stmt_execsql: ({ sqlstmt }, { queries }) =>
    void queries.push(String(sqlstmt?.PLpgSQL_expr?.query ?? "")),
  PLpgSQL_stmt_perform: ({ expr }, { queries }) =>
    void queries.push(String(expr?.PLpgSQL_expr?.query ?? "")),
  PLpgSQL_stmt_dynexecute(_node, found) {
    found.dynamic = true;
  },
  PLpgSQL_stmt_dynfors(_node, found) {
    found.dynamic = true;
  },
  PLpgSQL_condition: ({ condname }, { handles }) => void handles.push(String(condname ?? "")),
};
