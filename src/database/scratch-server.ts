import type { Connection } from "./connection.ts";
import { openServer, type OpenServer } from "./open-server.ts";
import { Keeper } from "./scratch-keeper.ts";
import type { OpenScratches, Scratch, ScratchOptions } from "./scratches.ts";
import { onDatabase, type ServerSettings } from "./settings.ts";

type Address = string | ServerSettings;

/** Scratch databases on a server, one at a time. */
export async function openServerScratches(
  address: Address,
  { onLeftRoles }: ScratchOptions,
): Promise<OpenScratches> {
  const keeper = await Keeper.open(address);
  try {
    const roles = await roleNames(keeper.connection);
    return new ServerScratches(address, keeper, (now) => {
      const left = now.filter((name) => !roles.includes(name));
      if (left.length > 0) onLeftRoles?.(left);
    });
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

class ServerScratches implements OpenScratches {
  readonly #address: Address;
  readonly #keeper: Keeper;
  readonly #tellRoles: (names: readonly string[]) => void;
  /** Its session is absent while it is being made. */
  #present: { readonly name: string; session?: OpenServer } | undefined;

  constructor(address: Address, keeper: Keeper, tellRoles: (names: readonly string[]) => void) {
    this.#address = address;
    this.#keeper = keeper;
    this.#tellRoles = tellRoles;
  }

  async fresh(): Promise<Scratch> {
    await this.#drop();
    const name = await this.#keeper.newName();
    const present: { name: string; session?: OpenServer } = { name };
    this.#present = present;
    await this.#keeper.create(name);
    present.session = await openServer(onDatabase(this.#address, name));
    const connection = await withQuickSession(present.session.connection);
    return { connection, from: undefined, save: async () => {} };
  }

  async known(): Promise<undefined> {}

  async close(): Promise<void> {
    try {
      await this.#drop();
      this.#tellRoles(await roleNames(this.#keeper.connection));
    } finally {
      await this.#keeper.close();
    }
  }

  async #drop(): Promise<void> {
    if (this.#present === undefined) return;
    const { name, session } = this.#present;
    await session?.close();
    await this.#keeper.drop(name);
    this.#present = undefined;
  }
}

/**
 * For a session whose commits do not wait until they are on disk: what a crash would lose of a scratch database, nobody misses. It
 * compiles nothing: that takes longer than what is asked of small databases.
 * Source: PostgreSQL manual, 28.4 "Asynchronous Commit", 30 "Just-in-Time Compilation".
 */
const quick = ["SET synchronous_commit TO off", "SET jit TO off"];

async function withQuickSession(connection: Connection): Promise<Connection> {
  await connection.run(quick);
  return { ...connection, owner: { role: [], settings: quick } };
}

async function roleNames(keeper: Connection): Promise<string[]> {
  const rows = await keeper.query<{ name: string }>(
    "SELECT rolname AS name FROM pg_catalog.pg_roles ORDER BY rolname",
  );
  return rows.map(({ name }) => name);
}
