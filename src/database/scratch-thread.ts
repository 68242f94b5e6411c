import { parentPort, workerData } from "node:worker_threads";
import { LostConnection, StatementError, type RunWatch } from "./connection.ts";
import { usePGliteProgram } from "./pglite.ts";
import { EmbeddedScratches } from "./scratch-embedded.ts";
import type {
  FromThread,
  Happening,
  Opened,
  ThreadCall,
  ThreadFailure,
  ThreadMethods,
  ThreadSetup,
} from "./scratch-protocol.ts";
import type { Scratch } from "./scratches.ts";

/** Keeps embedded scratch databases, one at a time, in a thread of its own. */
const { extensions, cache, empty, program } = workerData as ThreadSetup;
usePGliteProgram(program);
const scratches = new EmbeddedScratches({ extensions: () => extensions, cache }, asBuffer(empty));
let present: Scratch | undefined;

const connection = () => present!.connection;

function methods(watch: RunWatch): ThreadMethods {
  return {
    fresh: async (keys) => opened(await scratches.fresh(keys)),
    async known(keys) {
      const scratch = await scratches.known(keys);
      return scratch && opened(scratch);
    },
    save: (key) => present!.save(key),
    query: (text, values) => connection().query(text, values),
    run: (statements) => connection().run(statements, watch),
    answers: (text) => connection().answers(text),
    raw: (given) => connection().raw(...given),
    inTransaction: () => connection().inTransaction(),
  };
}

function opened(scratch: Scratch): Opened {
  present = scratch;
  return { from: scratch.from };
}

parentPort!.on("message", (call: ThreadCall) => void answer(call));

async function answer({ id, method, given }: ThreadCall): Promise<void> {
  const watch = watchOf((happening) => say({ type: "happened", id, happening }));
  const call = methods(watch)[method] as (...given: unknown[]) => Promise<unknown>;
  try {
    say({ type: "done", id, value: await call(...given) });
  } catch (error) {
    say({ type: "failed", id, failure: failureOf(error) });
  }
}

function say(message: FromThread): void {
  parentPort!.postMessage(message);
}

function watchOf(hear: (happening: Happening) => void): RunWatch {
  return {
    completed: (statement, rows) => hear({ type: "completed", statement, rows }),
    row: (statement, values) => hear({ type: "row", statement, values }),
    notice: (statement, notice) => hear({ type: "notice", statement, notice }),
  };
}

function failureOf(error: unknown): ThreadFailure {
  if (error instanceof StatementError) {
    const { server, statement, offset } = error;
    return { kind: "statement", server, statement, offset };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof LostConnection) return { kind: "lost", message, completed: error.completed };
  return { kind: "other", message, fields: JSON.parse(JSON.stringify(error)) };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
