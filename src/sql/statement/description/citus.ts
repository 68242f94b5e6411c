import type { CitusAction } from "../citus-action.ts";
import type { NamedObject, RelationName } from "../parts.ts";
import type { Descriptions } from "./description.ts";
import { guardedBy, repeatable, type Guard } from "./guard.ts";
import { onTable } from "./objects-by-kind.ts";

/** Calls of Citus's functions: what is distributed is there before and after. Which may run again is measured on Citus 12.1. */
export const citusDescriptions: Descriptions<CitusAction["kind"]> = {
  "distribute-table": ({ relation, as, concurrently, guarded }) => ({
    guard: as === "managed-local" ? repeatable : askingCitus(guarded),
    creates: [distribution(relation)],
    alters: [relation],
    outsideTransaction: concurrently ? "create_distributed_table_concurrently" : undefined,
  }),
  "alter-distribution": ({ relation, movesRows }) => ({
    guard: movesRows ? askingCitus(false) : repeatable,
    alters: [relation],
  }),
  "undistribute-table": ({ relation, guarded }) => ({
    guard: askingCitus(guarded),
    drops: [distribution(relation)],
    alters: [relation],
  }),
  "distribute-schema": ({ to, guarded }) => ({
    guard: to === "distributed" ? repeatable : askingCitus(guarded),
  }),
  "distribute-function": () => ({ guard: repeatable }),
};

function askingCitus(isWritten: boolean): Guard {
  return guardedBy(isWritten, { kind: "ask-catalog", catalog: "pg_dist_partition" });
}

function distribution(table: RelationName): NamedObject {
  return onTable("DISTRIBUTION", table, "distribution");
}
