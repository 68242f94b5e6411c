import type { Connection } from "../database/index.ts";
import { readQualified, type TextRow } from "./session.ts";
import { contentOf, fromUserTables } from "./tables.ts";

/** A table that has no rows, and why it could not be given any. */
export interface Unfilled {
  /** `schema.name`. */
  readonly table: string;
  readonly reason: string;
}

/** A table with fewer rows than wanted. */
export interface SparseTable {
  readonly oid: string;
  /** `schema.name`. */
  readonly name: string;
  readonly rows: number;
}

/** The tables that have fewer rows than wanted, and those that cannot be given any. */
export async function sparseTables(
  connection: Connection,
  ignored: readonly string[],
  wanted: number,
): Promise<{ tables: SparseTable[]; unfillable: Unfilled[] }> {
  const [counted, others] = await readQualified(
    connection,
    countQuery(fromUserTables("r", ignored), wanted),
    `SELECT n.nspname || '.' || c.relname, c.relkind ${fromUserTables("pf", ignored)}
      AND (c.relkind = 'f' OR NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) WHERE isleaf)) ORDER BY 1`,
  );
  return { tables: sparseAmong(counted!, wanted), unfillable: others!.map(toUnfilled) };
}

/** Those of some tables that still have fewer rows than wanted. */
export async function stillSparse(
  connection: Connection,
  tables: readonly SparseTable[],
  wanted: number,
): Promise<SparseTable[]> {
  const oids = tables.map(({ oid }) => oid).join(", ");
  const from = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN (${oids})`;
  const [counted] = await readQualified(connection, countQuery(from, wanted));
  return sparseAmong(counted!, wanted);
}

function countQuery(from: string, wanted: number): string {
  return `SELECT c.oid, n.nspname || '.' || c.relname, ${contentOf("1 AS r", `LIMIT ${wanted}`)} ${from}`;
}

function sparseAmong(counted: readonly TextRow[], wanted: number): SparseTable[] {
  return counted
    .map(([oid, name, content]) => ({
      ...{ oid: oid!, name: name! },
      rows: content!.split("<r>").length - 1,
    }))
    .filter(({ rows }) => rows < wanted);
}

function toUnfilled([table, kind]: TextRow): Unfilled {
  const reason =
    kind === "f" ? "it is a foreign table" : "it has no partition that could take a row";
  return { table: table!, reason };
}
