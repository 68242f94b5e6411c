import type { RelationName } from "../parts.ts";

/** What an action says it does to the rows of a relation. */
export interface Write {
  /** A table or view; absent where `schema` or `type` says more than one is meant. */
  readonly relation?: RelationName;
  /** Every table of this schema. */
  readonly schema?: string;
  /** Every column of this type. */
  readonly type?: RelationName;
  /** The columns whose values change. */
  readonly columns?: readonly string[];
  readonly addsRows?: true;
  readonly removesRows?: true;
  /** Whether no row is left: TRUNCATE, DELETE without a condition. */
  readonly empties?: true;
  /** Whether the relation is made by the statement itself. */
  readonly creates?: true;
  /** Whether the relation may as well be a view, through which tables are written. */
  readonly mayBeView?: true;
}
