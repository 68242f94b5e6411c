import type * as CommandLine from "../../src/cli/command-line.ts";

const built = "../../dist/bin/command-line.js";

/** Runs a command line in this process, which for so long has that directory and environment. */
export async function runHere(
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
) {
  const { runCommandLine } = (await import(built)) as typeof CommandLine;
  const [cwd, env] = [process.cwd(), process.env];
  const [stdout, stderr] = [captured(process.stdout), captured(process.stderr)];
  process.chdir(directory);
  process.env = { ...environment };
  try {
    const exitCode = await runCommandLine(args);
    return { exitCode, signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.env = env;
    process.chdir(cwd);
    stdout.release();
    stderr.release();
  }
}

/** Keeps what is written to a stream. */
function captured(stream: NodeJS.WriteStream) {
  const { write } = stream;
  let text = "";
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    const written = rest.at(-1);
    if (typeof written === "function") written();
    return true;
  };
  return { text: () => text, release: () => (stream.write = write) };
}
