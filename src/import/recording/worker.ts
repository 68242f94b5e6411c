import { Worker } from "node:worker_threads";
import { threadProgram } from "../../thread-program.ts";
import type { End, FromWorker, Question, Setup, CodeTask, ToWorker } from "./protocol.ts";

/** Who answers what a worker's code sends, and hears what it reads. */
export interface Listener {
  answer(question: Question): Promise<ToWorker>;
  read(text: string): void;
}

/** How long code may run without sending anything, in milliseconds. */
const patience = 30_000;

/** A thread that runs functions of migrations. One that ended, or waits for ever, is replaced by another. */
export class CodeWorker {
  readonly #setup: Setup;
  readonly #listener: Listener;
  #worker: Worker | undefined;
  #hear: (message: FromWorker | { type: "started" }) => void = () => {};

  constructor(setup: Setup, listener: Listener) {
    this.#setup = setup;
    this.#listener = listener;
  }

  /** Runs one function to its end. */
  async run(task: CodeTask): Promise<End> {
    const worker = (this.#worker ??= this.#start());
    const end = await this.#ended(worker, task);
    if (end === undefined) await this.close();
    return end ?? failed(`It did nothing for ${patience / 1000} seconds`);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** @returns undefined where it waits for ever */
  #ended(worker: Worker, task: CodeTask): Promise<End | undefined> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const settle = (end: End | undefined) => {
        clearTimeout(timer);
        this.#hear = () => {};
        resolve(end);
      };
      this.#hear = (heard) => {
        clearTimeout(timer);
        timer = setTimeout(settle, patience, undefined);
        if (heard.type === "end") settle(heard.end);
      };
      this.#hear({ type: "started" });
      worker.postMessage({ type: "run", task } satisfies ToWorker);
    });
  }

  #start(): Worker {
    const worker = start(this.#setup);
    const gone = (message: string) => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#hear({ type: "end", end: failed(message) });
    };
    worker.on("message", (message: FromWorker) => {
      this.#hear(message);
      if (message.type === "read") this.#listener.read(message.text);
      if (message.type === "question")
        void this.#listener.answer(message).then((answer) => worker.postMessage(answer));
    });
    worker.on("error", (error) => gone(error.message));
    worker.on("exit", () => gone("It ends the process"));
    return worker;
  }
}

function failed(message: string): End {
  return { outcome: "failed", message };
}

/** What the code prints is not for anybody. */
function start(setup: Setup): Worker {
  const worker = new Worker(threadProgram("recording-worker"), {
    workerData: setup,
    env: { ...process.env, JITI_FS_CACHE: "false" },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}
