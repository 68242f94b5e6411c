import type { Node, WithClause } from "@pgsql/types";
import {
  always,
  guarded,
  unguardedEffect,
  type Effect,
  type Readers,
  type Tree,
} from "./effect.ts";
import { namedThing, relationParts, rowsOf, unnamedThing } from "./thing.ts";

/**
 * What is done with rows. UPDATE and DELETE count as statements: what they say holds after a second time too,
 * unless a new value is made from old ones.
 */
export const rows: Readers = {
  SelectStmt: ({ intoClause, withClause }) => [
    ...insertsIn(withClause),
    ...(intoClause === undefined
      ? always
      : unguardedEffect("write CREATE TABLE IF NOT EXISTS … AS", {
          creates: namedThing("relation", relationParts(intoClause.rel)),
        })),
  ],
  InsertStmt: insertion,
  UpdateStmt: ({ withClause, targetList }) => [
    ...insertsIn(withClause),
    { guard: readsColumns(targetList) ? "unknown" : "always" },
  ],
  DeleteStmt: ({ relation, whereClause, withClause }) => [
    ...insertsIn(withClause),
    whereClause === undefined
      ? { guard: "always", drops: rowsOf(relationParts(relation)) }
      : { guard: "always" },
  ],
  MergeStmt: ({ withClause }) => [...insertsIn(withClause), { guard: "yes" }],
  TruncateStmt: ({ relations }) =>
    (relations ?? []).map((relation) => ({
      guard: "always",
      drops: rowsOf("RangeVar" in relation ? relationParts(relation.RangeVar) : []),
    })),
  CopyStmt: ({ is_from, relation }) =>
    is_from
      ? unguardedEffect("copy into a temporary table, then INSERT … ON CONFLICT DO NOTHING", {
          creates: someRowsOf(relationParts(relation)),
        })
      : always,
};

function insertion({
  relation,
  onConflictClause,
  selectStmt,
  withClause,
}: Tree<"InsertStmt">): readonly Effect[] {
  const isGuarded = onConflictClause !== undefined || asksFirst(selectStmt);
  return [
    ...insertsIn(withClause),
    guarded(isGuarded, "add ON CONFLICT DO NOTHING", {
      creates: someRowsOf(relationParts(relation)),
    }),
  ];
}

function someRowsOf(table: readonly string[]) {
  return unnamedThing(table, rowsOf(table).key);
}

/** INSERT … SELECT … WHERE NOT EXISTS (…) */
function asksFirst(select: Node | undefined): boolean {
  const where = select && "SelectStmt" in select ? select.SelectStmt.whereClause : undefined;
  if (where === undefined || !("BoolExpr" in where) || where.BoolExpr.boolop !== "NOT_EXPR")
    return false;
  const [asked] = where.BoolExpr.args ?? [];
  return (
    asked !== undefined && "SubLink" in asked && asked.SubLink.subLinkType === "EXISTS_SUBLINK"
  );
}

/** Whether a value of a column is somewhere in an expression. */
function readsColumns(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  return "ColumnRef" in tree || Object.values(tree).some(readsColumns);
}

/** INSERT statements in WITH. */
function insertsIn(clause: WithClause | undefined): readonly Effect[] {
  return (clause?.ctes ?? []).flatMap((cte) => {
    const query = "CommonTableExpr" in cte ? cte.CommonTableExpr.ctequery : undefined;
    return query !== undefined && "InsertStmt" in query ? insertion(query.InsertStmt) : [];
  });
}
