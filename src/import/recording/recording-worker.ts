import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { callerNow, keepCallsIn } from "./callers.ts";
import { guard, shiftClock } from "./guards.ts";
import type { End, FromWorker, Setup, CodeTask, ToWorker } from "./protocol.ts";
import { type Ask, standInFor } from "./stand-in.ts";
import { type PackageOf, type Runner, runners } from "./tools.ts";

/** Runs functions of migrations, one after the other, in a thread of its own. */
const setup = workerData as Setup;
const tell = (message: FromWorker) => parentPort!.postMessage(message);
const waiting = new Map<number, (message: ToWorker) => void>();
let questions = 0;
let preparing = true;

const ask: Ask = ({ text, values, opening }) => {
  const question = (questions += 1);
  const caller = callerNow();
  tell({ type: "question", question, text, values, opening, caller, preparing });
  return new Promise((done, refuse) => {
    waiting.set(question, (message) => {
      waiting.delete(question);
      if (message.type === "answer") done(message);
      if (message.type === "refusal")
        refuse(Object.assign(new Error(message.error.message), message.error));
    });
  });
};

let ready: Promise<Runner> | undefined;

parentPort!.on("message", (message: ToWorker) => {
  if (message.type === "run") void run(message.task).then((end) => tell({ type: "end", end }));
  else waiting.get(message.question)?.(message);
});

async function run(task: CodeTask): Promise<End> {
  try {
    const runner = await (ready ??= prepare());
    keepCallsIn(task.file);
    const ran = await runner.run(await load(task.file), task);
    const isEarly = await endsEarly();
    return ran === undefined ? { outcome: "absent" } : { outcome: "done", isEarly, ...ran };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: "failed", message: message.split("\n")[0]! };
  }
}

/** Waits for what a function did not wait for, so that it is not taken for the next one's. */
async function endsEarly(): Promise<boolean> {
  let isEarly = false;
  for (let sent = questions; ; sent = questions) {
    isEarly ||= waiting.size > 0;
    while (waiting.size > 0) await new Promise((done) => setTimeout(done, 1));
    await new Promise(setImmediate);
    if (questions === sent) return isEarly;
    isEarly = true;
  }
}

async function prepare(): Promise<Runner> {
  const packageOf = packagesFrom(setup.directory);
  const pg = packageOf("pg");
  const { prepareValue } = packageOf("pg/lib/utils");
  const standIn = standInFor(pg, prepareValue, ask, (text) => tell({ type: "read", text }));
  guard(standIn);
  shiftClock(setup.ahead);
  const runner = await runners[setup.tool](standIn, packageOf);
  preparing = false;
  return runner;
}

/** Packages from beside the migrations, or of the working directory. */
function packagesFrom(directory: string): PackageOf {
  const places = [directory, process.cwd()].map((place) =>
    createRequire(join(resolve(place), "x.js")),
  );
  return (name) => {
    const place = places.find((one) => isFound(one, name)) ?? places.at(-1)!;
    return place(name);
  };
}

function isFound(place: NodeJS.Require, name: string): boolean {
  try {
    return place.resolve(name) !== "";
  } catch {
    return false;
  }
}

async function load(file: string): Promise<Record<string, any>> {
  const { importFile } = await import("../../migrations/import-file.ts");
  return importFile(file);
}
