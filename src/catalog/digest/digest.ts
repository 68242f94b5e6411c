import { createHash } from "node:crypto";
import { StatementError, type Connection } from "../../database/index.ts";
import { digestStatement, type IgnoredObjects } from "./statement.ts";

export type { IgnoredObjects };

/**
 * Every schema object's definition, hashed, by a name that a person understands. Equal texts mean equal schemas,
 * no matter which OIDs, statistics and rows there are.
 */
export interface Digest {
  /** JSON: `{ "table app.users": "md5…", "column order of app.users": "md5…", … }`, sorted by name. */
  readonly text: string;
}

/**
 * Reads a digest of all schema objects, the members of extensions excepted: an extension stands for them.
 * It takes a transaction of its own, so none may be open; no setting is left changed.
 * @throws StatementError | LostConnection
 */
export async function readDigest(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const known = prepared.get(connection)?.get(keyOf(ignored));
  const digest = known === undefined ? undefined : await execute(connection, known);
  return digest ?? prepareAndExecute(connection, ignored);
}

/** Which objects only one of two digests has, and which both have with different definitions. Each list is sorted. */
export function differingObjects(
  first: Digest,
  second: Digest,
): { onlyFirst: string[]; onlySecond: string[]; changed: string[] } {
  const [one, other] = [hashesOf(first), hashesOf(second)];
  const names = [...one.keys()];
  return {
    onlyFirst: names.filter((name) => !other.has(name)),
    onlySecond: [...other.keys()].filter((name) => !one.has(name)),
    changed: names.filter((name) => other.has(name) && other.get(name) !== one.get(name)),
  };
}

const undescribed =
  /^(?:cast|operator|operator class|operator family|statistics|text search \S+|language|transform for|conversion|access method) /;

/** The objects in a digest that a catalog does not describe, by their names. */
export function undescribedObjects(digest: Digest): string[] {
  return [...hashesOf(digest).keys()].filter((name) => undescribed.test(name));
}

/** The objects that a catalog does not describe, of those that one of two digests has not, or has otherwise. */
export function undescribedChanges(before: Digest, after: Digest): string[] {
  const { onlyFirst, onlySecond, changed } = differingObjects(before, after);
  return [...onlyFirst, ...onlySecond, ...changed].filter((name) => undescribed.test(name));
}

function hashesOf({ text }: Digest): Map<string, string> {
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/** The names of the statements that a session has prepared, by what they ignore: planning takes longer than running. */
const prepared = new WeakMap<Connection, Map<string, string>>();

function keyOf({ schema, name, clusterWide = false }: IgnoredObjects): string {
  return JSON.stringify([schema, name, clusterWide]);
}

async function prepareAndExecute(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const statement = digestStatement(await versionOf(connection), ignored);
  const name = `pgmaestro_digest_${createHash("md5").update(statement).digest("hex")}`;
  const digest = (await execute(connection, name)) ?? (await execute(connection, name, statement));
  remember(connection, keyOf(ignored), name);
  return digest!;
}

async function versionOf(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ version: string }>(
    "SELECT pg_catalog.current_setting('server_version_num') AS version",
  );
  return Number(row!.version);
}

function remember(connection: Connection, key: string, name: string): void {
  const names = prepared.get(connection) ?? new Map<string, string>();
  prepared.set(connection, names.set(key, name));
}

/** @returns undefined where the session has no such prepared statement: never had, or a migration discarded it */
async function execute(
  connection: Connection,
  name: string,
  statement?: string,
): Promise<Digest | undefined> {
  let text: string | undefined;
  const prepare = statement === undefined ? [] : [`PREPARE ${name} AS ${statement}`];
  const statements = ["BEGIN", sameForEverybody, ...prepare, `EXECUTE ${name}`, "COMMIT"];
  try {
    await connection.run(statements, {
      row: (index, [value]) => {
        if (index === statements.length - 2) text = value!;
      },
    });
  } catch (error) {
    if (isUnknownStatement(error)) return undefined;
    throw error;
  }
  return { text: text! };
}

function isUnknownStatement(error: unknown): boolean {
  return error instanceof StatementError && error.server.sqlState === "26000"; // invalid_sql_statement_name
}

/**
 * For the transaction: settings that definitions are printed by, as pg_dump sets them, and no time spent on
 * compiling. Source: PostgreSQL manual, 9.28.1 "Configuration Settings Functions".
 */
const sameForEverybody = `SELECT ${Object.entries({
  search_path: "pg_catalog, pg_temp",
  quote_all_identifiers: "off",
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  extra_float_digits: "3",
  bytea_output: "hex",
  jit: "off",
})
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
  .join(", ")}`;
