import type { Node, RangeVar } from "@pgsql/types";
import type { RelationName } from "../parts.ts";
import { nameFrom, namesOf, relationOf } from "./name.ts";
import { unique } from "./query.ts";
import { walk } from "./tree-walk.ts";

/**
 * Every name of a statement that may be that of a relation, a type or a routine: those of its WITH queries and those inside
 * strings and function bodies left out.
 */
export function namesMentioned(tree: Node): readonly RelationName[] {
  const found: RelationName[] = [];
  const withNames = new Set<unknown>();
  walk(tree, (field, value) => {
    if (field === "ctename") withNames.add(value);
    else if (isNaming(value)) found.push(...namesIn(value));
  });
  return unique(found.filter(({ schema, name }) => schema !== undefined || !withNames.has(name)));
}

/** What holds names in PostgreSQL's tree: a relation, a call, an object with arguments, a type. */
interface Naming {
  readonly relname?: string;
  readonly funcname?: Node[];
  readonly objname?: Node[];
  readonly names?: Node[];
}

function isNaming(value: unknown): value is Naming {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function namesIn(node: Naming): RelationName[] {
  const parts = [node.funcname, node.objname, node.names].filter(Array.isArray);
  const names = parts.map((nodes) => nameFrom(namesOf(nodes))).filter(({ name }) => name !== "");
  return node.relname === undefined ? names : [relationOf(node as RangeVar), ...names];
}
