import type { CatalogObject } from "../catalog/index.ts";
import type { Location } from "../errors/index.ts";
import type { DataDifference, RowName, SequenceChange } from "../rows/index.ts";
import type { OpaqueCode, RelationName } from "../sql/statement/index.ts";
import type { Phase } from "../trial/index.ts";

/** What may have changed rows though no statement that can be read names them. */
export type PossibleCause =
  /** Code whose effects cannot be read. */
  | OpaqueCode
  /** The code of a JS or TS migration, or a section that is not parsed. */
  | { readonly kind: "own-code" }
  | { readonly kind: "view"; readonly relation: RelationName }
  | { readonly kind: "trigger"; readonly table: string };

/** How a section changes rows that were there. */
export type RowVerb = "insert" | "update" | "delete" | "truncate" | "merge";

/** What a section does to rows and values that were there, by its syntax. Tables and columns go by their qualified names. */
export type Destruction =
  | { readonly kind: "rows-removed"; readonly by: RowVerb; readonly table: string }
  | { readonly kind: "values-changed"; readonly by: RowVerb; readonly column: string }
  /** A type that cannot hold every value of the one before, or an expression that makes other values. */
  | {
      readonly kind: "type-narrowed";
      readonly column: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "changes-in-block" };

/** What should be known although a check passed. */
export type Note =
  /** What became of rows. */
  | {
      readonly kind: "rows";
      readonly phase: Phase;
      readonly change: DataDifference;
      /** What may have meant it; absent where a statement does, or nothing needs to. */
      readonly because?: readonly PossibleCause[];
    }
  /** Tables and columns that the rollback drops, with what is in them. */
  | { readonly kind: "dropped-by-down"; readonly objects: readonly CatalogObject[] }
  /** Columns that came back to their table, where PostgreSQL can add them only at the end. */
  | {
      readonly kind: "column-order";
      readonly table: string;
      readonly was: string;
      readonly is: string;
    }
  /** What the way up destroys where there are such rows, and nothing brings back. */
  | { readonly kind: "destroys"; readonly what: Destruction }
  /** Where a sequence stands. */
  | { readonly kind: "sequence"; readonly phase: Phase; readonly change: SequenceChange }
  /** What has the time at which it was made in its definition, and can never be the same again. */
  | { readonly kind: "clock"; readonly object: CatalogObject }
  /** A step that runs without the rows that were made up for this trial, and is refused with them. */
  | {
      readonly kind: "rows-refused";
      readonly phase: Phase;
      readonly message: string;
      readonly at: Location;
      /** Whether it runs with other made-up rows, or with none only. */
      readonly left: boolean;
      /** A row that it may be about. */
      readonly row?: MadeUpRow;
    }
  /** A column that no row can have a value for. */
  | {
      readonly kind: "needs-default";
      readonly phase: Phase;
      readonly column: string;
      readonly table: string;
      readonly at: Location;
    };

/** A row that was made up. */
export interface MadeUpRow {
  /** `schema.name`. */
  readonly table: string;
  readonly values: RowName;
}

/** Why a check was skipped, or proves nothing. */
export type CheckReason =
  /** Nobody asked for it. */
  | { readonly kind: "not-asked" }
  | { readonly kind: "section-fails"; readonly section: "up" | "down" }
  /** In the words of the migration's author. */
  | { readonly kind: "irreversible"; readonly reason: string }
  | { readonly kind: "no-down" }
  /** The code of a JS or TS migration says that there is no way back. */
  | { readonly kind: "no-way-back" }
  /** Code of another tool whose SQL is not known; why, where that was tried. */
  | { readonly kind: "unknown-code"; readonly because?: string }
  /** The migration demands rows that the generated ones are not. */
  | { readonly kind: "rows-refused" }
  /** Catalogs do not describe what the migration touches. */
  | { readonly kind: "not-described"; readonly objects: readonly CatalogObject[] };
