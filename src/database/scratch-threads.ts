import { Worker } from "node:worker_threads";
import { threadProgram } from "../thread-program.ts";
import {
  LostConnection,
  StatementError,
  type Answer,
  type Connection,
  type RunWatch,
} from "./connection.ts";
import { emptyDatabase } from "./empty-database.ts";
import { pgliteProgram } from "./pglite.ts";
import type {
  FromThread,
  Happening,
  Opened,
  ThreadFailure,
  ThreadMethods,
  ThreadSetup,
} from "./scratch-protocol.ts";
import type { OpenScratches, Scratch, ScratchOptions } from "./scratches.ts";

/** Embedded scratch databases in a thread of their own, so that several such work at the same time. */
export class ThreadScratches implements OpenScratches {
  readonly #options: ScratchOptions;
  #thread: Promise<ScratchThread> | undefined;

  constructor(options: ScratchOptions) {
    this.#options = options;
  }

  async fresh(keys: readonly string[] = []): Promise<Scratch> {
    const thread = await this.#started();
    return scratchIn(thread, await thread.call("fresh", [keys]));
  }

  async known(keys: readonly string[]): Promise<Scratch | undefined> {
    const thread = await this.#started();
    const opened = await thread.call("known", [keys]);
    return opened && scratchIn(thread, opened);
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await (await thread)?.end();
  }

  #started(): Promise<ScratchThread> {
    return (this.#thread ??= start(this.#options));
  }
}

/** An empty database is made here, once for all threads. */
async function start({ extensions, cache, onCreate }: ScratchOptions): Promise<ScratchThread> {
  const empty = await emptyDatabase(cache, onCreate);
  const program = await pgliteProgram();
  return new ScratchThread({ extensions: extensions(), cache, empty, program });
}

function scratchIn(thread: ScratchThread, { from }: Opened): Scratch {
  return {
    connection: connectionTo(thread),
    from,
    save: (key) => thread.call("save", [key]),
  };
}

function connectionTo(thread: ScratchThread): Connection {
  return {
    kind: "embedded",
    target: "the embedded scratch database",
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await thread.call("query", [text, values])) as Row[],
    run: (statements, watch) => thread.call("run", [statements], watch),
    answers: (text): Promise<Answer[]> => thread.call("answers", [text]),
    raw: (...given) => thread.call("raw", [given]),
    inTransaction: () => thread.call("inTransaction", []),
    cancel: async () => {},
    abandon() {},
  };
}

interface Pending {
  readonly watch: RunWatch | undefined;
  done(value: any): void;
  fail(error: Error): void;
}

/** A thread with embedded scratch databases, which answers calls in their order. */
class ScratchThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #calls = 0;
  /** Why there is none any more. */
  #lost: LostConnection | undefined;

  constructor(setup: ThreadSetup) {
    this.#worker = new Worker(threadProgram("scratch-thread"), { workerData: setup, execArgv: [] });
    this.#worker.on("message", (message: FromThread) => this.#hear(message));
    this.#worker.on("error", (error) => this.#lose(error.message));
    this.#worker.on("exit", () => this.#lose("The thread of the embedded database has ended"));
  }

  /** @throws StatementError | LostConnection */
  call<Method extends keyof ThreadMethods>(
    method: Method,
    given: Parameters<ThreadMethods[Method]>,
    watch?: RunWatch,
  ): ReturnType<ThreadMethods[Method]> {
    const id = (this.#calls += 1);
    const answered = new Promise((done, fail) => {
      if (this.#lost !== undefined) throw this.#lost;
      this.#pending.set(id, { watch, done, fail });
      this.#worker.postMessage({ id, method, given });
    });
    return answered as ReturnType<ThreadMethods[Method]>;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(message: FromThread): void {
    const pending = this.#pending.get(message.id)!;
    if (message.type === "happened") return happen(message.happening, pending.watch);
    this.#pending.delete(message.id);
    if (message.type === "done") pending.done(message.value);
    else pending.fail(errorOf(message.failure));
  }

  #lose(reason: string): void {
    const lost = (this.#lost ??= new LostConnection(reason, 0, undefined));
    for (const { fail } of this.#pending.values()) fail(lost);
    this.#pending.clear();
  }
}

function happen(happening: Happening, watch: RunWatch | undefined): void {
  const { statement } = happening;
  if (happening.type === "completed") watch?.completed?.(statement, happening.rows);
  if (happening.type === "row") watch?.row?.(statement, happening.values);
  if (happening.type === "notice") void watch?.notice?.(statement, happening.notice);
}

function errorOf(failure: ThreadFailure): Error {
  if (failure.kind === "statement")
    return new StatementError(failure.server, failure.statement, failure.offset, undefined);
  if (failure.kind === "lost")
    return new LostConnection(failure.message, failure.completed, undefined);
  return Object.assign(new Error(failure.message), failure.fields);
}
