import type { ActionOf, RowAction } from "../action.ts";
import type { RelationName } from "../parts.ts";
import type { Description, Descriptions } from "./description.ts";
import { guardedBy, repeatable, unknown } from "./guard.ts";
import type { OpaqueCode } from "./reasons.ts";
import type { Write } from "./write.ts";

/**
 * Statements that read or write rows. UPDATE and DELETE count as statements: what they say holds after a second time
 * too, unless a new value is made from old ones.
 */
export const rowDescriptions: Descriptions<RowAction["kind"]> = {
  insert: ({ relation, onConflict, whereNotExists, reads, calls }) => ({
    guard: guardedBy(onConflict !== undefined || whereNotExists, { kind: "on-conflict" }),
    reads,
    opaque: calledCode(calls),
    writes: [
      {
        ...target(relation),
        addsRows: true,
        ...(onConflict?.action === "update" && { columns: onConflict.updates }),
      },
    ],
  }),
  update: ({ relation, columns, fromColumns, reads, calls }) => ({
    guard: fromColumns ? unknown : repeatable,
    reads,
    opaque: calledCode(calls),
    writes: [{ ...target(relation), columns }],
  }),
  delete: ({ relation, where, reads, calls }) => ({
    guard: repeatable,
    reads,
    opaque: calledCode(calls),
    writes: [
      { ...target(relation), removesRows: true, ...(where === undefined && { empties: true }) },
    ],
  }),
  merge: ({ relation, reads, inserts, deletes, updates, calls }) => ({
    guard: { is: "guarded" },
    reads,
    opaque: calledCode(calls),
    writes: [
      {
        ...target(relation),
        columns: updates ?? [],
        ...(inserts && { addsRows: true }),
        ...(deletes && { removesRows: true }),
      },
    ],
  }),
  select: ({ query }) => ({
    guard: repeatable,
    reads: query.relations,
    opaque: calledCode(query.functions),
  }),
  copy: copied,
};

function target(relation: RelationName): Pick<Write, "relation" | "mayBeView"> {
  return { relation, mayBeView: true };
}

function copied({ relation, from, reads }: ActionOf<"copy">): Description {
  if (from)
    return {
      guard: guardedBy(false, { kind: "copy-and-insert" }),
      writes: relation ? [{ ...target(relation), addsRows: true }] : [],
    };
  return { guard: repeatable, reads: relation ? [relation] : reads };
}

/** Functions of PostgreSQL that a SELECT of a migration calls and that write no table. */
const harmless =
  /^(setval|nextval|currval|set_config|current_setting|format|now|version|count|max|min|to_regclass|json\w+|pg_\w+)$/;

/** A function may write what it likes. */
export function calledCode(functions: readonly RelationName[]): OpaqueCode | undefined {
  const name = functions.find((one) => !isHarmless(one));
  return name && { kind: "function", name };
}

export function isHarmless({ schema, name }: RelationName): boolean {
  return schema === "pg_catalog" || harmless.test(name);
}
