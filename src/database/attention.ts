import { setTimeout as sleep } from "node:timers/promises";
import { requestCancel, type Cancellable } from "./cancel-request.ts";

/** What is used of a connected client of `pg` while it is asked something. */
export interface Attended extends Cancellable {
  /** Whether its socket keeps the process alive. */
  ref?(): void;
  unref?(): void;
}

export interface AttentionOptions {
  /** Whether the connection is our own, so that it keeps the process alive only while something is asked of it. */
  readonly isOurs?: boolean;
  /** After how many seconds without a byte from a server that was asked something the connection is given up; 0 for never. */
  readonly idleLimit?: IdleLimit | undefined;
}

/** Of statements of ours, and of those of migrations, which may take long. */
export interface IdleLimit {
  readonly own: number;
  readonly migrations: number;
}

const cancelAgain = 1_000;
/** When TCP asks whether the other end is still there. */
const keepAliveAfter = 30_000;

/** Follows what a connection is asked: how long the server says nothing, and whether it is to stop. */
export class Attention {
  readonly #client: Attended;
  readonly #isOurs: boolean;
  readonly #limit: IdleLimit;
  #cancelling: Promise<void> | undefined;
  readonly #running = new Set<Promise<unknown>>();

  constructor(client: Attended, { isOurs = false, idleLimit }: AttentionOptions) {
    this.#client = client;
    this.#isOurs = isOurs;
    this.#limit = idleLimit ?? { own: 0, migrations: 0 };
    this.#keepAlive(false);
    if (isOurs) client.connection?.stream?.setKeepAlive?.(true, keepAliveAfter);
  }

  /** A request to cancel that is under way must not hit what is asked next. */
  async quiet(): Promise<void> {
    await this.#cancelling;
  }

  /** Waits for an answer of the server. */
  async during<Answer>(whose: keyof IdleLimit, answer: Promise<Answer>): Promise<Answer> {
    const stop = this.#watchSilence(this.#limit[whose]);
    this.#keepAlive(true);
    this.#running.add(answer);
    try {
      return await answer;
    } finally {
      stop();
      this.#running.delete(answer);
      if (this.#running.size === 0) this.#keepAlive(false);
    }
  }

  /** Asks the server to stop what runs now, until it has: a request may come before its statement does. */
  cancel(): Promise<void> {
    this.#cancelling ??= this.#cancel().finally(() => (this.#cancelling = undefined));
    return this.#cancelling;
  }

  async #cancel(): Promise<void> {
    const running = [...this.#running];
    const ended = Promise.allSettled(running);
    while (running.some((answer) => this.#running.has(answer))) {
      await requestCancel(this.#client).catch(() => {});
      await Promise.race([ended, sleep(cancelAgain, undefined, { ref: false })]);
    }
  }

  /** Lets go of the server, whatever it does. */
  abandon(reason: string): void {
    this.#client.connection?.stream?.destroy?.(new Error(reason));
  }

  #keepAlive(wanted: boolean): void {
    if (!this.#isOurs) return;
    if (wanted) this.#client.ref?.();
    else this.#client.unref?.();
  }

  #watchSilence(seconds: number): () => void {
    const { stream } = this.#client.connection ?? {};
    if (seconds === 0 || stream?.destroy === undefined) return () => {};
    let heard = stream.bytesRead;
    const look = () => {
      if (stream.bytesRead === heard)
        return this.abandon(`the server has said nothing for ${seconds} s`);
      heard = stream.bytesRead;
      timer.refresh();
    };
    const timer = setTimeout(look, seconds * 1000);
    return () => clearTimeout(timer);
  }
}
