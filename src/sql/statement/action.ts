import type { CitusAction } from "./citus-action.ts";
import type { OwnedSequence, RelationName } from "./parts.ts";
import type {
  Argument,
  At,
  ConstraintSummary,
  Expression,
  Named,
  ObjectKind,
  ObjectName,
  TransactionModes,
  TypeSummary,
} from "./parts.ts";
import type { RowAction } from "./row-action.ts";
import type { AlterTableAction, TableAction } from "./table-action.ts";

export type * from "./citus-action.ts";
export type * from "./parts.ts";
export type * from "./row-action.ts";
export type * from "./table-action.ts";

export type ObjectAction =
  | Named<
      "drop",
      At & {
        readonly objectKind: ObjectKind;
        readonly object: ObjectName;
        readonly guarded: boolean;
        readonly cascade: boolean;
        readonly concurrently: boolean;
      }
    >
  | Named<
      "rename",
      At & {
        readonly objectKind: ObjectKind;
        readonly object: ObjectName;
        readonly to: string;
        readonly guarded: boolean;
        /** Of a column, attribute, constraint or enum value: its old name. */ readonly part?: string;
      }
    >
  | Named<
      "set-schema",
      At & {
        readonly objectKind: ObjectKind;
        readonly object: ObjectName;
        readonly to: string;
        readonly guarded: boolean;
      }
    >
  | Named<"owner", At & { readonly objectKind: ObjectKind; readonly object: ObjectName }>
  | Named<"comment", At & { readonly objectKind: ObjectKind; readonly object: ObjectName }>
  | Named<"create-schema", At & { readonly name: string; readonly guarded: boolean }>
  | Named<
      "create-extension",
      At & { readonly name: string; readonly guarded: boolean; readonly schema?: string }
    >
  | Named<
      "create-sequence",
      At & {
        readonly relation: RelationName;
        readonly guarded: boolean;
        readonly temporary: boolean;
      } & OwnedSequence
    >
  | Named<"alter-sequence", At & { readonly relation: RelationName } & OwnedSequence>
  | Named<
      "create-type",
      At & {
        readonly name: RelationName;
        readonly form: "enum" | "composite" | "range" | "base";
        readonly values: readonly string[];
      }
    >
  | Named<
      "alter-enum",
      At & {
        readonly name: RelationName;
        readonly adds?: string;
        readonly renames?: { readonly from: string; readonly to: string };
        readonly guarded: boolean;
        readonly positioned: boolean;
      }
    >
  | Named<
      "create-domain",
      At & {
        readonly name: RelationName;
        readonly base: TypeSummary;
        readonly notNull: boolean;
        readonly checks: readonly ConstraintSummary[];
      }
    >
  | Named<
      "alter-domain",
      At & {
        readonly name: RelationName;
        readonly does:
          | "add-constraint"
          | "validate-constraint"
          | "drop-constraint"
          | "set-not-null"
          | "drop-not-null"
          | "set-default";
        /** The constraint's name. */ readonly constraint?: string;
        readonly notValid: boolean;
        readonly guarded: boolean;
      }
    >
  | Named<"create-function", At & CreateFunction>
  | Named<
      "alter-function",
      At & {
        readonly object: ObjectName;
        /** Whether it becomes SECURITY DEFINER; absent where that stays as it is. */
        readonly securityDefiner?: boolean;
        /** The settings of its SET clauses. */
        readonly settings: readonly string[];
      }
    >
  | Named<"grant", At & Grant>
  | Named<"default-privileges", At>
  | Named<
      "create-role",
      At & { readonly name: string; readonly options: Readonly<Record<string, string | boolean>> }
    >
  | Named<
      "alter-role",
      At & { readonly name: string; readonly options: Readonly<Record<string, string | boolean>> }
    >
  | Named<"drop-role", At & { readonly names: readonly string[]; readonly guarded: boolean }>
  | Named<"drop-owned", At & { readonly cascade: boolean }>
  | Named<"drop-database", At & { readonly name: string; readonly guarded: boolean }>
  | Named<"create-database", At & { readonly name: string }>
  | Named<
      "create-other",
      At & {
        /** "PUBLICATION", "CAST", "OPERATOR", … */ readonly objectKind: ObjectKind;
        readonly name?: ObjectName;
        readonly guarded: boolean;
        readonly replace: boolean;
        readonly options: Readonly<Record<string, string>>;
      }
    >
  | Named<
      "alter-other",
      At & {
        readonly objectKind: ObjectKind;
        /** Whether it sets what it says, or adds to what is there or takes from it: members, options, mappings. */
        readonly does: "set" | "add" | "drop";
        readonly guarded: boolean;
        /** Of a subscription: whether it looks at the publisher again. */
        readonly refreshes: boolean;
        readonly options: Readonly<Record<string, string>>;
      }
    >
  /** DROP of what has a statement of its own: SUBSCRIPTION, USER MAPPING. */
  | Named<
      "drop-other",
      At & {
        readonly objectKind: ObjectKind;
        readonly object: ObjectName;
        readonly guarded: boolean;
      }
    >;

export interface CreateFunction {
  readonly name: RelationName;
  readonly procedure: boolean;
  readonly replace: boolean;
  readonly arguments: readonly Argument[];
  /** Absent where it returns nothing, or what its arguments say. */
  readonly returns?: string;
  readonly language: string;
  readonly volatility: "volatile" | "stable" | "immutable";
  readonly securityDefiner: boolean;
  /** The settings of its SET clauses. */
  readonly settings: readonly string[];
  /** Its source; absent for a body of SQL statements (RETURN, BEGIN ATOMIC). */
  readonly body?: string;
  /** Of RETURN, and of a BEGIN ATOMIC with one expression: what it computes. */
  readonly returned?: Expression;
}

export interface Grant {
  readonly grant: boolean;
  /** Empty for ALL. */
  readonly privileges: readonly string[];
  readonly objectKind: ObjectKind;
  readonly objects: readonly RelationName[];
  readonly toPublic: boolean;
  readonly withGrantOption: boolean;
  /** ON ALL TABLES IN SCHEMA and its like: `objects` are schemas. */
  readonly inSchemas?: true;
  /** GRANT role TO role. */
  readonly ofRoles: boolean;
}

export type SessionAction =
  | Named<"set", At & SetSetting>
  | Named<
      "transaction",
      At & {
        /** BEGIN, COMMIT, SAVEPOINT, … */ readonly command: string;
        /** Of BEGIN and START TRANSACTION, where they ask for something. */
        readonly modes?: TransactionModes;
        /** AND CHAIN: the next one begins at once. */
        readonly chain: boolean;
      }
    >
  | Named<"do-block", At & Block>
  | Named<"call", At & { readonly name: RelationName }>
  | Named<"execute", At & { /** Of a prepared statement. */ readonly name: string }>
  | Named<"discard", At & { readonly what: string }>
  | Named<"other", At & { readonly command: OtherCommand }>;

/** Statements of which no more is known than what they are. */
export type OtherCommand =
  | "ALTER … DEPENDS ON EXTENSION"
  | "ALTER DATABASE … REFRESH COLLATION VERSION"
  | "ALTER TABLESPACE"
  | "CHECKPOINT"
  | "CLOSE"
  | "DEALLOCATE"
  | "DECLARE"
  | "FETCH"
  | "LISTEN"
  | "LOAD"
  | "NOTIFY"
  | "PREPARE"
  | "SECURITY LABEL"
  | "SET CONSTRAINTS"
  | "SHOW"
  | "UNLISTEN"
  /** What only newer parsers know. */
  | "another statement";

export interface SetSetting {
  readonly name: string;
  /** As text, several joined by ", "; absent for RESET and DEFAULT. */
  readonly value?: string;
  /** The values one by one, as they are written; empty for RESET and DEFAULT. */
  readonly values: readonly string[];
  /** SET LOCAL, or set_config(…, true). */
  readonly local: boolean;
  readonly reset: boolean;
  /** Whether it is a call of set_config. */
  readonly byFunction: boolean;
  /** Of SET TRANSACTION. */
  readonly modes?: TransactionModes;
}

export interface Block {
  readonly language: string;
  readonly body: string;
  /** Whether the body builds statements from text, so that nobody can know them. */
  readonly dynamic: boolean;
  /** The functions that its conditions, assignments and loops call. */
  readonly calls: readonly RelationName[];
  /** The relations that those read. */
  readonly reads: readonly RelationName[];
  /** What the statements of the body do that can be read, in order. */
  readonly actions: readonly Action[];
  /** The same, statement by statement. */
  readonly statements: readonly (readonly Action[])[];
  /** SQLSTATE names and condition names that it handles. */
  readonly handles: readonly string[];
}

/** One thing that a statement does, in the terms in which rules think. */
export type Action =
  | TableAction
  | AlterTableAction
  | ObjectAction
  | RowAction
  | SessionAction
  | CitusAction;

/** The action of a kind. */
export type ActionOf<Kind extends Action["kind"]> = Extract<Action, { readonly kind: Kind }>;
