import type { Writable } from "node:stream";
import type { CallToolResult, Server, ServerContext, Tool } from "@modelcontextprotocol/server";
import { withPackage } from "../../optional-package.ts";
import { version } from "../../version.ts";
import { call, type ToolAnswer } from "./call.ts";

/** What a server offers, and where it writes. */
export interface Serving {
  readonly tools: readonly Tool[];
  /** The command line that a call of a tool is; throws where it may not run. */
  lineOf(tool: string, given: Readonly<Record<string, unknown>>): Promise<string[]>;
  /** What was thrown, as a command that failed answers. */
  failed(thrown: unknown): ToolAnswer;
  readonly output: Writable;
  /** Ends it. */
  readonly signal: AbortSignal;
}

type Line = Readonly<Record<string, unknown>>;

/**
 * Speaks the Model Context Protocol on standard input until that ends or the signal says so, and what runs then has ended, too.
 * @throws MissingPackageError
 */
export async function serveAssistant(serving: Serving): Promise<void> {
  const { server: protocol, stdio } = await withPackage("@modelcontextprotocol/server", load);
  const running = new Set<Promise<unknown>>();
  const makeServer = () => {
    const server = new protocol.Server(
      { name: "pgmaestro", version },
      { capabilities: { tools: {} } },
    );
    answerOn(server, serving, running);
    return server;
  };
  const transport = new stdio.StdioServerTransport(process.stdin, serving.output);
  const ended = inputEnded(serving.signal);
  const connection = stdio.serveStdio(makeServer, { transport });
  await ended;
  await connection.close();
  await Promise.allSettled(running);
}

async function load() {
  const [server, stdio] = await Promise.all([
    import("@modelcontextprotocol/server"),
    import("@modelcontextprotocol/server/stdio"),
  ]);
  return { server, stdio };
}

function inputEnded(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["end", "close"]) process.stdin.once(event, () => resolve());
    signal.addEventListener("abort", () => resolve());
  });
}

function answerOn(server: Server, serving: Serving, running: Set<Promise<unknown>>): void {
  server.setRequestHandler("tools/list", () => ({ tools: [...serving.tools] }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const answer = answered(serving, params, context);
    running.add(answer);
    try {
      return resultOf(await answer);
    } finally {
      running.delete(answer);
    }
  });
}

async function answered(
  { lineOf, failed }: Serving,
  { name, arguments: given = {} }: { readonly name: string; readonly arguments?: Line | undefined },
  context: ServerContext,
): Promise<ToolAnswer> {
  try {
    const line = await lineOf(name, given);
    return await call(line, { signal: context.mcpReq.signal, onLine: progressOn(context) });
  } catch (error) {
    return failed(error);
  }
}

/** Tells a client that wants to know of each line that comes before the answer. */
function progressOn({ mcpReq }: ServerContext): (line: Line) => void {
  const progressToken = mcpReq["_meta"]?.progressToken;
  let progress = 0;
  return ({ type }) => {
    if (progressToken === undefined) return;
    const params = { progressToken, progress: ++progress, message: String(type) };
    void mcpReq.notify({ method: "notifications/progress", params }).catch(() => {});
  };
}

function resultOf({ json, isError }: ToolAnswer): CallToolResult {
  const text = JSON.stringify(json);
  return { content: [{ type: "text", text }], structuredContent: { ...json }, isError };
}
