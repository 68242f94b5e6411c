import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What a command line answered. */
export interface ToolAnswer {
  /** Its last line of JSON: the answer, or the error. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

interface Call {
  readonly signal: AbortSignal;
  /** Gets the lines before the last one: what goes on. */
  onLine(line: Readonly<Record<string, unknown>>): void;
}

/**
 * Runs a command line as it is run from a shell, in a process of its own: code of migrations is loaded as it now is, and what it prints
 * or ends is not the server's. What it writes on standard error goes there.
 */
export async function call(line: readonly string[], { signal, onLine }: Call): Promise<ToolAnswer> {
  const [program, ...before] = itself();
  const child = spawn(program, [...before, ...line], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killed) => resolve(killed ?? `exit code ${code}`));
  });
  const stop = () => child.kill("SIGINT");
  signal.addEventListener("abort", stop);
  try {
    let last: ToolAnswer["json"] | undefined;
    for await (const text of createInterface({ input: child.stdout })) {
      if (last !== undefined) onLine(last);
      last = JSON.parse(text) as ToolAnswer["json"];
    }
    const end = await ended;
    if (last === undefined) throw new Error(`pgmaestro ${line[0]} gave no answer: ${end}`);
    return { json: last, isError: last["type"] === "error" };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** What starts pgmaestro again: Node and its file, or the one executable. */
function itself(): [string, ...string[]] {
  const isExecutable = process.versions["bun"] !== undefined;
  return isExecutable ? [process.execPath] : [process.execPath, process.argv[1]!];
}
