import type { At, Expression, Named, QuerySummary, RelationName } from "./parts.ts";

/** What reads or writes rows. */
export type RowAction =
  | Named<"insert", At & Insert>
  | Named<
      "update",
      At &
        Change & {
          readonly columns: readonly string[];
          /** Columns that get two values, which is refused. */
          readonly repeated: readonly string[];
          /** Whether a new value is made from columns, so that a second time may make another one. */
          readonly fromColumns: boolean;
        }
    >
  | Named<"delete", At & Change>
  | Named<
      "merge",
      At & {
        readonly relation: RelationName;
        readonly reads: readonly RelationName[];
        /** The functions that queries of its WITH call. */ readonly calls: readonly RelationName[];
        /** Whether a LIMIT bounds what is merged. */
        readonly limited: boolean;
        /** Columns that one of its clauses gives two values, which is refused. */
        readonly repeated: readonly string[];
        readonly inserts: boolean;
        readonly deletes: boolean;
        /** The columns that it updates; absent where it updates none. */
        readonly updates?: readonly string[];
      }
    >
  | Named<"select", At & { readonly query: QuerySummary }>
  | Named<"copy", At & Copy>;

export interface Insert {
  readonly relation: RelationName;
  /** Absent where no column list is written; empty for DEFAULT VALUES, which needs none. */
  readonly columns?: readonly string[];
  /** Columns that get two values, also by ON CONFLICT DO UPDATE, which is refused. */
  readonly repeated: readonly string[];
  /** How many rows of VALUES; absent for a query. */
  readonly rows?: number;
  /** The string constants among the values. */
  readonly strings: readonly string[];
  /** Of INSERT … SELECT. */
  readonly query?: QuerySummary;
  /** Whether its rows are made from tables, so that they are others in another database. */
  readonly rowsFromTables: boolean;
  /** INSERT … SELECT … WHERE NOT EXISTS (…). */
  readonly whereNotExists: boolean;
  /** All relations that it reads, in subqueries too. */
  readonly reads: readonly RelationName[];
  /** The functions that queries of its WITH call. */
  readonly calls: readonly RelationName[];
  /** For each of its values, in order, whether it is written: DEFAULT is not. */
  readonly given: readonly boolean[];
  /** The columns of which every value is written out. Only of VALUES. */
  readonly literalColumns: readonly string[];
  /** Those of which every value is a whole number, with the highest. */
  readonly highest: Readonly<Record<string, number>>;
  readonly onConflict?: {
    readonly action: "nothing" | "update";
    /** Empty without a target. */ readonly columns: readonly string[];
    readonly constraint?: string;
    /** The columns that DO UPDATE sets. */
    readonly updates: readonly string[];
  };
}

/** UPDATE and DELETE. */
export interface Change {
  readonly relation: RelationName;
  readonly where?: Expression;
  /** Columns that the condition holds to a value or a range: `id = 5`, `id BETWEEN …`, `id IN (…)`, `id < …`. */
  readonly boundColumns: readonly string[];
  /** Columns that must equal values that the text gives: `id = 5`, `id IN (1, 2)`, in all that AND joins. */
  readonly givenColumns: readonly string[];
  /** Whether a LIMIT in a subquery of the condition, or in what it is joined with, bounds how many rows are met. */
  readonly limited: boolean;
  /** Other relations it reads. */
  readonly reads: readonly RelationName[];
  /** The functions that queries of its WITH call. */
  readonly calls: readonly RelationName[];
  /** WITH queries that change rows, and what they change, are actions of their own. */
  readonly columns?: readonly string[];
}

export interface Copy {
  readonly relation?: RelationName;
  /** What a query reads that is copied. */
  readonly reads: readonly RelationName[];
  readonly from: boolean;
  readonly source: "stdin" | "file" | "program" | "stdout";
}
