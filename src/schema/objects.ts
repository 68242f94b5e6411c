import type {
  Argument,
  Expression,
  IndexColumn,
  References,
  TableDistributionKind,
  TypeSummary,
} from "../sql/statement/index.ts";

/** By what an object came to be. */
export interface Origin {
  /** The index of the migration; -1 for what was there before all of them. */
  readonly migration: number;
  readonly section: "up" | "down";
  /** Counts transactions, over all migrations. */
  readonly transaction: number;
}

/** A name with its schema. */
export interface FullName {
  readonly schema: string;
  readonly name: string;
}

/** A relation as something refers to it: by its name, which is followed when it gets another one. */
export interface RelationReference extends FullName {
  /** The relation's. */
  readonly id: string;
}

/** What full names are compared and looked up by. */
export function keyOf({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}

/** Whether two full names are the same. */
export function isSameName(one: FullName, other: FullName): boolean {
  return keyOf(one) === keyOf(other);
}

/** A table, view or sequence, as far as the migrations show. */
export interface Relation extends FullName {
  /** Stays when it gets another name, in clones too; of one that no migration creates, the key of its first known name. */
  readonly id: string;
  schema: string;
  name: string;
  readonly kind: "table" | "foreign table" | "view" | "materialized view" | "sequence";
  readonly temporary: boolean;
  readonly origin: Origin;
  /** Whether the migrations create it; else it is only known from what they do to it. */
  readonly isCreated: boolean;
  /** Whether `columns` has all there are. */
  hasAllColumns: boolean;
  readonly columns: Map<string, Column>;
  readonly constraints: Map<string, Constraint>;
  readonly indexes: Map<string, Index>;
  readonly triggers: Map<string, Trigger>;
  /** By their names. */
  readonly policies: Map<string, Policy>;
  rowSecurity: boolean;
  /** By Citus, where migrations say so. */
  distribution?: TableDistribution;
  /** The key of a partitioned table; expressions have no name. */
  readonly partitionBy?: readonly (string | undefined)[];
  readonly partitions: Relation[];
  parent?: Relation | undefined;
  /** Whether it is the default partition of its parent. */
  isDefault: boolean;
  /** Of a view: what it reads, and the columns it names. */
  reads?: {
    readonly relations: readonly RelationReference[];
    readonly columns: readonly string[];
    readonly selectsStar: boolean;
    /** The names of the functions it calls. */
    readonly functions: readonly string[];
  };
  /** Of a view: its output, where all of it is known by name. */
  readonly output?: readonly string[];
  /** Of a materialized view: whether it has its rows; queries of it fail until then. */
  isPopulated?: boolean;
  /** The constraints that were validated and that no migration adds: nobody knows what they prove. */
  validated?: readonly string[];
  /** Of a sequence: the column it belongs to. */
  ownedBy?: { readonly table: RelationReference; readonly column: string } | undefined;
}

/** How Citus keeps the rows of a table. */
export interface TableDistribution {
  /** `local`: no more, after it was distributed. */
  readonly as: TableDistributionKind | "local";
  /** Of a table that is distributed by a column. */
  readonly column?: string;
  readonly method?: string;
  /** Absent where no migration says it. */
  readonly shardCount?: number;
  /** Tables with the same one are colocated; absent where nobody knows. */
  readonly colocation?: Colocation;
}

/** `like`: with all that Citus colocates by itself, as they are alike. `of`: with a table of this identity. */
export type Colocation =
  | { readonly kind: "like"; readonly key: string }
  | { readonly kind: "of"; readonly id: string };

export interface Column {
  name: string;
  type?: TypeSummary;
  notNull: boolean;
  default?: Expression | undefined;
  identity: boolean;
  generated?: "stored" | "virtual" | undefined;
  /** Of a generated column: the columns it is made of. */
  readonly madeOf?: readonly string[];
  /** Absent for that of its type. */
  collation?: string | undefined;
  readonly origin: Origin;
}

export interface Constraint {
  name: string;
  readonly kind: "check" | "foreign-key" | "unique" | "primary-key" | "exclusion" | "not-null";
  columns: string[];
  readonly expression?: Expression;
  /** Whether all rows are known to satisfy it. */
  valid: boolean;
  readonly enforced: boolean;
  readonly references?: References & { readonly table: RelationReference };
  readonly deferrable: boolean;
  readonly origin: Origin;
  /** Where it is written; UTF-16 offset in the section that adds it. */
  readonly at: number;
}

export interface Index {
  name: string;
  readonly unique: boolean;
  readonly method: string;
  columns: IndexColumn[];
  readonly include: readonly string[];
  readonly where?: Expression;
  /** The constraint it belongs to. */
  constraint?: string | undefined;
  readonly nullsNotDistinct: boolean;
  readonly origin: Origin;
}

export interface Trigger {
  readonly name: string;
  readonly constraint: boolean;
  readonly function: string;
  readonly columns: readonly string[];
}

/** What the conditions of a policy name. */
export interface Policy {
  readonly columns: readonly string[];
  readonly functions: readonly string[];
}

/** An enum, domain, composite or range type. */
export interface Type extends FullName {
  schema: string;
  name: string;
  readonly form: "enum" | "composite" | "range" | "base" | "domain";
  readonly values: string[];
  /** Of a domain. */
  base?: TypeSummary;
  /** Of a domain: whether it has NOT NULL or a CHECK. */
  constrained: boolean;
  readonly origin: Origin;
}

export interface Routine extends FullName {
  schema: string;
  name: string;
  readonly arguments: readonly Argument[];
  readonly returns?: string;
  readonly volatility: "volatile" | "stable" | "immutable";
  readonly language: string;
  readonly securityDefiner: boolean;
  /** The settings of its SET clauses. */
  readonly settings: readonly string[];
  readonly body?: string;
  /** Of RETURN: what it computes. */
  readonly returned?: Expression;
  readonly origin: Origin;
}

/** Columns by which an index is one: the plain ones, in order. */
export function plainColumns({ columns }: { readonly columns: readonly IndexColumn[] }): string[] {
  return columns.flatMap(({ name }) => name ?? []);
}

/** What there was before all migrations. */
export const beforeAll: Origin = { migration: -1, section: "up", transaction: -1 };
