import type { CatalogObject, Difference } from "../catalog/index.ts";
import type { DataDifference, SequenceChange } from "../rows/index.ts";
import type { ColumnOrderNote, Destruction } from "../verify/index.ts";

/** What a down section does not bring back. Tables and columns go by their qualified names. */
export type Loss =
  /** The up section drops the table. */
  | { readonly kind: "rows"; readonly table: string }
  /** The up section drops the column. */
  | { readonly kind: "values"; readonly column: string }
  /** Values that went through another type and back. */
  | { readonly kind: "converted"; readonly change: DataDifference }
  | ColumnOrderNote;

/** What a person must decide, or why there is no section. */
export type ReverseReason =
  /** New rows that code writes: nobody knows which ones they are in another database. */
  | { readonly kind: "rows-by-code"; readonly table: string; readonly rows: number }
  /** New rows that are read from other tables. */
  | { readonly kind: "rows-from-tables"; readonly table: string }
  /** New rows without a value that identifies them everywhere. */
  | { readonly kind: "rows-unidentified"; readonly table: string; readonly rows: number }
  | Destruction
  /** A table that can be changed back only by recreating it. */
  | { readonly kind: "table-recreated"; readonly table: string }
  /** A NOT NULL column without a default comes back to rows that are there then. */
  | { readonly kind: "needs-value"; readonly column: string }
  | { readonly kind: "rename-fails"; readonly statement: string; readonly message: string }
  /** Catalogs do not describe what the migration touches. */
  | { readonly kind: "not-described"; readonly object: CatalogObject }
  /** A statement has secrets, which nobody is shown: variables stand for them. */
  | { readonly kind: "secret"; readonly statement: string }
  /** Statements for the rest cannot be made. */
  | { readonly kind: "no-statements"; readonly message: string }
  /** PostgreSQL refuses the up section, or the section that was written. */
  | { readonly kind: "refused"; readonly message: string }
  /** What is not as it was after the way back. */
  | { readonly kind: "difference"; readonly difference: Difference }
  | { readonly kind: "data"; readonly change: DataDifference }
  /** A sequence that does not stand where the rows need it. */
  | { readonly kind: "sequence"; readonly change: SequenceChange }
  | { readonly kind: "nothing-to-take-back"; readonly upIsEmpty: boolean };
