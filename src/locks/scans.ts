import { isSameName } from "../schema/index.ts";
import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import type { Action } from "../sql/statement/index.ts";
import type { Changes, Ledger } from "./ledger.ts";
import type { SortedMessages } from "./messages.ts";
import { fullNameOf, type HeldRelation } from "./relations.ts";
import type { LockMode } from "./table/index.ts";
import type { TracedScan } from "./trace.ts";

type Scans = readonly TracedScan[];

/** What is known when a statement has run. */
export interface TracedMoment {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly held: readonly HeldRelation[];
  readonly changes: Changes;
}

/** The tables that a statement read from end to end, beside those that it rewrote or built indexes for. */
export async function scansOf(
  actions: readonly Action[],
  messages: SortedMessages,
  moment: TracedMoment,
): Promise<Scans> {
  const { changes } = moment;
  const scans = [
    ...verifiedTables(messages.verified, moment),
    ...(await validatedTables(messages.validates, moment)),
    ...silentScans(actions, messages, moment),
  ];
  return scans.filter((scan) => changes.rewrites.every((one) => !isSameName(one, scan)));
}

/** The server names a table as it is called by now. */
function verifiedTables(names: readonly string[], { held, ledger }: TracedMoment): Scans {
  return names.flatMap((name) =>
    held.flatMap(({ oid, state }) => {
      const relation = ledger.known(oid);
      const isIt = state?.name === name && state.table === null && relation !== undefined;
      return isIt ? [{ ...fullNameOf(relation), why: `verifying table "${name}"` }] : [];
    }),
  );
}

interface ForeignKey {
  readonly oid: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Both sides of foreign keys that were checked for all rows; a partitioned side has none itself. */
async function validatedTables(names: readonly string[], moment: TracedMoment): Promise<Scans> {
  if (names.length === 0) return [];
  const keys = await foreignKeys(names, moment.connection);
  const { held, ledger } = moment;
  const isHeld = (oid: string) => held.some((one) => one.oid === oid);
  return unique(
    keys
      .filter(({ oid, from }) => isHeld(from) && ledger.isNewlyValid(oid))
      .flatMap((key) => sidesOf(key, ledger)),
  );
}

function sidesOf({ name, from, to }: ForeignKey, ledger: Ledger): Scans {
  const why = `validating foreign key constraint "${name}"`;
  const sides = [
    { oid: from, foreignKey: "referencing" },
    { oid: to, foreignKey: "referenced" },
  ] as const;
  return sides.flatMap(({ oid, foreignKey }) => {
    const relation = ledger.known(oid);
    return relation && relation.kind !== "p" ? [{ ...fullNameOf(relation), why, foreignKey }] : [];
  });
}

/** The server names a constraint without its table; what it validated, this transaction has written. */
function foreignKeys(names: readonly string[], { query }: Connection): Promise<ForeignKey[]> {
  return query<ForeignKey>(
    `SELECT oid::text AS oid, conname AS name, conrelid::text AS "from", confrelid::text AS "to"
      FROM pg_catalog.pg_constraint
      WHERE contype = 'f' AND convalidated
        AND xmin::text::pg_catalog.int8 >= pg_catalog.txid_current() % 4294967296
        AND conname IN (${names.map(quoteLiteral).join(", ")})
      ORDER BY oid`,
  );
}

/**
 * Scans of which the server says nothing: of tables that use a domain, and of a default partition.
 * Source: PostgreSQL's typecmds.c "validateDomainCheckConstraint", partbounds.c "check_default_partition_contents".
 */
function silentScans(
  actions: readonly Action[],
  { implied }: SortedMessages,
  moment: TracedMoment,
): Scans {
  if (actions.some(({ kind }) => kind === "alter-domain"))
    return lockedTables("SHARE", "checking the domain's values", moment);
  if (!actions.some((action) => action.kind === "create-table" && action.partitionOf)) return [];
  const scans = lockedTables("ACCESS EXCLUSIVE", "checking the default partition", moment);
  return scans.filter(({ name }) => !implied.includes(name));
}

/** The tables with rows of their own on which a lock is new. */
function lockedTables(mode: LockMode, why: string, { changes, held, ledger }: TracedMoment): Scans {
  const plain = held.flatMap(({ oid }) => {
    const relation = ledger.known(oid);
    return relation?.kind === "r" ? [relation] : [];
  });
  return changes.locks
    .filter((lock) => lock.mode === mode && plain.some((one) => isSameName(one, lock)))
    .map((lock) => ({ ...fullNameOf(lock), why }));
}

/** One scan of each table for each reason; that of the referencing side where it is on both. */
function unique(scans: Scans): Scans {
  const found = new Map<string, TracedScan>();
  for (const scan of scans) {
    const key = JSON.stringify([scan.schema, scan.name, scan.why]);
    if (!found.has(key) || scan.foreignKey === "referencing") found.set(key, scan);
  }
  return [...found.values()];
}
