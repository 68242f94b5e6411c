import { type Connection, openServer, type OpenServer, publicError } from "../database/index.ts";
import type { FleetAddress } from "./settings.ts";

/** Connections for short questions; where all members are on one database they are kept for the next one. */
export class Looks {
  readonly #keeps: boolean;
  readonly #idle: OpenServer[] = [];

  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  async at<Result>(
    address: FleetAddress,
    ask: (connection: Connection) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const opened = this.#idle.pop() ?? (await openServer(address, { signal, idleLimit }));
    let isSound = false;
    try {
      const result = await ask(opened.connection);
      isSound = true;
      return result;
    } catch (error) {
      throw publicError(error);
    } finally {
      if (this.#keeps && isSound) this.#idle.push(opened);
      else await opened.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((one) => one.close()));
  }
}

/** Seconds. */
const idleLimit = { own: 30, migrations: 0 };
