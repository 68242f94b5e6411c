import { isSameName } from "../schema/index.ts";
import type { Connection } from "../database/index.ts";
import { actionsIn } from "./actions.ts";
import type { RelationName } from "../sql/statement/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import type { Changes, Ledger } from "./ledger.ts";
import { commandModes, isStandalone, type StandaloneAction } from "./table/index.ts";
import { tracedLock, type RelationState } from "./relations.ts";
import type { TracedLock } from "./trace.ts";

/**
 * What a statement does that cannot be looked at from inside, as it holds its locks only while it runs; with the
 * relations that it names as they were before it ran.
 */
export interface UntraceableStatement {
  readonly action: StandaloneAction;
  readonly named: readonly RelationState[];
  readonly partition: RelationState | undefined;
}

/** Looks a statement up before it runs; undefined for one whose locks are not documented. */
export async function untraceableStatement(
  text: string,
  connection: Connection,
  ledger: Ledger,
): Promise<UntraceableStatement | undefined> {
  const [action, ...others] = actionsIn(text);
  if (action === undefined || others.length > 0 || !isStandalone(action)) return undefined;
  const find = async (name: RelationName) => ledger.known(await oidOf(connection, name));
  const named: RelationState[] = [];
  for (const name of namedIn(action)) {
    const found = await find(name);
    if (found !== undefined) named.push(found);
  }
  const partition = action.kind === "detach-partition" ? await find(action.partition) : undefined;
  return { action, named, partition };
}

/** The tables and indexes that a statement names. None where it means all there are. */
function namedIn(action: StandaloneAction): readonly RelationName[] {
  if (action.kind === "vacuum") return action.relations;
  if (action.kind === "drop") return [action.object];
  return action.relation === undefined ? [] : [action.relation];
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
  { action, named, partition }: UntraceableStatement,
  changes: Pick<Changes, "rewrites" | "builds">,
  ledger: Ledger,
): TracedLock[] {
  const modes = commandModes(action);
  const all = ledger.relations();
  const isNamed =
    namedIn(action).length > 0 && !named.some((one) => reachesPartitions(one, action));
  const chosen = isNamed ? named : all.filter(isMeant(action, changes));
  const tables = chosen.map((one) => ledger.known(one.table) ?? one);
  const indexes = all.filter((one) => isMetIndex(one, chosen, action));
  const locks = [
    ...tables.map((one) => tracedLock(one, modes.table, undefined)),
    ...(modes.index
      ? indexes.map((one) => tracedLock(one, modes.index!, ledger.known(one.table)))
      : []),
    ...(partition && modes.partition ? [tracedLock(partition, modes.partition, undefined)] : []),
  ];
  return unique(locks.filter((lock) => lock !== undefined));
}

/** Of a partitioned table or index each partition is done in a transaction of its own. */
function reachesPartitions({ kind }: RelationState, action: StandaloneAction): boolean {
  return /[pI]/.test(kind) && (action.kind === "reindex" || action.kind === "cluster");
}

function isMeant(
  action: StandaloneAction,
  { rewrites, builds }: Pick<Changes, "rewrites" | "builds">,
) {
  const changed = [...rewrites, ...builds.map(({ table }) => table)];
  const visitsAll = action.kind === "vacuum" && !action.full;
  return (relation: RelationState) =>
    /[rm]/.test(relation.kind) && (visitsAll || changed.some((one) => isSameName(one, relation)));
}

/** The indexes that are named, and those of tables that are reindexed. */
function isMetIndex(
  relation: RelationState,
  chosen: readonly RelationState[],
  action: StandaloneAction,
): boolean {
  if (relation.table === null) return false;
  return chosen.some(
    ({ oid }) => oid === relation.oid || (action.kind === "reindex" && oid === relation.table),
  );
}

function unique(locks: readonly TracedLock[]): TracedLock[] {
  return [...new Map(locks.map((lock) => [JSON.stringify(lock), lock])).values()];
}
