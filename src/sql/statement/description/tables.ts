import type { CreateTable, CreateTableAs, TableAction } from "../table-action.ts";
import type { NamedObject, ObjectKind } from "../parts.ts";
import type { ActionOf } from "../action.ts";
import type { OutsideTransaction } from "./reasons.ts";
import type { Description, Descriptions } from "./description.ts";
import { dropFirst, guardedBy, ifNotExists, repeatable, unguardable, type Guard } from "./guard.ts";
import { calledCode } from "./rows.ts";
import { columnNames, onTable, relation } from "./objects-by-kind.ts";

/** CREATE of tables, views, indexes and of what is on a table; and commands on whole tables. */
export const tableDescriptions: Descriptions<TableAction["kind"]> = {
  "create-table": (action) => ({
    guard: ifNotExists(action.guarded || action.dropsOnCommit),
    creates: [relation(action.foreign ? "FOREIGN TABLE" : "TABLE", action.relation)],
    reads: action.like,
    alters: action.partitionOf ? [action.partitionOf] : [],
    writes: [ofNew(action)],
  }),
  "create-table-as": (action) => ({
    guard: action.into
      ? guardedBy(action.dropsOnCommit, { kind: "create-table-as" })
      : ifNotExists(action.guarded || action.dropsOnCommit),
    creates: [relation(action.materialized ? "MATERIALIZED VIEW" : "TABLE", action.relation)],
    reads: action.query.relations,
    writes: [ofNew(action)],
    opaque: action.into ? calledCode(action.query.functions) : undefined,
  }),
  "create-view": ({ relation: view, replace, query }) => ({
    guard: orReplace("VIEW", replace),
    creates: [relation("VIEW", view)],
    reads: query.relations,
  }),
  "create-index": (action) => {
    const index = onTable("INDEX", action.relation, action.name, columnNames(action.columns));
    return {
      guard: namedFirst(index, action.guarded),
      creates: [index],
      outsideTransaction: outsideOf(action),
    };
  },
  truncate: ({ relations }) => ({
    guard: repeatable,
    alters: relations,
    writes: relations.map((one) => ({ relation: one, removesRows: true, empties: true })),
  }),
  "lock-table": () => ({ guard: repeatable }),
  refresh: ({ relation: view }) => ({ guard: repeatable, alters: [view] }),
  reindex: ({ scope, concurrently }) => ({
    guard: repeatable,
    outsideTransaction: concurrently
      ? "REINDEX CONCURRENTLY"
      : scope === "INDEX" || scope === "TABLE"
        ? undefined
        : "REINDEX of a whole schema or database",
  }),
  vacuum: () => ({ guard: repeatable, outsideTransaction: "VACUUM" }),
  analyze: () => ({ guard: repeatable }),
  cluster: ({ relation: table }) => ({
    guard: repeatable,
    alters: table ? [table] : [],
    outsideTransaction: table ? undefined : "CLUSTER of all tables",
  }),
  "create-trigger": ({ relation: table, name, replace, constraint }) => {
    const trigger = onTable("TRIGGER", table, name);
    return {
      guard: constraint ? dropFirst(trigger) : orReplace("TRIGGER", replace),
      creates: [trigger],
    };
  },
  "create-policy": ({ relation: table, name }) => createdFresh(onTable("POLICY", table, name)),
  "alter-policy": ({ relation: table }) => ({ guard: repeatable, alters: [table] }),
  "create-rule": ({ relation: table, name, replace }) => ({
    guard: orReplace("RULE", replace),
    creates: [onTable("RULE", table, name)],
  }),
  "create-statistics": ({ name, relations: [table], guarded }) => {
    const statistics = { objectKind: "STATISTICS", ...name, ...(table && { on: table }) };
    return { guard: namedFirst(statistics, guarded), creates: [statistics] };
  },
};

function ofNew({ relation: table }: CreateTable | CreateTableAs) {
  return { relation: table, addsRows: true, creates: true } as const;
}

export function orReplace(objectKind: ObjectKind, isWritten: boolean): Guard {
  return guardedBy(isWritten, { kind: "or-replace", objectKind });
}

/** IF NOT EXISTS asks for a name. */
function namedFirst(object: NamedObject, guarded: boolean): Guard {
  return object.name === undefined ? unguardable({ kind: "name", object }) : ifNotExists(guarded);
}

/** An object that has no guard of its own, but can be dropped first without loss. */
function createdFresh(object: NamedObject): Description {
  return { guard: dropFirst(object), creates: [object] };
}

function outsideOf({
  concurrently,
  byChunk,
}: ActionOf<"create-index">): OutsideTransaction | undefined {
  if (concurrently) return "CREATE INDEX CONCURRENTLY";
  return byChunk ? "CREATE INDEX … WITH (timescaledb.transaction_per_chunk)" : undefined;
}
