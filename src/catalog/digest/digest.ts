import { createHash } from "node:crypto";
import { StatementError, type Connection } from "../../database/index.ts";
import { digestStatement, type IgnoredObjects } from "./statement.ts";

export type { IgnoredObjects };

/**
 * Every schema object's definition, hashed, with a name that a person understands. Equal texts mean equal schemas,
 * no matter which OIDs, statistics and rows there are.
 */
export interface Digest {
  /**
   * JSON, sorted: kind, name, what it belongs to, aspect, hash; as `["constraint", "chk", "app.users", null, "md5…"]`,
   * `["table", "app.users", null, "column order", "md5…"]`.
   */
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

/** `server_version_num` */
export async function versionOf(connection: Connection): Promise<number> {
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
export const sameForEverybody = `SELECT ${Object.entries({
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
