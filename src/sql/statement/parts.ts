/** A relation or another object as a statement names it: without a schema, the search path decides. */
export interface RelationName {
  readonly schema?: string;
  readonly name: string;
}

/** A type, in the spelling that the server keeps: `int4`, `varchar` with its length as a modifier. */
export interface TypeSummary {
  readonly name: string;
  /** Absent for PostgreSQL's own types and where none is written. */
  readonly schema?: string;
  readonly modifiers: readonly number[];
  /** Of an array: how many dimensions are written. */
  readonly dimensions: number;
  readonly at: number;
}

/** What rules must know of an expression. */
export interface Expression {
  /** Where it begins, as exactly as the parser gives it. */
  readonly at: number;
  /** The functions it calls, in lower case as the parser gives them; `nextval('s')` among them. */
  readonly functions: readonly RelationName[];
  /** The columns it names, without their tables. */
  readonly columns: readonly string[];
  /** CURRENT_TIMESTAMP, CURRENT_USER and their like. */
  readonly sqlValues: readonly string[];
  /** The string constants in it. */
  readonly strings: readonly string[];
  /** Whether it is made of constants and casts alone. */
  readonly constant: boolean;
  readonly isNull: boolean;
  readonly hasSubquery: boolean;
  /** As the condition of a CHECK: the columns that cannot be NULL in a row that passes. */
  readonly provesNotNull: readonly string[];
  /** Where it is a column, or a column cast to a type, and nothing else. */
  readonly plainColumn?: { readonly column: string; readonly cast?: TypeSummary };
  /** Where it is a call and nothing else: the function's name. */
  readonly called?: string;
  /** The same for all expressions that are written alike, apart from their layout. */
  readonly key: string;
}

export interface ColumnSummary {
  readonly name: string;
  /** Absent where the column gets its type from elsewhere, as in PARTITION OF or OF type. */
  readonly type?: TypeSummary;
  readonly notNull: boolean;
  readonly default?: Expression;
  readonly identity: boolean;
  readonly generated?: "stored" | "virtual";
  /** Of a generated column: what it is made of. */
  readonly generation?: Expression;
  readonly collation?: string;
  /** Those written with the column, NOT NULL aside unless it has a name. */
  readonly constraints: readonly ConstraintSummary[];
  readonly at: number;
}

export interface ConstraintSummary {
  readonly kind: "check" | "foreign-key" | "unique" | "primary-key" | "exclusion" | "not-null";
  readonly name?: string;
  /** The columns it is on; of a CHECK those it names. */
  readonly columns: readonly string[];
  /** Of a CHECK. */
  readonly expression?: Expression;
  readonly notValid: boolean;
  /** False for NOT ENFORCED. */
  readonly enforced: boolean;
  /** Of a foreign key. */
  readonly references?: References;
  /** The existing index that becomes the constraint's. */
  readonly usingIndex?: string;
  readonly deferrable: boolean;
  /** Of UNIQUE and PRIMARY KEY: WITHOUT OVERLAPS, so that a range decides. */
  readonly withoutOverlaps: boolean;
  readonly at: number;
}

export interface References {
  readonly relation: RelationName;
  /** Empty where the primary key is meant. */
  readonly columns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

export type ReferentialAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

export interface IndexColumn {
  /** Absent for an expression. */
  readonly name?: string;
  readonly expression?: Expression;
  readonly collation?: string;
  readonly operatorClass?: string;
  readonly descending: boolean;
  readonly nullsFirst?: boolean;
}

export interface Argument {
  readonly name?: string;
  readonly type: string;
  readonly mode: "in" | "out" | "inout" | "variadic" | "table";
  readonly hasDefault: boolean;
}

/** Whether an argument of this mode is among those that tell one function from another of its name. */
export function isInput(mode: Argument["mode"]): boolean {
  return mode !== "out" && mode !== "table";
}

/** The arguments of a function that tell it from another of its name. */
export function inputsOf({
  arguments: all,
}: {
  readonly arguments: readonly Argument[];
}): readonly Argument[] {
  return all.filter(({ mode }) => isInput(mode));
}

/** A query, as far as rules look into one. */
export interface QuerySummary {
  /** The tables and views it reads, those of WITH aside. */
  readonly relations: readonly RelationName[];
  readonly functions: readonly RelationName[];
  /** Whether its output is written as `*` or `t.*`. */
  readonly selectsStar: boolean;
  /** The columns it names, anywhere. */
  readonly columns: readonly string[];
  /** FOR UPDATE and its like. */
  readonly locksRows: boolean;
  /** Whether nothing bounds how many rows it reads: tables, without WHERE and LIMIT. */
  readonly isWhole: boolean;
  /** Whether it computes one expression, and does no more: no clause, and no query inside. */
  readonly isExpression: boolean;
  /** Names of its output where they are written or plain. */
  readonly output: readonly (string | undefined)[];
}

/** What is named by commands for objects of all kinds, in the words of SQL: "TABLE", "MATERIALIZED VIEW", "FUNCTION". */
export type ObjectKind = string;

/** A named object of any kind. */
export interface ObjectName extends RelationName {
  /** Of a trigger, policy, rule or constraint: the table it is on; of a user mapping its server. */
  readonly on?: RelationName;
  /** Of a function and its like: the types of its arguments, where they are written. */
  readonly argumentTypes?: readonly string[];
  /** Of an operator class or family: its index method. */
  readonly method?: string;
}

/** An object with its kind, as something that an action creates, drops or renames. */
export interface NamedObject extends Omit<ObjectName, "name"> {
  /** Besides those of DROP: COLUMN, IDENTITY, CONSTRAINT, ENUM VALUE, MAPPING. */
  readonly objectKind: ObjectKind;
  /** Absent where the server gives it one. */
  readonly name?: string;
  /** The columns of the table that it goes with. */
  readonly columns?: readonly string[];
}

/** What BEGIN and SET TRANSACTION ask of a transaction. */
export interface TransactionModes {
  /** In the server's words: `repeatable read`. */
  readonly isolation?: string;
  readonly readOnly?: boolean;
  readonly deferrable?: boolean;
}

/** OWNED BY of a sequence: the column it goes with. */
export type SequenceOwner = { readonly relation: RelationName; readonly column: string } | "none";

export interface OwnedSequence {
  /** Absent where nothing is said. */
  readonly ownedBy?: SequenceOwner;
}

export interface At {
  /** Where the action is written; the beginning of the statement where the parser gives no more. UTF-16 offset. */
  readonly at: number;
}

/** What makes the kinds of actions a union. */
export type Named<Kind extends string, Fields = unknown> = { readonly kind: Kind } & Fields;
