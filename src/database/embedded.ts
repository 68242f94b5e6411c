import { setImmediate } from "node:timers/promises";
import { messageOf } from "../errors/index.ts";
import { commandTag } from "./command-tag.ts";
import {
  hasErrorFields,
  LostConnection,
  serverError,
  StatementError,
  type Answer,
  type Connection,
  type ErrorFields,
  type RunWatch,
} from "./connection.ts";
import { offsetOfCharacter } from "../sql/text/index.ts";

/** What is used of a PGlite instance; met as a shape, so that its package is loaded only where one is opened. */
export interface PGliteLike {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>;
  execProtocol(
    message: Uint8Array,
    options: { throwOnError: boolean; onNotice?: (notice: any) => void },
  ): Promise<{ messages: { name: string }[] }>;
  isInTransaction(): boolean;
  _runExclusiveTransaction<T>(action: () => Promise<T>): Promise<T>;
  readonly closed: boolean;
  /** Fulfilled once it can be used; a new one is not at once. */
  readonly waitReady?: Promise<void>;
}

/** A Connection over PGlite. Everything of one `run` happens with nobody else's statement in between. */
export function embeddedConnection(pglite: PGliteLike, target: string): Connection {
  return {
    kind: "embedded",
    target,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      await giveWay();
      try {
        return (await pglite.query(text, [...values])).rows as Row[];
      } catch (error) {
        throw toStatementError(error, 0, text);
      }
    },
    run: (statements, watch) =>
      pglite._runExclusiveTransaction(() => runWhole(pglite, statements, watch)),
    answers: (text) => answersOf(pglite, text),
    raw: (...given) => rawQuery(pglite, given),
    inTransaction: async () => pglite.isInTransaction(),
    // A statement runs inside this process and thread: nothing else can run at the same time to cancel it.
    cancel: async () => {},
    abandon() {},
  };
}

/** In milliseconds. */
const longestStretch = 50;
let lastTurn = 0;

/** All that PGlite does it does in this thread, at once: signals and timers would wait until nothing is left to do. */
async function giveWay(): Promise<void> {
  if (performance.now() - lastTurn < longestStretch) return;
  await setImmediate();
  lastTurn = performance.now();
}

/** Whoever shares the session must not meet the failed transaction of a run. */
async function runWhole(
  pglite: PGliteLike,
  statements: readonly string[],
  watch: RunWatch | undefined,
): Promise<void> {
  try {
    await runOneByOne(pglite, statements, watch);
  } catch (error) {
    if (statements[0] === "BEGIN") await send(pglite, 0, "ROLLBACK", undefined);
    throw error;
  }
}

/** `pg` takes a text or an object of text and values, and counts rows; PGlite runs several statements by another call. */
async function rawQuery(
  pglite: PGliteLike,
  [query, values = []]: readonly unknown[],
): Promise<unknown> {
  const { text, values: own } =
    typeof query === "string"
      ? { text: query, values: undefined }
      : (query as { text: string; values?: unknown[] });
  const result = await pglite.query(text, (own ?? values) as unknown[]);
  return { ...result, rowCount: Math.max(result.rows.length, result.affectedRows ?? 0) };
}

async function runOneByOne(
  pglite: PGliteLike,
  statements: readonly string[],
  watch: RunWatch | undefined,
): Promise<void> {
  for (const [index, text] of statements.entries()) {
    const { messages } = await send(pglite, index, text, watch);
    let tag = "";
    for (const message of messages) {
      if (hasErrorFields(message)) throw toStatementError(message, index, text);
      if (message.name === "dataRow")
        watch?.row?.(index, (message as unknown as { fields: string[] }).fields);
      if (message.name === "commandComplete") tag = (message as unknown as { text: string }).text;
    }
    watch?.completed?.(index, commandTag(tag).count ?? undefined);
  }
}

/** Messages of the protocol, as PGlite gives them: those of which answers are made. */
type AnswerMessage =
  | { name: "rowDescription"; fields: { name: string; dataTypeID: number }[] }
  | { name: "dataRow"; fields: (string | null)[] }
  | { name: "commandComplete"; text: string };

async function answersOf(pglite: PGliteLike, text: string): Promise<Answer[]> {
  const { messages } = await send(pglite, 0, text);
  const failure = messages.find(hasErrorFields);
  if (failure !== undefined) throw toStatementError(failure, 0, text);
  const answers: Answer[] = [];
  let columns: Answer["columns"] = [];
  let rows: (string | null)[][] = [];
  for (const message of messages as AnswerMessage[]) {
    if (message.name === "rowDescription")
      columns = message.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
    if (message.name === "dataRow") rows.push(message.fields);
    if (message.name !== "commandComplete") continue;
    answers.push({ ...commandTag(message.text), columns, rows });
    [columns, rows] = [[], []];
  }
  return answers;
}

async function send(pglite: PGliteLike, index: number, text: string, watch?: RunWatch) {
  await giveWay();
  try {
    return await pglite.execProtocol(queryMessage(text), {
      throwOnError: false,
      onNotice: ({ severity = "NOTICE", message, code, detail }: ErrorFields) =>
        void watch?.notice?.(index, {
          severity,
          message,
          sqlState: code,
          ...(detail && { detail }),
        }),
    });
  } catch (error) {
    throw toStatementError(error, index, text);
  }
}

/** Query (F). Source: PostgreSQL manual, 54.7 "Message Formats". */
function queryMessage(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  const message = new Uint8Array(body.length + 6);
  message[0] = 0x51;
  new DataView(message.buffer).setInt32(1, body.length + 5);
  message.set(body, 5);
  return message;
}

function toStatementError(error: unknown, index: number, text: string): Error {
  if (!hasErrorFields(error)) {
    return new LostConnection(messageOf(error), index, error);
  }
  const offset =
    error.position === undefined ? undefined : offsetOfCharacter(text, Number(error.position) - 1);
  return new StatementError(serverError(error), index, offset, error);
}
