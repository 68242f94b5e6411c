import type { Node } from "@pgsql/types";
import { byteToOffset } from "../../text/index.ts";
import { parseTrees } from "./parser.ts";
import type { Action, OtherCommand } from "../action.ts";
import { alterTable } from "./alter-table.ts";
import { blockOf } from "./block.ts";
import { objects } from "./objects.ts";
import { functions } from "./functions.ts";
import { otherAlterations } from "./other-alterations.ts";
import { others } from "./others.ts";
import { begin, type Kind, type Readers, type Tree } from "./reader.ts";
import { rows } from "./rows.ts";
import { session } from "./session.ts";
import { tables } from "./tables.ts";
import type { Place } from "./type.ts";

/**
 * What a statement does, one action after the other.
 * @param place where its parts stand
 * @param text the statement
 */
export function actionsOf(tree: Node, place: Place, text: string): readonly Action[] {
  if ("DoStmt" in tree) return doBlock(tree.DoStmt, place, text);
  const [[kind, node]] = Object.entries(tree) as [[Kind, never]];
  return (
    readers[kind]?.(node, place) ?? [
      { kind: "other", at: begin(place), command: otherCommands[kind] ?? "another statement" },
    ]
  );
}

const readers: Readers = {
  AlterTableStmt: alterTable,
  ...tables,
  ...objects,
  ...functions,
  ...others,
  ...otherAlterations,
  ...rows,
  ...session,
  ExplainStmt: () => [],
};

const otherCommands: { readonly [K in Kind]?: OtherCommand } = {
  AlterDatabaseRefreshCollStmt: "ALTER DATABASE … REFRESH COLLATION VERSION",
  AlterObjectDependsStmt: "ALTER … DEPENDS ON EXTENSION",
  AlterTableSpaceOptionsStmt: "ALTER TABLESPACE",
  CheckPointStmt: "CHECKPOINT",
  ClosePortalStmt: "CLOSE",
  ConstraintsSetStmt: "SET CONSTRAINTS",
  DeallocateStmt: "DEALLOCATE",
  DeclareCursorStmt: "DECLARE",
  FetchStmt: "FETCH",
  ListenStmt: "LISTEN",
  LoadStmt: "LOAD",
  NotifyStmt: "NOTIFY",
  PrepareStmt: "PREPARE",
  SecLabelStmt: "SECURITY LABEL",
  UnlistenStmt: "UNLISTEN",
  VariableShowStmt: "SHOW",
};

function doBlock({ args }: Tree<"DoStmt">, place: Place, text: string): readonly Action[] {
  const option = (name: string) =>
    (args ?? []).flatMap((node) =>
      "DefElem" in node && node.DefElem.defname === name ? [stringOf(node.DefElem.arg)] : [],
    )[0];
  const { queries, ...block } = blockOf(option("language") ?? "plpgsql", option("as") ?? "");
  let searched = Math.max(0, text.indexOf(block.body));
  const statements = queries.map((query) => {
    const found = text.indexOf(query, searched);
    if (found >= 0) searched = found + query.length;
    return actionsIn(query, found < 0 ? undefined : begin(place) + found, begin(place));
  });
  return [{ kind: "do-block", at: begin(place), ...block, actions: statements.flat(), statements }];
}

/** The actions of statements whose place does not matter. */
export function blockActions(queries: readonly string[]): readonly Action[] {
  return queries.flatMap((query) => actionsIn(query, undefined, 0));
}

function stringOf(node: Node | undefined): string | undefined {
  return node && "String" in node ? (node.String.sval ?? "") : undefined;
}

/**
 * The actions of a query in a body; none where it is only a part of a statement, as of an assignment.
 * @param start where the query stands; undefined where it is written in another way, so that the block's place must do
 */
function actionsIn(query: string, start: number | undefined, block: number): readonly Action[] {
  const offsetOf = byteToOffset(query);
  try {
    return parseTrees(query).flatMap(({ tree, text, start: within }) =>
      actionsOf(
        tree,
        (location) =>
          start === undefined ? block : start + (offsetAt(location, offsetOf) ?? within),
        text,
      ),
    );
  } catch {
    return [];
  }
}

function offsetAt(
  location: number | undefined,
  offsetOf: (byte: number) => number,
): number | undefined {
  return location === undefined || !Number.isFinite(location) ? undefined : offsetOf(location);
}
