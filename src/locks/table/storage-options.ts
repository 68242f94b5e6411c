import type { LockMode } from "../../sql/statement/index.ts";

/** Storage options that other sessions need not wait for. Source: manual, ALTER TABLE, SET ( storage_parameter ). */
const lightOptions =
  /^(?:(?:toast\.)?autovacuum_\w+|(?:toast\.)?vacuum_\w+|(?:toast\.)?log_autovacuum_min_duration|fillfactor|toast_tuple_target|parallel_workers|n_distinct\w*|deduplicate_items|pages_per_range|gin_pending_list_limit|fastupdate|buffering|autosummarize)$/;

/** The lock of SET or RESET of these. */
export function optionsMode(options: Readonly<Record<string, unknown>>): LockMode {
  return Object.keys(options).every((name) => lightOptions.test(name))
    ? "SHARE UPDATE EXCLUSIVE"
    : "ACCESS EXCLUSIVE";
}
