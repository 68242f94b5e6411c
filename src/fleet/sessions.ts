import { type Connection, type OpenServer, openServer, publicError } from "../database/index.ts";
import type { Member } from "./member.ts";
import type { FleetAddress, FleetSettings } from "./settings.ts";

type OpenOptions = Parameters<typeof openServer>[1];

interface Session extends OpenServer {
  readonly address: FleetAddress;
  /** How many runs have used it. */
  runs: number;
  /** Whether the last one may have left something in it. */
  isUsed: boolean;
  /** Since when it waits. */
  since: number;
}

/** For so many runs: what the server's process has read of the catalogs for each member stays in its memory. */
const mostRuns = 50;
/** A session that waits for longer may have been ended meanwhile. Milliseconds. */
const longestWait = 30_000;

/** Sessions of members' servers. What is done with one waits for whoever connects to the same address next, who finds it like new. */
export class Sessions {
  readonly #isOneDatabase: boolean;
  #waiting: Session[] = [];
  #isEnded = false;

  constructor({ members }: Pick<FleetSettings, "members">) {
    this.#isOneDatabase = "schemas" in members;
  }

  /** As `openServer`. */
  readonly open: typeof openServer = async (address, options = {}) => {
    const session = await this.#take(address, options);
    session.isUsed = true;
    session.runs++;
    return { connection: session.connection, close: () => this.#putBack(session) };
  };

  /** Asks what leaves nothing in a session. */
  async look<Result>(
    address: FleetAddress,
    ask: (connection: Connection) => Promise<Result>,
    options: OpenOptions,
  ): Promise<Result> {
    const session = await this.#take(address, options);
    try {
      return await ask(session.connection);
    } catch (error) {
      session.isUsed = true;
      throw publicError(error);
    } finally {
      await this.#putBack(session);
    }
  }

  /** A member has had its turn: its sessions end, where the next one has another database. */
  async leave({ address }: Member): Promise<void> {
    if (!this.#isOneDatabase) await this.#end((one) => one.address === address);
  }

  /** Ends all that wait; from now on none does. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#end(() => true);
  }

  async #end(isMeant: (one: Session) => boolean): Promise<void> {
    const meant = this.#waiting.filter(isMeant);
    this.#waiting = this.#waiting.filter((one) => !isMeant(one));
    await Promise.all(meant.map((one) => one.close()));
  }

  async #take(address: FleetAddress, options: OpenOptions): Promise<Session> {
    const waiting = this.#waiting.findLast((one) => one.address === address);
    if (waiting === undefined) {
      const opened = await openServer(address, options);
      return { ...opened, address, runs: 0, isUsed: false, since: 0 };
    }
    options?.whileConnecting?.();
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    if (await isLikeNew(waiting)) return waiting;
    await waiting.close();
    return this.#take(address, options);
  }

  async #putBack(session: Session): Promise<void> {
    if (this.#isEnded || session.runs >= mostRuns) return session.close();
    session.since = performance.now();
    this.#waiting.push(session);
  }
}

/** Source: PostgreSQL manual, DISCARD. */
async function isLikeNew(session: Session): Promise<boolean> {
  if (performance.now() - session.since > longestWait) return false;
  if (!session.isUsed) return true;
  try {
    await session.connection.query("DISCARD ALL");
  } catch {
    return false;
  }
  session.isUsed = false;
  return true;
}
