import type { Node } from "@pgsql/types";
import type { Kind, Tree } from "../effects/effect.ts";
import { parseTrees } from "../statements.ts";
import type { Action } from "./action.ts";
import { alterTable } from "./alter-table.ts";
import { blockOf } from "./block.ts";
import { objects } from "./objects.ts";
import { others } from "./others.ts";
import { begin, type Readers } from "./reader.ts";
import { rows } from "./rows.ts";
import { session } from "./session.ts";
import { tables } from "./tables.ts";
import type { Place } from "./type.ts";

/**
 * What a statement does, one action after the other.
 * @param place where its parts stand
 */
export function actionsOf(tree: Node, place: Place): readonly Action[] {
  const [[kind, node]] = Object.entries(tree) as [[Kind, never]];
  return readers[kind]?.(node, place) ?? [{ kind: "other", at: begin(place), node: kind }];
}

const readers: Readers = {
  AlterTableStmt: alterTable,
  ...tables,
  ...objects,
  ...others,
  ...rows,
  ...session,
  DoStmt: doBlock,
  ExplainStmt: () => [],
};

function doBlock({ args }: Tree<"DoStmt">, place: Place): readonly Action[] {
  const option = (name: string) =>
    (args ?? []).flatMap((node) =>
      "DefElem" in node && node.DefElem.defname === name ? [stringOf(node.DefElem.arg)] : [],
    )[0];
  const { queries, ...block } = blockOf(option("language") ?? "plpgsql", option("as") ?? "");
  const actions = queries.flatMap((query) => actionsIn(query, place));
  return [{ kind: "do-block", at: begin(place), ...block, actions }];
}

function stringOf(node: Node | undefined): string | undefined {
  return node && "String" in node ? (node.String.sval ?? "") : undefined;
}

/** The actions of a query in a body; none where it is only a part of a statement, as of an assignment. */
function actionsIn(query: string, place: Place): readonly Action[] {
  try {
    return parseTrees(query).flatMap(({ tree }) => actionsOf(tree, () => begin(place)));
  } catch {
    return [];
  }
}
