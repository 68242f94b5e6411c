import type { Connection, OpenServer } from "../database/index.ts";
import type { CommandProgress } from "../events.ts";
import { CommandPace } from "./command-progress.ts";
import { lookingAt, nobody, type Sighting } from "./sighting.ts";

/** How long other sessions may wait for us, in seconds; 0 is without a limit. */
interface Tolerance {
  /** While our statement waits itself. */
  readonly whileWaiting: number;
  /** While it holds what they wait for. */
  readonly whileHolding: number;
}

const firstLook = 250;
const betweenLooks = 250;
/** For how long the answer to a look is awaited that nobody needs any more. */
const lastLook = 2_000;

interface Watched {
  /** The server process that is looked at. */
  readonly pid: number;
  open(signal: AbortSignal): Promise<OpenServer>;
  /** Lets go of the server, whatever was asked of it. */
  readonly abandon?: AbortSignal | undefined;
  readonly tolerance: Tolerance;
  /** Called at each look, with what was seen at the one before. */
  seen(now: Look, before: Sighting): void;
  /** Ends what is in the way, where that is asked for, over the second connection. */
  endBlockers?(connection: Connection, now: Sighting): Promise<void>;
  /** Called once, where no further connection is to be had. */
  blind(error: unknown): void;
}

/** A look at what runs. */
export interface Look extends Omit<Sighting, "progress"> {
  /** How long it runs. */
  readonly seconds: number;
  readonly progress?: CommandProgress;
}

/**
 * Looks from a connection of its own at a session that runs longer than a moment: from whom it waits, and who waits for it. Ends its
 * statement when others have waited for too long.
 */
export class Watcher {
  readonly #watched: Watched;
  #session: OpenServer | undefined;
  #sight: (() => Promise<Sighting>) | undefined;
  #isBlind = false;
  readonly #closing = new AbortController();
  readonly #drop = () => {
    this.#closing.abort();
    this.#session?.connection.abandon("Nobody waits for its answer");
  };
  /** What runs now; another object each time. */
  #turn: object | undefined;
  #since = 0;
  #migration = () => "";
  #pace = new CommandPace();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #cancelling: Promise<unknown> = Promise.resolve();
  #last = nobody;
  #reported = nobody;
  #isCancelled = false;
  #mayCancel = true;

  constructor(watched: Watched) {
    this.#watched = watched;
    watched.abandon?.addEventListener("abort", this.#drop, { once: true });
  }

  /** What was seen last of what ran since `begin`. */
  get last(): Sighting {
    return this.#last;
  }

  /** Whether what ran since `begin` was ended because others waited. */
  get hasCancelled(): boolean {
    return this.#isCancelled;
  }

  /** The migration whose turn it is. */
  get migration(): string {
    return this.#migration();
  }

  /**
   * @param mayCancel whether what runs is ended when others wait for too long
   * @param migration whose turn it is
   */
  begin(mayCancel: boolean, migration: () => string): void {
    this.#migration = migration;
    this.#last = nobody;
    this.#isCancelled = false;
    this.#mayCancel = mayCancel;
    this.#turn = {};
    this.#since = performance.now();
    this.#pace = new CommandPace();
    this.#lookIn(firstLook, this.#turn);
  }

  /** After it nothing is seen or ended of what ran; only a request to end it is awaited, which must not hit what runs next. */
  async end(): Promise<void> {
    this.#turn = undefined;
    clearTimeout(this.#timer);
    await this.#cancelling;
  }

  async close(): Promise<void> {
    await this.end();
    this.#closing.abort();
    const looked = this.#looking.then(() => this.#session?.close());
    const giveUp = setTimeout(this.#drop, lastLook);
    await looked;
    clearTimeout(giveUp);
    this.#watched.abandon?.removeEventListener("abort", this.#drop);
  }

  #lookIn(ms: number, turn: object): void {
    const before = this.#looking;
    this.#timer = setTimeout(() => {
      this.#looking = before
        .then(() => this.#look(turn))
        .catch((error: unknown) => this.#stopLooking(error));
    }, ms);
    this.#timer.unref();
  }

  async #look(turn: object): Promise<void> {
    if (this.#isBlind || this.#turn !== turn) return;
    this.#session ??= await this.#watched.open(this.#closing.signal);
    const { connection } = this.#session;
    this.#sight ??= lookingAt(connection, this.#watched.pid);
    const sighting = await this.#sight();
    if (this.#turn !== turn) return;
    this.#last = sighting;
    this.#watched.seen(this.#lookOf(sighting), this.#reported);
    this.#reported = sighting;
    await this.#watched.endBlockers?.(connection, sighting);
    if (this.#turn !== turn) return;
    if (this.#mayCancel && !this.#isCancelled && isTooLong(sighting, this.#watched.tolerance))
      await this.#cancel(connection);
    if (this.#turn === turn) this.#lookIn(betweenLooks, turn);
  }

  #lookOf({ blockers, waiting, progress }: Sighting): Look {
    const now = performance.now();
    return {
      seconds: (now - this.#since) / 1000,
      blockers,
      waiting,
      ...(progress && { progress: this.#pace.seen(progress, now) }),
    };
  }

  #cancel(connection: Connection): Promise<unknown> {
    this.#isCancelled = true;
    const request = "SELECT pg_catalog.pg_cancel_backend($1)";
    this.#cancelling = connection.query(request, [this.#watched.pid]).catch(() => {});
    return this.#cancelling;
  }

  #stopLooking(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    if (!this.#isBlind) this.#watched.blind(error);
    this.#isBlind = true;
  }
}

function isTooLong({ blockers, waiting }: Sighting, tolerance: Tolerance): boolean {
  const limit = blockers.length > 0 ? tolerance.whileWaiting : tolerance.whileHolding;
  return limit > 0 && waiting.sessions > 0 && waiting.longestSeconds >= limit;
}
