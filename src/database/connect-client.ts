import type { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import type { Client, ClientConfig } from "pg";
import { nothingDone, RunInterruptedError } from "../errors/index.ts";
import {
  connectionFailed,
  ConnectTimeout,
  UnboundChannel,
  type ConnectAttempt,
} from "./connection-failed.ts";
import { driverSettings, malformed } from "./driver-settings.ts";
import { shownAddress, type ServerSettings } from "./settings.ts";

/**
 * A connected client of the driver. One whose connecting failed, took too long or was given up is closed at once.
 * @throws ConfigurationError | ConnectionFailedError; RunInterruptedError where `signal` is aborted
 */
export async function connectClient(
  address: string | ServerSettings,
  signal?: AbortSignal,
): Promise<Client> {
  const { default: pg } = await import("pg");
  const { config, timeoutMs, bindsChannel } = driverSettings(address);
  const client = createClient(pg.Client, config, address);
  const attempt = watchAttempt(client);
  if (bindsChannel) refuseUnbound(client);
  try {
    await inTime(client.connect(), timeoutMs, signal);
    return client;
  } catch (error) {
    socketOf(client).destroy();
    if (signal?.aborted) throw stopped(error);
    throw connectionFailed(shownAddress(address), error, attempt());
  }
}

function createClient(
  Driver: typeof Client,
  config: ClientConfig,
  address: string | ServerSettings,
): Client {
  try {
    return new Driver(config);
  } catch {
    throw malformed(address);
  }
}

/** What is used of the driver's own connection. */
function protocolOf(client: Client): EventEmitter & { readonly stream: Duplex } {
  return (client as unknown as { connection: EventEmitter & { readonly stream: Duplex } })
    .connection;
}

function socketOf(client: Client): Duplex {
  return protocolOf(client).stream;
}

/** Sees what a server asks for, so that a failure can be explained. */
function watchAttempt(client: Client): () => ConnectAttempt {
  let asked = false;
  for (const kind of ["CleartextPassword", "MD5Password", "SASL"])
    protocolOf(client).once(`authentication${kind}`, () => (asked = true));
  client.once("error", () => {}); // of a connection that is being given up
  return () => ({
    lacksPassword: asked && !(client as unknown as { password: unknown }).password,
    usesTls: Boolean((client as unknown as { ssl: unknown }).ssl),
  });
}

/** Without SCRAM over this very TLS session, somebody may sit between; the password is not proved to them. */
function refuseUnbound(client: Client): void {
  const protocol = protocolOf(client);
  let isBound = false;
  const refuse = () => void protocol.emit("error", new UnboundChannel());
  protocol.once("authenticationSASL", ({ mechanisms }: { mechanisms: readonly string[] }) => {
    isBound = mechanisms.includes("SCRAM-SHA-256-PLUS");
    if (!isBound) refuse();
  });
  for (const kind of ["CleartextPassword", "MD5Password"])
    protocol.once(`authentication${kind}`, refuse);
  protocol.once("authenticationOk", () => isBound || refuse());
}

/** Ends early where time is up, or somebody asks for it; what then still happens does not matter. */
async function inTime(
  connecting: Promise<unknown>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise: early, reject } = withReject();
  const stop = () => reject(new Error("stopped"));
  const disarm =
    timeoutMs > 0 ? afterWaiting(timeoutMs, () => reject(new ConnectTimeout(timeoutMs))) : () => {};
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  connecting.catch(() => {});
  await Promise.race([connecting, early]).finally(() => {
    disarm();
    signal?.removeEventListener("abort", stop);
  });
}

function withReject() {
  let reject!: (error: Error) => void;
  const promise = new Promise<never>((_resolve, rejectIt) => (reject = rejectIt));
  return { promise, reject };
}

/** Time in which this process was busy itself, so that no answer could be read, does not count. */
function afterWaiting(ms: number, action: () => void): () => void {
  const begin = performance.now();
  const timer = setTimeout(() => {
    if (performance.now() - begin < ms + 500) action();
    else cancel = afterWaiting(ms, action);
  }, ms);
  let cancel = () => clearTimeout(timer);
  return () => cancel();
}

function stopped(cause: unknown): RunInterruptedError {
  return new RunInterruptedError("Stopped on request, while connecting", nothingDone, cause);
}
