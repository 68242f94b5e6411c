import { once } from "node:events";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { createStyle, type Style } from "../report/style.ts";
import { keysOfEveryLine, logsJson, stamp } from "./log.ts";
import { visible } from "../report/visible.ts";

/** Where and how to write. The only door: what goes through it holds no control character of anybody else's. */
export interface Output {
  readonly json: boolean;
  readonly verbose: boolean;
  /** For standard output. */
  readonly style: Style;
  /** For standard error. */
  readonly errorStyle: Style;
  /** Whether a progress bar may be drawn, on standard error. */
  readonly interactive: boolean;
  /** A line on standard output. */
  line(text: string): void;
  /** When standard output can take more, where its reader has not kept up. */
  drained(): Promise<void> | undefined;
  /** A line on standard error; nothing while JSON is asked for. */
  complain(text: string): void;
  /** A line of the log, which is JSON, on standard error. */
  log(line: string): void;
}

const concealed = new Set<string>();

/** From now on these are starred wherever they would be written. */
export function conceal(secrets: readonly string[]): void {
  for (const secret of secrets)
    for (const form of formsOf(secret)) if (form !== "") concealed.add(form);
}

/** From now on nothing is starred. */
export function forgetConcealed(): void {
  concealed.clear();
}

/** As it is, and as it stands in SQL. */
function formsOf(secret: string): string[] {
  return [
    secret,
    quoteLiteral(secret).replaceAll(/^E?'|'$/g, ""),
    quoteIdentifier(secret).slice(1, -1),
  ];
}

/** A text without what is concealed: the longest first, of which others may be a part. */
export function withoutConcealed(text: string): string {
  if (concealed.size === 0) return text;
  return /^[{[]/.test(text) ? concealedInJson(text) : concealedIn(text);
}

function concealedIn(text: string): string {
  const longestFirst = [...concealed].toSorted((one, other) => other.length - one.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/** Only in its texts, so that it stays JSON. */
function concealedInJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, function (this: unknown, key, part: unknown) {
      const isOurs = this === value && keysOfEveryLine.has(key);
      return typeof part === "string" && !isOurs ? concealedIn(part) : part;
    });
  } catch {
    return concealedIn(text);
  }
}

/** A text as it may leave: without secrets, and with no control character but the colours of that style. */
export function outgoing(text: string, style?: Style): string {
  return visible(withoutConcealed(text), style?.isColorSupported);
}

export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** Colours only on a terminal; NO_COLOR (https://no-color.org) switches them off, FORCE_COLOR on. */
export function createOutput({ json = false, verbose = false }: OutputFlags): Output {
  const style = createStyle(!json && wantsColour(process.stdout), process.stdout.columns);
  const errorStyle = createStyle(!json && wantsColour(process.stderr), process.stderr.columns);
  return {
    json,
    verbose,
    style,
    errorStyle,
    interactive:
      !json &&
      process.stderr.isTTY === true &&
      process.stdout.isTTY === true &&
      process.env["TERM"] !== "dumb",
    drained: stdoutDrained,
    line: (text) => writeResult(`${outgoing(text, style)}\n`),
    complain: (text) =>
      logsJson()
        ? writeLog(JSON.stringify({ type: "message", ...stamp("warn"), message: text }))
        : void process.stderr.write(`${outgoing(text, errorStyle)}\n`),
    log: writeLog,
  };
}

function writeLog(line: string): void {
  process.stderr.write(`${outgoing(line)}\n`);
}

let writeReserved: typeof process.stdout.write | undefined;

/** Writes on standard output. */
export function writeResult(text: string | Uint8Array, written?: () => void): void {
  const write = writeReserved ?? process.stdout.write.bind(process.stdout);
  write(text, written);
}

/** Waits until all is written; whoever reads it may have gone. */
export async function flushOutput(): Promise<void> {
  await new Promise<void>((resolve) => writeResult("", () => resolve()));
  await new Promise<void>((resolve) => process.stderr.write("", () => resolve()));
}

/** Standard output is the result's alone: what code of migrations and config files prints goes to standard error. */
export function reserveStandardOutput(): void {
  writeReserved = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
}

let draining: Promise<void> | undefined;

function stdoutDrained(): Promise<void> | undefined {
  if (draining === undefined && process.stdout.writableNeedDrain)
    draining = drainOf(process.stdout).finally(() => (draining = undefined));
  return draining;
}

/** A reader that has gone away keeps nobody waiting. */
async function drainOf(stream: NodeJS.WriteStream): Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const events = ["drain", "close", "error"].map((name) => once(stream, name, { signal }));
  await Promise.race(events).catch(() => {});
  ended.abort();
  await Promise.allSettled(events);
}

/** A reader that has gone away, as in `pgmaestro up | head -1`, or a terminal that was closed, is no reason to leave a run unfinished. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (!["EPIPE", "EIO"].includes(error.code ?? "")) throw error;
    });
  }
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true;
  return stream.isTTY === true && TERM !== "dumb";
}
