import { setTimeout as sleep } from "node:timers/promises";
import { isAddress, isEmbeddedUrl, withConnection, type Connection } from "../database/index.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { TargetOptions } from "./options.ts";

const looks = 3;
const patience = 5_000;

/**
 * Refuses a pooler that gives each transaction another session of the server: there no lock and no setting holds. Only where
 * something stands between us and the server, as its process numbers show, is it asked.
 * @param serverPid the process that the lock was taken in
 * @throws ConfigurationError
 */
export async function refuseTransactionPooler(
  { connection }: { readonly connection: Connection },
  options: TargetOptions,
  serverPid: number,
): Promise<void> {
  const { database } = options;
  const { backendPid } = connection;
  if (backendPid === undefined || backendPid === serverPid) return;
  if (!isAddress(database) || isEmbeddedUrl(database)) return;
  const connect = { extensions: () => [], lockWait: 0 };
  const looking = withConnection(database, connect, (other) => sharesSession(connection, other));
  const tooLate = sleep(patience, false, { ref: false }); // as where a pooler of sessions has none to spare
  if (await Promise.race([looking.catch(() => false), tooLate])) throw pooled();
}

/** Whether, while one connection has no transaction open, its session is another one's. */
async function sharesSession(connection: Connection, other: Connection): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    const before = await processOf(connection);
    const between = await processInTransaction(other);
    const isShared = before === between || before !== (await processOf(connection));
    await other.query("ROLLBACK");
    if (isShared) return true;
  }
  return false;
}

async function processOf(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ pid: number }>(
    "SELECT pg_catalog.pg_backend_pid() AS pid",
  );
  return row!.pid;
}

async function processInTransaction(connection: Connection): Promise<number> {
  await connection.query("BEGIN");
  return processOf(connection);
}

function pooled(): ConfigurationError {
  return new ConfigurationError(
    "Between pgmaestro and the server stands a pooler in transaction mode: each transaction has another session, so that no lock and no setting holds",
    "Give the server's own URL, or one by which the pooler keeps a session (mode `session`, often on another port).",
  );
}
