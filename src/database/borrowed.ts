import { InvalidRequestError } from "../errors/index.ts";
import { quoteIdentifier } from "../sql/quote.ts";
import { LostConnection, type Connection } from "./connection.ts";

interface SessionState {
  readonly role: string;
  readonly settings: Record<string, string>;
}

/**
 * Acts on a session that somebody else opened, and leaves it as it was found: connected, in no
 * transaction, with the settings and the role it had.
 * @throws InvalidRequestError when the session is inside a transaction
 */
export async function withBorrowedSession<Result>(
  connection: Connection,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  await refuseOpenTransaction(connection);
  const before = await readSession(connection);
  try {
    return await action(connection);
  } finally {
    await restoreSession(connection, before);
  }
}

async function refuseOpenTransaction(connection: Connection): Promise<void> {
  if (!(await connection.inTransaction())) return;
  throw new InvalidRequestError(
    "The given client is inside a transaction",
    "Commit or roll back first, or hand in a pool or a URL.",
  );
}

/** What was set in this session, as opposed to what came with the role, the database or the connection. */
async function readSession(connection: Connection): Promise<SessionState> {
  const [row] = await connection.query<{ role: string; settings: string }>(
    `SELECT pg_catalog.current_setting('role') AS role,
      (SELECT coalesce(pg_catalog.json_object_agg(name, setting), '{}')::text
        FROM pg_catalog.pg_settings WHERE source = 'session' AND name <> 'role') AS settings`,
  );
  return { role: row!.role, settings: JSON.parse(row!.settings) as Record<string, string> };
}

async function restoreSession(connection: Connection, before: SessionState): Promise<void> {
  try {
    await setConfig(connection, "role", before.role);
    const now = await readSession(connection);
    const added = Object.keys(now.settings).filter((name) => !(name in before.settings));
    for (const name of added)
      await connection.query(`RESET ${name.split(".").map(quoteIdentifier).join(".")}`);
    const changed = Object.entries(before.settings).filter(
      ([name, value]) => now.settings[name] !== value,
    );
    for (const [name, value] of changed) await setConfig(connection, name, value);
  } catch (error) {
    if (!(error instanceof LostConnection)) throw error;
  }
}

async function setConfig(connection: Connection, name: string, value: string): Promise<void> {
  await connection.query("SELECT pg_catalog.set_config($1, $2, false)", [name, value]);
}
