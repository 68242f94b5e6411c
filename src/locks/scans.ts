import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import { codeOnly } from "../sql/text/index.ts";
import type { Changes, Ledger } from "./ledger.ts";
import type { Told } from "./messages.ts";
import { isSameRelation, nameOf, type HeldRelation } from "./relations.ts";
import type { LockMode } from "./table/index.ts";
import type { TracedStatement } from "./trace.ts";

type Scans = TracedStatement["scans"];

/** What is known when a statement has run. */
export interface Scene {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly held: readonly HeldRelation[];
  readonly changes: Changes;
}

/** The tables that a statement read from end to end, beside those that it rewrote or built indexes for. */
export async function scansOf(text: string, told: Told, scene: Scene): Promise<Scans> {
  const { changes } = scene;
  const scans = [
    ...verifiedTables(told.verified, scene),
    ...(await validatedTables(told.validates, scene)),
    ...silentScans(codeOnly(text).trim(), told.remarks, scene),
  ];
  return scans.filter((scan) => changes.rewrites.every((one) => !isSameRelation(one, scan)));
}

/** The server names a table as it is called by now. */
function verifiedTables(names: readonly string[], { held, ledger }: Scene): Scans {
  return names.flatMap((name) =>
    held.flatMap(({ oid, state }) => {
      const relation = ledger.known(oid);
      const isIt = state?.name === name && state.table === null && relation !== undefined;
      return isIt ? [{ ...nameOf(relation), why: `verifying table "${name}"` }] : [];
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
async function validatedTables(names: readonly string[], scene: Scene): Promise<Scans> {
  if (names.length === 0) return [];
  const keys = await foreignKeys(names, scene.connection);
  const { held, ledger } = scene;
  const isHeld = (oid: string) => held.some((one) => one.oid === oid);
  const scans = keys
    .filter(({ oid, from }) => isHeld(from) && ledger.isNewlyValid(oid))
    .flatMap(({ name, from, to }) =>
      [from, to].flatMap((oid) => {
        const relation = ledger.known(oid);
        const why = `validating foreign key constraint "${name}"`;
        return relation && relation.kind !== "p" ? [{ ...nameOf(relation), why }] : [];
      }),
    );
  return unique(scans);
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
function silentScans(code: string, remarks: readonly string[], scene: Scene): Scans {
  if (/^alter\s+domain\b/i.test(code))
    return lockedTables("SHARE", "checking the domain's values", scene);
  if (!/^create\b[^(]*\btable\b[^(]*\bpartition\s+of\b/i.test(code)) return [];
  return lockedTables("ACCESS EXCLUSIVE", "checking the default partition", scene).filter(
    ({ name }) => !remarks.some((text) => text.includes(`"${name}" is implied`)),
  );
}

/** The tables with rows of their own on which a lock is new. */
function lockedTables(mode: LockMode, why: string, { changes, held, ledger }: Scene): Scans {
  const plain = held.flatMap(({ oid }) => {
    const relation = ledger.known(oid);
    return relation?.kind === "r" ? [relation] : [];
  });
  return changes.locks
    .filter((lock) => lock.mode === mode && plain.some((one) => isSameRelation(one, lock)))
    .map((lock) => ({ ...nameOf(lock), why }));
}

function unique(scans: Scans): Scans {
  return [...new Map(scans.map((scan) => [JSON.stringify(scan), scan])).values()];
}
