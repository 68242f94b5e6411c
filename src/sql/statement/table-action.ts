import type { LockMode } from "./lock-modes.ts";
import type { RelationName } from "./parts.ts";
import type {
  At,
  ColumnSummary,
  ConstraintSummary,
  Expression,
  IndexColumn,
  Named,
  ObjectKind,
  QuerySummary,
  TypeSummary,
} from "./parts.ts";

/** A command of ALTER TABLE and its like for indexes, views, sequences, … */
interface OnTable extends At {
  readonly relation: RelationName;
  /** What the statement calls it: TABLE, INDEX, VIEW, … */
  readonly objectKind: ObjectKind;
  /** ALTER TABLE IF EXISTS. */
  readonly ifExists: boolean;
  /** ALTER TABLE ONLY. */
  readonly only: boolean;
}

export type TableAction =
  | Named<"create-table", At & CreateTable>
  | Named<"create-table-as", At & CreateTableAs>
  | Named<"create-view", At & CreateView>
  | Named<"create-index", At & CreateIndex>
  | Named<
      "truncate",
      At & { readonly relations: readonly RelationName[]; readonly cascade: boolean }
    >
  | Named<
      "lock-table",
      At & { readonly relations: readonly RelationName[]; readonly mode: LockMode }
    >
  | Named<
      "refresh",
      At & {
        readonly relation: RelationName;
        readonly concurrently: boolean;
        readonly withData: boolean;
      }
    >
  | Named<
      "reindex",
      At & {
        readonly scope: "INDEX" | "TABLE" | "SCHEMA" | "DATABASE" | "SYSTEM";
        readonly relation?: RelationName;
        readonly concurrently: boolean;
      }
    >
  | Named<"vacuum", At & { readonly full: boolean; readonly relations: readonly RelationName[] }>
  | Named<"analyze", At & { readonly relations: readonly RelationName[] }>
  | Named<"cluster", At & { readonly relation?: RelationName }>
  | Named<"create-trigger", At & CreateTrigger>
  | Named<
      "create-policy",
      At & {
        readonly relation: RelationName;
        readonly name: string;
        /** The columns that its conditions name; of conditions with subqueries none. */
        readonly columns: readonly string[];
        readonly functions: readonly RelationName[];
      }
    >
  | Named<"alter-policy", At & { readonly relation: RelationName; readonly name: string }>
  | Named<
      "create-rule",
      At & { readonly relation: RelationName; readonly name: string; readonly replace: boolean }
    >
  | Named<
      "create-statistics",
      At & {
        readonly name?: RelationName;
        readonly relations: readonly RelationName[];
        readonly guarded: boolean;
      }
    >;

export interface CreateTable {
  readonly relation: RelationName;
  readonly guarded: boolean;
  readonly temporary: boolean;
  /** ON COMMIT DROP. */
  readonly dropsOnCommit: boolean;
  /** Whether it says ON COMMIT. */
  readonly onCommit: boolean;
  readonly unlogged: boolean;
  readonly foreign: boolean;
  readonly columns: readonly ColumnSummary[];
  /** Those that are written for the table, not with a column. */
  readonly constraints: readonly ConstraintSummary[];
  readonly partitionOf?: RelationName;
  /** Whether it is the default partition. */
  readonly isDefault: boolean;
  readonly inherits: readonly RelationName[];
  readonly like: readonly LikedTable[];
  /** Of a partitioned table: its key; expressions have no name. */
  readonly partitionBy?: readonly (string | undefined)[];
  readonly ofType: boolean;
  /** Storage parameters; those without a value are on. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** A table of LIKE, and what is taken over of it beside names, types and NOT NULL. */
export interface LikedTable extends RelationName {
  readonly including: readonly LikeOption[];
}

export type LikeOption = "constraints" | "defaults" | "generated" | "identity" | "indexes";

export interface CreateTableAs {
  readonly relation: RelationName;
  readonly materialized: boolean;
  readonly guarded: boolean;
  readonly temporary: boolean;
  /** ON COMMIT DROP. */
  readonly dropsOnCommit: boolean;
  /** Whether it says ON COMMIT. */
  readonly onCommit: boolean;
  /** Whether it is SELECT … INTO. */
  readonly into: boolean;
  readonly withData: boolean;
  /** Those written behind its name. */
  readonly columns: readonly string[];
  readonly query: QuerySummary;
}

export interface CreateView {
  readonly relation: RelationName;
  readonly replace: boolean;
  readonly temporary: boolean;
  /** Those written behind its name. */
  readonly columns: readonly string[];
  readonly query: QuerySummary;
}

export interface CreateIndex {
  readonly relation: RelationName;
  readonly name?: string;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly guarded: boolean;
  readonly only: boolean;
  readonly method: string;
  readonly columns: readonly IndexColumn[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly nullsNotDistinct: boolean;
  /** WITH (timescaledb.transaction_per_chunk): each chunk of a hypertable in a transaction of its own. */
  readonly byChunk?: true;
}

export interface CreateTrigger {
  readonly relation: RelationName;
  readonly name: string;
  readonly replace: boolean;
  readonly constraint: boolean;
  readonly function: RelationName;
  /** Columns of UPDATE OF and of WHEN. */
  readonly columns: readonly string[];
}

export type AlterTableAction =
  | Named<"add-column", OnTable & { readonly column: ColumnSummary; readonly guarded: boolean }>
  | Named<
      "drop-column",
      OnTable & { readonly column: string; readonly guarded: boolean; readonly cascade: boolean }
    >
  | Named<
      "alter-column-type",
      OnTable & {
        readonly column: string;
        readonly type: TypeSummary;
        readonly using?: Expression;
        readonly collation?: string;
      }
    >
  | Named<"set-not-null", OnTable & { readonly column: string }>
  | Named<"drop-not-null", OnTable & { readonly column: string }>
  | Named<"set-default", OnTable & { readonly column: string; readonly default?: Expression }>
  | Named<"set-expression", OnTable & { readonly column: string }>
  | Named<"drop-expression", OnTable & { readonly column: string; readonly guarded: boolean }>
  | Named<
      "add-identity",
      OnTable & { readonly column: string; /** Not BY DEFAULT. */ readonly always: boolean }
    >
  | Named<"drop-identity", OnTable & { readonly column: string; readonly guarded: boolean }>
  | Named<
      "set-identity",
      OnTable & {
        readonly column: string;
        /** Whether it is to be ALWAYS, and not BY DEFAULT; absent where only its sequence changes. */
        readonly always?: boolean;
      }
    >
  | Named<
      "set-column-options",
      OnTable & {
        readonly column: string;
        readonly what: "statistics" | "storage" | "compression" | "options";
      }
    >
  | Named<"add-constraint", OnTable & { readonly constraint: ConstraintSummary }>
  | Named<"alter-constraint", OnTable & { readonly name: string; readonly enforced?: boolean }>
  | Named<"validate-constraint", OnTable & { readonly name: string }>
  | Named<
      "drop-constraint",
      OnTable & { readonly name: string; readonly guarded: boolean; readonly cascade: boolean }
    >
  | Named<
      "attach-partition",
      OnTable & { readonly partition: RelationName; readonly isDefault: boolean }
    >
  /** ALTER INDEX … ATTACH PARTITION: the index of a partition becomes a part of `relation`, an index too. */
  | Named<"attach-index", OnTable & { readonly index: RelationName }>
  | Named<
      "detach-partition",
      OnTable & {
        readonly partition: RelationName;
        readonly concurrently: boolean;
        readonly finalize: boolean;
      }
    >
  | Named<"row-security", OnTable & { readonly to: "enable" | "disable" | "force" | "no force" }>
  | Named<
      "trigger-state",
      OnTable & {
        readonly enable: boolean;
        /** Absent for ALL and USER. */ readonly name?: string;
        readonly which: "one" | "all" | "user";
      }
    >
  | Named<"rule-state", OnTable & { readonly enable: boolean; readonly name: string }>
  | Named<"set-logged", OnTable & { readonly logged: boolean }>
  | Named<"set-tablespace", OnTable & { readonly tablespace: string }>
  | Named<"set-access-method", OnTable & { readonly method?: string }>
  | Named<
      "set-options",
      OnTable & {
        /** Reset ones have no value. */ readonly options: Readonly<
          Record<string, string | undefined>
        >;
      }
    >
  | Named<"replica-identity", OnTable>
  | Named<"change-owner", OnTable & { readonly owner: string }>
  | Named<"inherit", OnTable & { readonly parent: RelationName; readonly add: boolean }>
  | Named<"cluster-on", OnTable>
  | Named<
      "alter-table-other",
      OnTable & {
        readonly command:
          | "OF"
          | "NOT OF"
          | "OPTIONS"
          | "ALTER COLUMN … OPTIONS"
          | "SET WITHOUT OIDS"
          /** What only newer parsers know. */
          | "another command";
        /** Of OPTIONS: whether it only sets options that are there. */
        readonly sets: boolean;
      }
    >;
