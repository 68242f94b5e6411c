import { DatabaseError } from "../errors/index.ts";
import type { CitusNode } from "./citus.ts";
import { StatementError, type Connection } from "./connection.ts";
import { openServer } from "./open-server.ts";
import { onDatabase, onNode, type ServerSettings } from "./settings.ts";
import { runDrop } from "./whole-database.ts";

type Address = string | ServerSettings;

/** The nodes beside the coordinator on which a database of ours is to be made and dropped, too. */
export class WorkerNodes {
  readonly #address: Address;
  readonly #nodes: readonly CitusNode[];

  constructor(address: Address, nodes: readonly CitusNode[]) {
    this.#address = address;
    this.#nodes = nodes;
  }

  /** Whether a database is spread over several nodes. */
  get isDistributed(): boolean {
    return this.#nodes.length > 0;
  }

  /**
   * Makes a database on each of them that the coordinator has by then, and joins it there with theirs.
   * @param create makes an empty one
   */
  async join(name: string, create: (connection: Connection) => Promise<void>): Promise<void> {
    if (!this.isDistributed) return;
    for (const node of this.#workers) {
      await this.#on(node, undefined, create);
      await this.#on(node, name, (connection) => connection.query(createExtension));
    }
    await withServer(onDatabase(this.#address, name), async (connection) => {
      await connection.query(createExtension);
      for (const node of this.#nodes) await addNode(connection, node);
    });
  }

  /** Drops a database from each of them. */
  async drop(name: string): Promise<void> {
    for (const node of this.#workers)
      await this.#on(node, undefined, (connection) => runDrop(connection, name, true));
  }

  /** The names of databases on them that match. */
  async databases(shape: string): Promise<string[]> {
    const names = new Set<string>();
    for (const node of this.#workers)
      for (const { name } of await this.#on(node, undefined, (connection) =>
        connection.query<{ name: string }>(ownedDatabases, [shape]),
      ))
        names.add(name);
    return [...names];
  }

  get #workers(): readonly CitusNode[] {
    return this.#nodes.filter(({ isCoordinator }) => !isCoordinator);
  }

  /** Acts on a connection to one of our databases on a node, or to the one that the address names. */
  async #on<Result>(
    node: CitusNode,
    database: string | undefined,
    action: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const address = onNode(this.#address, node);
    try {
      return await withServer(
        database === undefined ? address : onDatabase(address, database),
        action,
      );
    } catch (error) {
      throw error instanceof StatementError ? onNodeFailed(node, error) : error;
    }
  }
}

const createExtension = "CREATE EXTENSION IF NOT EXISTS citus";

/** The databases whose names match $1 and that this role may drop. */
export const ownedDatabases = `SELECT datname::text AS name FROM pg_catalog.pg_database
  WHERE datname ~ $1 AND pg_catalog.pg_has_role(datdba, 'USAGE')`;

async function withServer<Result>(
  address: Address,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const { connection, close } = await openServer(address);
  try {
    return await action(connection);
  } finally {
    await close();
  }
}

/** Source: Citus documentation, "Citus Utility Functions", cluster management. */
async function addNode(
  connection: Connection,
  { host, port, isCoordinator, hasShards }: CitusNode,
): Promise<void> {
  const add = isCoordinator ? "citus_set_coordinator_host" : "citus_add_node";
  await connection.query(`SELECT pg_catalog.${add}($1::text, $2::int)`, [host, port]);
  if (hasShards === isCoordinator)
    await connection.query(
      "SELECT pg_catalog.citus_set_node_property($1::text, $2::int, 'shouldhaveshards', $3::bool)",
      [host, port, hasShards],
    );
}

function onNodeFailed({ host, port }: CitusNode, { server }: StatementError): DatabaseError {
  return new DatabaseError(
    `The Citus node ${host}:${port} refused what a scratch database needs`,
    server,
  );
}
