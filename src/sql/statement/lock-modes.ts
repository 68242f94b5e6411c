/**
 * PostgreSQL's table-level lock modes, from the weakest to the strongest, in the order of their numbers from 1.
 * Source: PostgreSQL manual, 13.3.1 "Table-Level Locks".
 */
export const lockModes = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
] as const;

/** A mode of PostgreSQL's table locks, as `pg_locks` writes it. */
export type LockMode = (typeof lockModes)[number];
