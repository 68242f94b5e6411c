import type { Readable } from "node:stream";
import { messageOf } from "../errors/index.ts";
import { commandTag } from "./command-tag.ts";
import {
  hasErrorFields,
  LostConnection,
  serverError,
  StatementError,
  type Answer,
  type Connection,
  type RunWatch,
} from "./connection.ts";
import { Attention, type AttentionOptions, type Attended } from "./attention.ts";
import { joinStatements, placeOfPosition } from "./message.ts";

/** What is used of a connected client of `pg`; met as a shape, so that any version of it will do. */
export interface PgClientLike {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  query<Submission extends object>(submission: Submission): Submission;
  on(event: "error" | "notice", listener: (event: any) => void): unknown;
  removeListener(event: "error" | "notice", listener: (event: any) => void): unknown;
}

/** A Connection over a connected client, and how to let go of the client again. */
export interface ServerConnection extends Connection {
  /** Takes our listeners off the client. */
  detach(): void;
}

/** A Connection over a connected `pg` client. */
export function serverConnection(
  client: PgClientLike,
  target: string,
  options: AttentionOptions = {},
): ServerConnection {
  const attention = new Attention(client as Attended, options);
  let watched: Submission | undefined;
  let lost: Error | undefined;
  const onError = (error: Error) => void (lost ??= error);
  const onNotice = (notice: NoticeFields) => {
    const wait = watched?.notice(notice);
    if (wait !== undefined) pauseUntil(client, wait);
  };
  client.on("error", onError);
  client.on("notice", onNotice);

  const refuseLost = () => {
    if (lost !== undefined) throw new LostConnection(lost.message, 0, lost);
  };
  const query: Connection["query"] = async <Row extends object>(
    text: string,
    values: readonly unknown[] = [],
  ) => {
    await attention.quiet();
    refuseLost();
    try {
      const answer = client.query(text, [...values]);
      return (await attention.during("own", answer)).rows as Row[];
    } catch (error) {
      throw translated(error, 0, [text]);
    }
  };

  return {
    kind: "server",
    target,
    backendPid: (client as { processID?: number | null }).processID ?? undefined,
    query,
    async run(statements, watch) {
      await attention.quiet();
      refuseLost();
      watched = new Submission(statements, watch);
      client.query(watched);
      try {
        await attention.during(watch?.mayTakeLong ? "migrations" : "own", watched.done);
      } catch (error) {
        if (statements[0] === "BEGIN" && error instanceof StatementError) await query("ROLLBACK");
        throw error;
      } finally {
        watched = undefined;
      }
    },
    async answers(text) {
      await attention.quiet();
      refuseLost();
      try {
        const answer = client.query<any>({ text, rowMode: "array", types: asText });
        const results = await attention.during<any>("migrations", answer);
        return [results].flat().map(answerOf);
      } catch (error) {
        throw translated(error, 0, [text]);
      }
    },
    raw: async (...given) => {
      await attention.quiet();
      return attention.during("migrations", client.query(...(given as [string])));
    },
    inTransaction: () => isInTransaction(query),
    cancel: () => attention.cancel(),
    abandon: (reason) => attention.abandon(reason),
    detach() {
      client.removeListener("error", onError);
      client.removeListener("notice", onNotice);
    },
  };
}

/** Type parsers as `pg` takes them, which leave values as they come. */
const asText = { getTypeParser: () => (value: string) => value };

interface ArrayResult {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (string | null)[][];
}

function answerOf({ command, rowCount, fields, rows }: ArrayResult): Answer {
  const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  return { command: command ?? "", count: rowCount, columns, rows };
}

/** What the server sends meanwhile waits in the network, and in the end with the server. */
function pauseUntil(client: PgClientLike, drained: Promise<void>): void {
  const { stream } = (client as { connection?: { stream?: Readable } }).connection ?? {};
  if (stream === undefined || stream.isPaused()) return;
  stream.pause();
  void drained.finally(() => stream.resume());
}

/** In a failed transaction nothing but the failure can be asked for. */
async function isInTransaction(query: Connection["query"]): Promise<boolean> {
  try {
    const [row] = await query<{ open: boolean }>(
      "SELECT pg_catalog.now() IS DISTINCT FROM pg_catalog.statement_timestamp() AS open",
    );
    return row!.open;
  } catch (error) {
    if (error instanceof StatementError && error.server.sqlState === "25P02") return true;
    throw error;
  }
}

interface NoticeFields {
  readonly severity?: string;
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
}

/**
 * Many statements as one Query message. `pg` calls these methods as the answers stream in; its own
 * Query class would keep every result, and report only at the end.
 */
class Submission {
  readonly done: Promise<void>;
  readonly #statements: readonly string[];
  readonly #watch: RunWatch | undefined;
  #completed = 0;
  #resolve!: () => void;
  #reject!: (error: Error) => void;

  constructor(statements: readonly string[], watch: RunWatch | undefined) {
    this.#statements = statements;
    this.#watch = watch;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: { query(text: string): void }): void {
    connection.query(joinStatements(this.#statements));
  }

  /** The statement that runs. A text that is not parsed, always alone in its run, may hold several. */
  get #current(): number {
    return Math.min(this.#completed, this.#statements.length - 1);
  }

  notice({ severity = "NOTICE", message, code, detail }: NoticeFields): Promise<void> | undefined {
    const notice = { severity, message, sqlState: code, ...(detail && { detail }) };
    return this.#watch?.notice?.(this.#current, notice) ?? undefined;
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#watch?.row?.(this.#current, fields);
  }

  handleCommandComplete(message?: { readonly text?: string }): void {
    if (this.#completed < this.#statements.length)
      this.#watch?.completed?.(this.#completed, commandTag(message?.text ?? "").count ?? undefined);
    this.#completed++;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail("a migration has no input stream");
  }

  handleCopyData(): void {}

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleError(error: unknown): void {
    this.#reject(translated(error, this.#current, this.#statements));
  }
}

/** FATAL and PANIC end the session, and so does every error that is not the server's. */
function translated(error: unknown, statement: number, statements: readonly string[]): Error {
  if (!hasErrorFields(error) || /^(FATAL|PANIC)$/.test(error.severity!)) {
    return new LostConnection(messageOf(error), statement, error);
  }
  const place =
    error.position === undefined ? undefined : placeOfPosition(statements, error.position);
  return new StatementError(
    serverError(error),
    place?.statement ?? statement,
    place?.offset,
    error,
  );
}
