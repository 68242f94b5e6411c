import type { Connection } from "../database/index.ts";
import {
  definitionsQuery,
  typesQuery,
  type TableDefinition,
  type TypeDefinition,
} from "./definitions.ts";
import { type Failures, insertRows } from "./insert.ts";
import { KnownRows, type Planned, type RowOutcome } from "./known-rows.ts";
import { referencedFirst } from "./order.ts";
import { ownColumns } from "./row.ts";
import { readQualified } from "./session.ts";
import { solve, solveDomains } from "./solve.ts";
import { sparseTables, stillSparse, type SparseTable, type Unfilled } from "./sparse.ts";
import type { Types } from "./values.ts";

export type { Unfilled };

export interface FillOptions {
  /** How many rows a table is to have, and more where an enum has more labels; 4 where nothing is said. */
  readonly rows?: number;
  /** Rows that no migration stumbles over: no two alike, and ordinary numbers. Default: false. */
  readonly tame?: boolean;
  /** What was found out before, so that it is not tried again: give the same one each time. */
  readonly memory?: FillMemory;
  /** These alone, as `schema.name`, and those without a row that they refer to. Default: all. */
  readonly only?: readonly string[];
}

/** What became of tables that had fewer rows than wanted. */
export interface Filled {
  /** Those that have more rows now, with how many were made. */
  readonly filled: readonly { readonly table: string; readonly rows: number }[];
  /** Those that still have none. */
  readonly unfilled: readonly Unfilled[];
}

interface Tried extends Filled {
  /** Whether nothing was tried, as every table that can have rows has enough. */
  readonly isUntouched: boolean;
}

/** What filling tables finds out, which holds for tables that are defined and filled alike, in another database too. */
export class FillMemory {
  /** Tables that could not be given more rows; with the reason where they have none. */
  readonly unfilled: Map<string, string> = new Map();
  /** What became of each row that was tried on its own. */
  readonly rows: Map<string, RowOutcome> = new Map();
}

/**
 * Gives every user table that has fewer rows than wanted that many, generated to fit types, constraints and
 * foreign keys: the same rows for the same schema. Triggers run as always. What fails leaves no trace but
 * numbers taken from sequences.
 * @param ignored tables that are not the user's, as `schema.name`
 * @returns the tables that still have no row, and whether all is as it was
 * @throws LostConnection
 */
export async function fillTables(
  connection: Connection,
  ignored: readonly string[],
  options: FillOptions = {},
): Promise<Pick<Tried, "unfilled" | "isUntouched">> {
  return fill(connection, ignored, options);
}

/** The same, with what was made. */
export async function fillUpTo(
  connection: Connection,
  ignored: readonly string[],
  options: FillOptions,
): Promise<Filled> {
  const { isUntouched: _, ...filled } = await fill(connection, ignored, options);
  return filled;
}

async function fill(
  connection: Connection,
  ignored: readonly string[],
  { rows = 4, tame = false, memory = new FillMemory(), only }: FillOptions,
): Promise<Tried> {
  const sparse = await sparseTables(connection, ignored, rows);
  const unfillable = sparse.unfillable.filter(({ table }) => only?.includes(table) ?? true);
  const untouched = { filled: [], unfilled: unfillable, isUntouched: true };
  if (sparse.tables.length === 0) return untouched;
  const read = await readDefinitions(connection, sparse.tables);
  const { types } = read;
  const definitions = meantBy(only, read.definitions, sparse.tables);
  const oids = new Set(definitions.map(({ oid }) => oid));
  const tables = sparse.tables.filter(({ oid }) => oids.has(oid));
  if (tables.length === 0) return untouched;
  const fresh = definitions.filter((table) => !memory.unfilled.has(stateOf(table, tables)));
  const plans = await planRows(connection, fresh, types, tables, { rows, tame });
  const failures = await insertRows(connection, plans, new KnownRows(memory.rows, plans));
  const left = await stillSparse(connection, tables, rows);
  remember(memory, definitions, left, failures);
  return {
    filled: madeSince(tables, left, rows),
    unfilled: [...unfillable, ...unfilled(memory, definitions, left)],
    isUntouched: false,
  };
}

/** Those that are named, and what has to be there for them and is not. */
function meantBy(
  only: readonly string[] | undefined,
  definitions: readonly TableDefinition[],
  sparse: readonly SparseTable[],
): TableDefinition[] {
  if (only === undefined) return [...definitions];
  const empty = new Set(sparse.filter(({ rows }) => rows === 0).map(({ oid }) => oid));
  const meant = new Set(definitions.filter(({ name }) => only.includes(name)));
  for (const one of meant) {
    const parents = one.references.flatMap(({ sources }) => sources);
    for (const parent of definitions)
      if (parents.includes(parent.oid) && empty.has(parent.oid)) meant.add(parent);
  }
  return definitions.filter((one) => meant.has(one));
}

function madeSince(
  before: readonly SparseTable[],
  left: readonly SparseTable[],
  wanted: number,
): Filled["filled"] {
  return before
    .map(({ oid, name, rows }) => {
      const now = left.find((one) => one.oid === oid)?.rows ?? wanted;
      return { table: name, rows: now - rows };
    })
    .filter(({ rows }) => rows > 0);
}

async function readDefinitions(
  connection: Connection,
  tables: readonly SparseTable[],
): Promise<{ definitions: TableDefinition[]; types: Types }> {
  const oids = tables.map(({ oid }) => oid);
  const results = await readQualified(connection, definitionsQuery(oids), typesQuery(oids));
  const [definitions, types] = results.map((rows) => rows.map(([json]) => JSON.parse(json!)));
  return {
    definitions: referencedFirst(definitions as TableDefinition[]),
    types: new Map((types as TypeDefinition[]).map((type) => [type.oid, type])),
  };
}

/** Whether another try may end differently shows in the table, its rows, and whether its parents have any. */
function stateOf(table: TableDefinition, sparse: readonly SparseTable[]): string {
  const counts = sparse
    .filter(
      ({ oid }) =>
        oid === table.oid || table.references.some(({ sources }) => sources.includes(oid)),
    )
    .map(({ oid, rows }) => [oid, rows]);
  return JSON.stringify([table, counts]);
}

type Wanted = Required<Pick<FillOptions, "rows" | "tame">>;

async function planRows(
  connection: Connection,
  tables: readonly TableDefinition[],
  types: Types,
  sparse: readonly SparseTable[],
  { rows, tame }: Wanted,
): Promise<Planned[]> {
  if (tables.length === 0) return [];
  const withDomains = await solveDomains(connection, types);
  const plans: Planned[] = [];
  for (const table of tables) {
    const columns = ownColumns(table);
    const solutions = await solve(connection, table, columns, withDomains);
    const from = sparse.find(({ oid }) => oid === table.oid)!.rows;
    const to = Math.max(rows, ...table.columns.map(({ type }) => labelsOf(type, types)));
    plans.push({ plan: { table, types: withDomains, columns, solutions, tame }, from, to });
  }
  return plans;
}

/** Of a type with very many labels not every one gets a row. */
function labelsOf(type: string, types: Types): number {
  return Math.min(types.get(type)?.labels?.length ?? 0, 12);
}

function remember(
  memory: FillMemory,
  tables: readonly TableDefinition[],
  left: readonly SparseTable[],
  failures: Failures,
): void {
  for (const table of tables.filter(({ oid }) => left.some((one) => one.oid === oid))) {
    const state = stateOf(table, left);
    if (!memory.unfilled.has(state)) memory.unfilled.set(state, reasonFor(table, left, failures));
  }
}

function reasonFor(
  table: TableDefinition,
  left: readonly SparseTable[],
  failures: Failures,
): string {
  const refusal = failures.get(table.oid) ?? "its triggers or rules let no row in";
  const parents = table.references.filter(
    ({ sources }) =>
      !sources.includes(table.oid) &&
      sources.every((source) => left.some(({ oid, rows }) => oid === source && rows === 0)),
  );
  const needed = parents.find(({ columns }) =>
    columns.every((number) => table.columns.find((one) => one.number === number)?.notNull),
  );
  if (needed !== undefined) return emptyParent(needed);
  return parents[0] === undefined
    ? refusal
    : `${emptyParent(parents[0])}, and with NULL in place of it: ${refusal}`;
}

function emptyParent({ parentName }: TableDefinition["references"][number]): string {
  return `it refers to ${parentName}, which has no rows`;
}

function unfilled(
  memory: FillMemory,
  tables: readonly TableDefinition[],
  left: readonly SparseTable[],
): Unfilled[] {
  return tables
    .filter(({ oid }) => left.some((one) => one.oid === oid && one.rows === 0))
    .map((table) => ({ table: table.name, reason: memory.unfilled.get(stateOf(table, left))! }));
}
