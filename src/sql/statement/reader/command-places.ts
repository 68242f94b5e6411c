import type { Node } from "@pgsql/types";
import { codeOnly, isComment, regions } from "../../text/index.ts";
import type { Action } from "../action.ts";
import type { Place } from "./type.ts";

interface Spot {
  readonly start: number;
  readonly text: string;
}

/**
 * Gives each of several commands of ALTER TABLE the place where it is written: the parser gives those of added columns and
 * constraints only.
 */
export function withCommandPlaces(
  actions: readonly Action[],
  tree: Node,
  statement: Spot,
  place: Place,
): readonly Action[] {
  if (actions.length < 2 || !("AlterTableStmt" in tree)) return actions;
  const relation = place(tree.AlterTableStmt.relation?.location) - statement.start;
  const starts = commandStarts(statement.text, relation);
  if (starts.length !== actions.length) return actions;
  return actions.map((action, index) =>
    action.at === statement.start ? { ...action, at: statement.start + starts[index]! } : action,
  );
}

const part = String.raw`(?:(?:[uU]&)?"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`;
const relationName = new RegExp(String.raw`${part}(?:\s*\.\s*${part})*(?:\s*\*)?\s*`, "y");

/** Where the commands behind a table's name begin, by the commas between them. */
function commandStarts(text: string, relation: number): number[] {
  const found = [...regions(text)];
  relationName.lastIndex = relation;
  if (!relationName.test(codeOnly(text, found.filter(isComment)))) return [];
  const code = codeOnly(text, found);
  const starts = [relationName.lastIndex];
  let depth = 0;
  for (let at = relationName.lastIndex; at < code.length; at++) {
    const character = code[at]!;
    if ("([".includes(character)) depth++;
    else if (")]".includes(character)) depth--;
    else if (character === "," && depth === 0) starts.push(at + 1);
  }
  return starts.map((start) => start + code.slice(start).search(/\S|$/));
}
