import { createStyle, type Style } from "../report/style.ts";

/** Where and how to write. */
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
  /** A line on standard error; nothing while JSON is asked for. */
  complain(text: string): void;
}

export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** Colours only on a terminal; NO_COLOR (https://no-color.org) switches them off, FORCE_COLOR on. */
export function createOutput({ json = false, verbose = false }: OutputFlags): Output {
  return {
    json,
    verbose,
    style: createStyle(!json && wantsColour(process.stdout)),
    errorStyle: createStyle(!json && wantsColour(process.stderr)),
    interactive:
      !json &&
      process.stderr.isTTY === true &&
      process.stdout.isTTY === true &&
      process.env["TERM"] !== "dumb",
    line: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** A reader that has gone away, as in `pgmaestro up | head -1`, is no reason to leave a run unfinished. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true;
  return stream.isTTY === true && TERM !== "dumb";
}
