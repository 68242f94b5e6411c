import type { Connection } from "../database/index.ts";
import type { ReadIndex, ReadTable } from "./partition-sums.ts";

/** What a table is on one node: the sums over its shards there. */
interface ShardSums extends Pick<
  ReadTable,
  "rows" | "deadRows" | "heapBytes" | "tableBytes" | "totalBytes" | "rates"
> {
  readonly oid: string;
  /** Whether each node has all of it. */
  readonly isCopy: boolean;
  /** Bytes by the name of the index. */
  readonly indexes: Readonly<Record<string, number>> | null;
}

/** Asks each node one thing, in a connection of its own; a node that fails is an error. */
type AskNodes = <Value>(select: string) => Promise<Value[]>;

/**
 * Tables of a database that Citus spreads, as the shards of all nodes are: of themselves they are empty. What it does not
 * distribute stays as it is read.
 * @param shardsQuery asks a node for `ShardSums` of its shards, as JSON
 */
export async function withShards(
  connection: Connection,
  tables: readonly ReadTable[],
  shardsQuery: string,
): Promise<readonly ReadTable[]> {
  const found = await distributedTables(connection);
  const sums = sumNodes((await asking(connection)<ShardSums[]>(shardsQuery)).flat());
  return tables.map((table) => {
    const named = found.get(table.oid);
    const sum = named === undefined ? undefined : sums.get(named);
    return sum === undefined
      ? table
      : { ...table, ...sum, indexes: sized(table.indexes, sum.bytes) };
  });
}

/** The names by which all nodes call the tables, by their oids here. */
async function distributedTables(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.query<{ oid: string; name: string }>(
    `SELECT logicalrelid::oid::text AS oid, n.nspname || '.' || c.relname AS name
      FROM pg_catalog.pg_dist_partition JOIN pg_catalog.pg_class c ON c.oid = logicalrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
  );
  return new Map(rows.map(({ oid, name }) => [oid, name]));
}

/** Source: Citus documentation, "Manual Query Propagation". */
function asking(connection: Connection): AskNodes {
  return async (select) => {
    const answers = await connection.query<{ result: string }>(
      "SELECT result FROM pg_catalog.run_command_on_all_nodes($1)",
      [select],
    );
    return answers.map(({ result }) => JSON.parse(result));
  };
}

interface Summed extends Omit<ShardSums, "oid" | "isCopy" | "indexes"> {
  readonly bytes: ReadonlyMap<string, number>;
}

/** Of a table that each node has all of, that of one node. */
function sumNodes(all: readonly ShardSums[]): ReadonlyMap<string, Summed> {
  const sums = new Map<string, Summed>();
  for (const { oid, isCopy, indexes, ...own } of all) {
    const before = sums.get(oid);
    if (before !== undefined && isCopy) continue;
    const bytes = new Map(Object.entries(indexes ?? {}));
    const one = { ...own, bytes };
    sums.set(oid, before === undefined ? one : added(before, one));
  }
  return sums;
}

function added(one: Summed, other: Summed): Summed {
  const sum = (of: "deadRows" | "heapBytes" | "tableBytes" | "totalBytes") => one[of] + other[of];
  const rates = Object.entries(one.rates).map(([name, rate]) => [
    name,
    rate + other.rates[name as keyof typeof other.rates],
  ]);
  const names = [...one.bytes.keys(), ...other.bytes.keys()];
  return {
    rows: one.rows === null || other.rows === null ? null : one.rows + other.rows,
    deadRows: sum("deadRows"),
    heapBytes: sum("heapBytes"),
    tableBytes: sum("tableBytes"),
    totalBytes: sum("totalBytes"),
    rates: Object.fromEntries(rates) as unknown as Summed["rates"],
    bytes: new Map(
      names.map((name) => [name, (one.bytes.get(name) ?? 0) + (other.bytes.get(name) ?? 0)]),
    ),
  };
}

function sized(indexes: readonly ReadIndex[], bytes: ReadonlyMap<string, number>): ReadIndex[] {
  return indexes.map((index) => ({ ...index, bytes: bytes.get(index.name) ?? index.bytes }));
}
