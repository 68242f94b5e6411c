import type { Connection } from "../database/index.ts";
import type { AloneCommand, AloneStatement } from "../sql/statement/index.ts";
import { aloneStatement } from "../sql/statement/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import type { Changes, Ledger } from "./ledger.ts";
import type { LockMode } from "./table/index.ts";
import { isSameRelation, lockOn, type RelationState } from "./relations.ts";
import type { TracedLock } from "./trace.ts";

interface Modes {
  readonly table: LockMode;
  readonly index?: LockMode;
  readonly partition?: LockMode;
}

/**
 * The strongest locks of statements that cannot be looked at from inside: they hold them only while they run.
 * Source: PostgreSQL manual, the pages of the commands and 13.3.1; measured with several sessions on PostgreSQL 15.
 */
const documented: Readonly<Record<AloneCommand, Modes>> = {
  "create index concurrently": { table: "SHARE UPDATE EXCLUSIVE" },
  "drop index concurrently": { table: "SHARE UPDATE EXCLUSIVE", index: "SHARE UPDATE EXCLUSIVE" },
  reindex: { table: "SHARE", index: "ACCESS EXCLUSIVE" },
  "reindex concurrently": { table: "SHARE UPDATE EXCLUSIVE", index: "SHARE UPDATE EXCLUSIVE" },
  "detach partition concurrently": {
    table: "SHARE UPDATE EXCLUSIVE",
    partition: "ACCESS EXCLUSIVE",
  },
  vacuum: { table: "SHARE UPDATE EXCLUSIVE" },
  "vacuum full": { table: "ACCESS EXCLUSIVE" },
  cluster: { table: "ACCESS EXCLUSIVE" },
};

/** A statement of the table, with the relations that it names as they were before it ran. */
export interface Expectation {
  readonly statement: AloneStatement;
  readonly named: readonly RelationState[];
  readonly partition: RelationState | undefined;
}

/** Looks a statement up before it runs; undefined for what the table does not have. */
export async function expectationOf(
  text: string,
  connection: Connection,
  ledger: Ledger,
): Promise<Expectation | undefined> {
  const statement = aloneStatement(text);
  if (statement === undefined) return undefined;
  const find = async (name: RelationName) => ledger.known(await oidOf(connection, name));
  const named: RelationState[] = [];
  for (const name of statement.relations) {
    const found = await find(name);
    if (found !== undefined) named.push(found);
  }
  const { partition } = statement;
  return { statement, named, partition: partition && (await find(partition)) };
}

/** By the search path that the migration has. */
async function oidOf({ query }: Connection, { schema, name }: RelationName) {
  const quoted = [schema, name].flatMap((part) =>
    part === undefined ? [] : [quoteIdentifier(part)],
  );
  const [row] = await query<{ oid: string | null }>(
    "SELECT pg_catalog.to_regclass($1)::pg_catalog.oid::text AS oid",
    [quoted.join(".")],
  );
  return row?.oid;
}

/**
 * The locks of a statement that has run. Where it names no relation it means all, of which those count whose
 * storage changed; a plain VACUUM changes none and visits every table.
 */
export function documentedLocks(
  { statement, named, partition }: Expectation,
  changes: Pick<Changes, "rewrites" | "builds">,
  ledger: Ledger,
): TracedLock[] {
  const { command, relations } = statement;
  const modes = documented[command];
  const all = ledger.relations();
  const isNamed = relations.length > 0 && !named.some((one) => reachesPartitions(one, command));
  const chosen = isNamed ? named : all.filter(isMeant(command, changes));
  const tables = chosen.map((one) => ledger.known(one.table) ?? one);
  const indexes = all.filter((one) => isMetIndex(one, chosen, command));
  const locks = [
    ...tables.map((one) => lockOn(one, modes.table, undefined)),
    ...(modes.index
      ? indexes.map((one) => lockOn(one, modes.index!, ledger.known(one.table)))
      : []),
    ...(partition && modes.partition ? [lockOn(partition, modes.partition, undefined)] : []),
  ];
  return unique(locks.filter((lock) => lock !== undefined));
}

/** Of a partitioned table or index each partition is done in a transaction of its own. */
function reachesPartitions({ kind }: RelationState, command: AloneCommand): boolean {
  return /[pI]/.test(kind) && /^(?:reindex|cluster)/.test(command);
}

function isMeant(
  command: AloneCommand,
  { rewrites, builds }: Pick<Changes, "rewrites" | "builds">,
) {
  const touched = [...rewrites, ...builds.map(({ table }) => table)];
  return (relation: RelationState) =>
    /[rm]/.test(relation.kind) &&
    (command === "vacuum" || touched.some((one) => isSameRelation(one, relation)));
}

/** The indexes that are named, and those of tables that are reindexed. */
function isMetIndex(
  relation: RelationState,
  chosen: readonly RelationState[],
  command: AloneCommand,
): boolean {
  if (relation.table === null) return false;
  return chosen.some(
    ({ oid }) => oid === relation.oid || (command.startsWith("reindex") && oid === relation.table),
  );
}

function unique(locks: readonly TracedLock[]): TracedLock[] {
  return [...new Map(locks.map((lock) => [JSON.stringify(lock), lock])).values()];
}
