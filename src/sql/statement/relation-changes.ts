import type { Node } from "@pgsql/types";
import { parseTrees } from "./reader/parser.ts";
import type { RelationName } from "./parts.ts";

/** What one statement does to the names, the partitions and the rows of relations, as far as its text shows. */
export interface RelationChanges {
  readonly creates: readonly RelationName[];
  readonly drops: readonly RelationName[];
  readonly renames: readonly { readonly from: RelationName; readonly to: RelationName }[];
  /** Schemas that get another name. */
  readonly movesSchema?: { readonly from: string; readonly to: string };
  /** Tables that get rows whose number the text does not say. */
  readonly fills: readonly RelationName[];
  /** Rows that UPDATE, DELETE or MERGE meet. */
  readonly meets: readonly RelationRows[];
  /** Indexes that get a name by the text, with their tables. */
  readonly indexes: readonly { readonly name: string; readonly on: RelationName }[];
  /** Relations in FROM, in queries inside too; names of WITH queries are among them. */
  readonly reads: readonly RelationName[];
  /** The table that ALTER TABLE names. */
  readonly alters?: RelationName;
  /** Whether what is done to a partitioned table is done to its partitions: ALTER TABLE, CREATE INDEX, without ONLY. */
  readonly spreads: boolean;
  /** SET and RESET. */
  readonly isSetting?: true;
  /** The search path that holds from here on. */
  readonly searchPath?: readonly string[];
  /** How long the statements after it wait for a lock at most; milliseconds, 0 for ever. */
  readonly lockTimeout?: number;
  /** What may run code that the text does not show: DO, CALL, EXECUTE, SELECT. */
  readonly opaque?: string;
}

/** Rows of a table that a statement reads to change them. */
export interface RelationRows {
  readonly relation: RelationName;
  readonly change: "update" | "delete" | "merge";
  /** The columns that must equal a value that the text gives: by a key of them few rows are met. */
  readonly given: readonly string[];
  /** There is no condition. */
  readonly all: boolean;
}

const nothing: RelationChanges = {
  creates: [],
  drops: [],
  renames: [],
  fills: [],
  meets: [],
  indexes: [],
  reads: [],
  spreads: false,
};

/** Of a text that cannot be read nothing is known. `loadParser` must have been awaited before. */
export function relationChanges(text: string): RelationChanges {
  try {
    return parseTrees(text)
      .map(({ tree }) => ({ ...ofTree(tree), reads: readIn(tree) }))
      .reduce(merged, nothing);
  } catch {
    return { ...nothing, opaque: "a text that cannot be parsed" };
  }
}

function merged(one: RelationChanges, other: RelationChanges): RelationChanges {
  return {
    ...one,
    ...other,
    creates: [...one.creates, ...other.creates],
    drops: [...one.drops, ...other.drops],
    renames: [...one.renames, ...other.renames],
    fills: [...one.fills, ...other.fills],
    meets: [...one.meets, ...other.meets],
    indexes: [...one.indexes, ...other.indexes],
    reads: [...one.reads, ...other.reads],
    spreads: one.spreads || other.spreads,
  };
}

function ofTree(tree: Node): RelationChanges {
  const [[kind, node]] = Object.entries(tree) as [[string, Record<string, any>]];
  const own = { ...nothing, ...readers[kind]?.(node) };
  const inner = (node["withClause"]?.ctes ?? []).map(({ CommonTableExpr }: any) =>
    ofTree(CommonTableExpr.ctequery),
  ) as RelationChanges[];
  return inner.reduce(merged, own);
}

function readIn(tree: unknown): RelationName[] {
  if (typeof tree !== "object" || tree === null) return [];
  const { RangeVar, ...others } = tree as { RangeVar?: object };
  return [...(RangeVar ? [named(RangeVar)] : []), ...Object.values(others).flatMap(readIn)];
}

type Reader = (node: Record<string, any>) => Partial<RelationChanges>;

const readers: Record<string, Reader> = {
  CreateStmt: ({ relation }) => created(relation),
  CreateTableAsStmt: ({ into }) => ({
    ...created(into.rel),
    fills: into.skipData ? [] : [named(into.rel)],
  }),
  ViewStmt: ({ view }) => created(view),
  CreateSeqStmt: ({ sequence }) => created(sequence),
  SelectStmt: ({ intoClause }) =>
    intoClause === undefined
      ? { opaque: "SELECT" }
      : { ...created(intoClause.rel), fills: [named(intoClause.rel)] },
  DropStmt: ({ removeType, objects }) =>
    /^OBJECT_(?:TABLE|VIEW|MATVIEW|SEQUENCE|FOREIGN_TABLE)$/.test(removeType)
      ? { drops: objects.map(({ List }: any) => fromParts(List.items)) }
      : {},
  RenameStmt: rename,
  AlterObjectSchemaStmt: ({ relation, newschema }) =>
    relation === undefined
      ? {}
      : { renames: [{ from: named(relation), to: { schema: newschema, name: relation.relname } }] },
  AlterTableStmt: ({ relation, cmds }) => ({
    alters: named(relation),
    spreads: relation.inh === true && !cmds.some(isAboutPartitions),
  }),
  IndexStmt: ({ relation, idxname }) => ({
    spreads: relation.inh === true,
    ...(idxname && { indexes: [{ name: idxname, on: named(relation) }] }),
  }),
  InsertStmt: ({ relation, selectStmt }) =>
    selectStmt?.SelectStmt?.valuesLists ? {} : { fills: [named(relation)] },
  CopyStmt: ({ is_from, relation }) => (is_from ? { fills: [named(relation)] } : {}),
  UpdateStmt: ({ relation, whereClause }) => ({
    meets: [met("update", relation, whereClause)],
  }),
  DeleteStmt: ({ relation, whereClause }) => ({
    meets: [met("delete", relation, whereClause)],
  }),
  MergeStmt: ({ relation }) => ({
    meets: [{ relation: named(relation), change: "merge", given: [], all: false }],
  }),
  VariableSetStmt: setting,
  DoStmt: () => ({ opaque: "DO" }),
  CallStmt: () => ({ opaque: "CALL" }),
  ExecuteStmt: () => ({ opaque: "EXECUTE" }),
};

function created(relation: any): Partial<RelationChanges> {
  return { creates: [named(relation)] };
}

function met(change: RelationRows["change"], relation: any, condition: any): RelationRows {
  return {
    relation: named(relation),
    change,
    given: given(condition),
    all: condition === undefined,
  };
}

function named({ schemaname, relname }: any): RelationName {
  return { ...(schemaname !== undefined && { schema: schemaname }), name: relname };
}

function fromParts(parts: any[]): RelationName {
  const [name, schema] = parts.map((part) => part.String.sval as string).toReversed();
  return { ...(schema !== undefined && { schema }), name: name! };
}

function rename({ renameType, relation, subname, newname }: Record<string, any>) {
  if (renameType === "OBJECT_SCHEMA") return { movesSchema: { from: subname, to: newname } };
  if (!/^OBJECT_(?:TABLE|VIEW|MATVIEW|SEQUENCE|FOREIGN_TABLE)$/.test(renameType)) return {};
  const from = named(relation);
  return { renames: [{ from, to: { ...from, name: newname as string } }] };
}

const partitionCommands = /^AT_(?:Attach|Detach)Partition/;

function isAboutPartitions({ AlterTableCmd }: any): boolean {
  return partitionCommands.test(AlterTableCmd.subtype);
}

/** The columns that a condition compares with constants by `=` or IN, in all that AND joins. */
function given(condition: any): string[] {
  if (condition === undefined) return [];
  const { BoolExpr, A_Expr } = condition;
  if (BoolExpr?.boolop === "AND_EXPR") return BoolExpr.args.flatMap(given);
  if (A_Expr === undefined || !isEquality(A_Expr)) return [];
  const [left, right] = [A_Expr.lexpr, A_Expr.rexpr];
  if (isConstant(right)) return columnOf(left);
  return isConstant(left) ? columnOf(right) : [];
}

function isEquality({ kind, name }: any): boolean {
  return /^AEXPR_(?:OP|OP_ANY|IN)$/.test(kind) && name[0].String.sval === "=";
}

function columnOf(node: any): string[] {
  const last = node?.ColumnRef?.fields?.at(-1)?.String?.sval as string | undefined;
  return last === undefined ? [] : [last];
}

/** Whether no column and no query is in an expression. */
function isConstant(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return true;
  return !("ColumnRef" in tree) && !("SubLink" in tree) && Object.values(tree).every(isConstant);
}

function setting({ kind, name, args }: Record<string, any>): Partial<RelationChanges> {
  if (kind !== "VAR_SET_VALUE") return { isSetting: true };
  const values = (args ?? []).map(({ A_Const }: any) => A_Const ?? {});
  if (name === "search_path")
    return {
      isSetting: true,
      searchPath: values.map(({ sval }: any) => sval?.sval ?? "").filter(Boolean),
    };
  if (name !== "lock_timeout") return { isSetting: true };
  const [{ sval, ival }] = values;
  const lockTimeout = sval === undefined ? (ival?.ival ?? 0) : milliseconds(sval.sval ?? "");
  return { isSetting: true, ...(lockTimeout !== undefined && { lockTimeout }) };
}

const units: Record<string, number> = { ms: 1, "": 1, s: 1000, min: 60_000, h: 3_600_000 };

/** A setting's time as people write it. Source: PostgreSQL manual, 20.1.1 "Parameter Names and Values". */
export function milliseconds(text: string): number | undefined {
  const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h)?\s*$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * units[unit]!;
}
