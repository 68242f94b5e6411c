import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionFailedError } from "../errors/index.ts";
import { codeOfFailure } from "./connection-failed.ts";
import { openServer, type OpenServer, type WaitOptions } from "./open-server.ts";
import type { ServerSettings } from "./settings.ts";

/** How long to wait for a server that is not there yet. */
export interface ComingOptions extends WaitOptions {
  /** Seconds in which to try again. Default: 0. */
  readonly wait?: number | undefined;
  /** Called once, when the first try was in vain. */
  readonly onComing?: ((reason: ConnectionFailedError) => void) | undefined;
  /** What connects. Default: `openServer`. */
  readonly open?: typeof openServer | undefined;
}

const longestPause = 1000;

/**
 * Connects to a server, and tries again while nothing takes connections there.
 * @throws ConnectionFailedError of the last try; otherwise as `openServer`
 */
export async function openComingServer(
  address: string | ServerSettings,
  { wait = 0, onComing, open = openServer, ...options }: ComingOptions,
): Promise<OpenServer> {
  const deadline = performance.now() + wait * 1000;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, longestPause)) {
    try {
      return await open(address, options);
    } catch (error) {
      const rest = deadline - performance.now();
      if (!(error instanceof ConnectionFailedError) || !mayCome(error) || rest <= 0) throw error;
      onComing?.(error);
      onComing = undefined;
      await sleep(Math.min(pause, rest), undefined, {
        ...(options.signal && { signal: options.signal }),
      }).catch(() => {});
    }
  }
}

/** What a server that starts, and the network around it, answer; 57P03 is cannot_connect_now. */
const coming = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "57P03",
]);

function mayCome({ cause }: ConnectionFailedError): boolean {
  return coming.has(codeOfFailure(cause));
}
