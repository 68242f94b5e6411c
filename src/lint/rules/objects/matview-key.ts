import type { Relation } from "../../../schema/index.ts";

/** Whether a materialized view is known to have no index that REFRESH … CONCURRENTLY could go by. */
export function lacksKey(view: Relation | undefined): boolean {
  if (!view?.isCreated) return false;
  return ![...view.indexes.values()].some(
    ({ unique, where, columns }) =>
      unique && where === undefined && columns.every(({ name }) => name !== undefined),
  );
}
