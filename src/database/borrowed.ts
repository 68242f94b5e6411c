import { InvalidRequestError } from "../errors/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { LostConnection, type Connection, type OwnerSettings } from "./connection.ts";

interface SessionState {
  /** `session_authorization` and `role`, in the order in which they are to be set. */
  readonly roles: Record<string, string>;
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
    return await action({ ...connection, owner: ownerSettings(before) });
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
  const [row] = await connection.query<{ roles: string; settings: string }>(
    `SELECT pg_catalog.json_build_object(
        'session_authorization', session_user,
        'role', pg_catalog.current_setting('role'))::text AS roles,
      (SELECT coalesce(pg_catalog.json_object_agg(name, setting), '{}')::text
        FROM pg_catalog.pg_settings WHERE source = 'session' AND name NOT IN (${ofTransaction})
          AND name <> 'role') AS settings`,
  );
  return {
    roles: JSON.parse(row!.roles) as Record<string, string>,
    settings: JSON.parse(row!.settings) as Record<string, string>,
  };
}

/** What is only set for a transaction counts as set in the session from then on, but cannot be reset. */
const ofTransaction = "'transaction_isolation', 'transaction_read_only', 'transaction_deferrable'";

function ownerSettings({ roles, settings }: SessionState): OwnerSettings {
  return {
    role: Object.entries(roles).map(setConfig),
    settings: Object.entries(settings).map(setConfig),
  };
}

async function restoreSession(connection: Connection, before: SessionState): Promise<void> {
  try {
    for (const statement of ownerSettings(before).role) await connection.query(statement);
    const now = await readSession(connection);
    const added = Object.keys(now.settings).filter((name) => !(name in before.settings));
    for (const name of added)
      await connection.query(`RESET ${name.split(".").map(quoteIdentifier).join(".")}`);
    const changed = Object.entries(before.settings).filter(
      ([name, value]) => now.settings[name] !== value,
    );
    for (const setting of changed) await connection.query(setConfig(setting));
  } catch (error) {
    if (!(error instanceof LostConnection)) throw error;
  }
}

function setConfig([name, value]: readonly [string, string]): string {
  return `SELECT pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`;
}
