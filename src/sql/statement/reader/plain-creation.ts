import type { CreateStmt, IndexStmt, Node, RangeVar } from "@pgsql/types";
import type { RelationName } from "../parts.ts";
import { relationOf } from "./name.ts";

/** CREATE TABLE that has to do with no other table, or CREATE INDEX: all that small migrations are made of, as a rule. */
export type PlainCreation =
  | { readonly kind: "table"; readonly relation: RelationName }
  /** `relation`: the table that it is on. */
  | { readonly kind: "index"; readonly relation: RelationName };

/** Whether a statement is one, without reading what is in the table or the index. */
export function plainCreation(tree: Node): PlainCreation | undefined {
  if ("CreateStmt" in tree) return plainTable(tree.CreateStmt);
  return "IndexStmt" in tree ? plainIndex(tree.IndexStmt) : undefined;
}

function plainTable({
  relation,
  inhRelations,
  tableElts = [],
}: CreateStmt): PlainCreation | undefined {
  if (!isPermanent(relation) || inhRelations !== undefined) return undefined;
  return tableElts.every(isByItself)
    ? { kind: "table", relation: relationOf(relation) }
    : undefined;
}

function plainIndex({ relation, concurrent }: IndexStmt): PlainCreation | undefined {
  return concurrent || relation === undefined
    ? undefined
    : { kind: "index", relation: relationOf(relation) };
}

function isPermanent(relation: RangeVar | undefined): relation is RangeVar {
  return relation !== undefined && relation.relpersistence !== "t";
}

/** Whether a column or constraint refers to no other table. */
function isByItself(node: Node): boolean {
  if ("Constraint" in node) return node.Constraint.contype !== "CONSTR_FOREIGN";
  return "ColumnDef" in node && (node.ColumnDef.constraints ?? []).every(isByItself);
}
