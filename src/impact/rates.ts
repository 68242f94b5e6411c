/** What takes time with the rows of a table. */
export type WorkKind =
  | "rewrite"
  | "scan"
  | "foreign key"
  | "index build"
  | "concurrent index build"
  | "update"
  | "delete"
  | "merge"
  | "fill";

/** How much is done in a second, at worst and at best. */
export interface Rate {
  readonly unit: "bytes" | "rows";
  readonly slow: number;
  readonly fast: number;
}

/**
 * Rates that estimates are made with. `fast` is the slowest round of two runs of `bench/rates.js` on PostgreSQL 18.4
 * with default settings, 2 shared cores, and a table of 468 MB in memory; `slow` is a quarter of it, for tables that
 * are not in memory, rows that are wider, and a server that does something else too. docs/impact.md has the figures.
 */
export const rates = {
  /** A table with its TOAST, rewritten. */
  rewrite: derated("bytes", 70e6),
  /** Rows that are read and checked. */
  scan: derated("bytes", 320e6),
  /** Entries of an index over a text, which is the slowest of the usual kinds. */
  indexEntries: derated("rows", 510e3),
  /** Rows of the referencing table. */
  foreignKey: derated("rows", 2_800e3),
  /** New versions of rows with two indexes. */
  update: derated("rows", 83e3),
  delete: derated("rows", 710e3),
  /** New rows of a table with two indexes. */
  fill: derated("rows", 130e3),
} as const;

function derated(unit: Rate["unit"], measured: number): Rate {
  return { unit, slow: measured / 4, fast: measured };
}
