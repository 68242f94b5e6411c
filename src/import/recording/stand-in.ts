import { callbackify } from "node:util";
import type { Answer } from "../../database/index.ts";
import type { Question, WatchedPart } from "./protocol.ts";
import { watchedRow, watchedRows } from "./watched.ts";

/** Sends something to the scratch database. */
export type Ask = (
  question: Pick<Question, "text" | "values" | "opening">,
) => Promise<{ readonly answers: readonly Answer[]; readonly watch: WatchedPart }>;

export type TellRead = (text: string) => void;

type Callback = (error: unknown, result?: unknown) => void;

interface QueryConfig {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly rowMode?: "array";
  readonly types?: TypeParsers;
}

interface TypeParsers {
  getTypeParser(oid: number, format: "text"): (value: string) => unknown;
}

/**
 * The project's own `pg`, with clients that all share one session, and whose every query goes through `ask`.
 * @param pg as it is installed
 * @param prepareValue of `pg/lib/utils`
 */
export function standInFor(
  pg: any,
  prepareValue: (value: unknown) => unknown,
  ask: Ask,
  tellRead: TellRead,
): unknown {
  class Client extends pg.Client {
    #opening = true;
    readonly #types: TypeParsers;

    constructor(config?: { types?: TypeParsers }) {
      super(typeof config === "object" ? { ...config, connectionString: undefined } : {});
      this.#types = config?.types ?? pg.types;
    }

    connect(callback?: Callback): Promise<unknown> | undefined {
      const connected = Promise.resolve().then(() => {
        for (const [parameterName, parameterValue] of Object.entries(parameters))
          this.connection.emit("parameterStatus", { parameterName, parameterValue });
        return this;
      });
      return handedOver(connected, callback);
    }

    query(given: string | QueryConfig, ...rest: unknown[]): Promise<unknown> | undefined {
      const callback = rest.findLast((one) => typeof one === "function") as Callback | undefined;
      const values = rest.find((one) => Array.isArray(one));
      const config = typeof given === "string" ? { text: given } : given;
      return handedOver(this.#answered({ ...config, ...(values && { values }) }), callback);
    }

    end(callback?: Callback): Promise<unknown> | undefined {
      this._ending = true;
      const ended = Promise.resolve().then(() => void this.emit("end"));
      return handedOver(ended, callback);
    }

    async #answered({ text, values = [], rowMode, types }: QueryConfig): Promise<unknown> {
      if (typeof text !== "string") throw new Error("It sends a query that is not a text");
      const opening = this.#opening;
      this.#opening = false;
      const { answers, watch } = await ask({ text, values: values.map(asText), opening });
      const results = answers.map((answer) =>
        resultOf(answer, types ?? this.#types, rowMode === "array", () => tellRead(text), watch),
      );
      return results.length === 1 ? results[0] : results.length === 0 ? noResult() : results;
    }
  }

  function asText(value: unknown): string | null {
    const prepared = prepareValue(value);
    if (prepared === null || prepared === undefined) return null;
    return Buffer.isBuffer(prepared) ? `\\x${prepared.toString("hex")}` : String(prepared);
  }

  class Pool extends pg.Pool {
    constructor(options?: object) {
      super({ ...options, Client });
    }
  }

  return Object.create(pg, {
    Client: { value: Client, enumerable: true },
    Pool: { value: Pool, enumerable: true },
    native: { value: undefined },
  });
}

const parameters = { server_version: "18.0", standard_conforming_strings: "on" };

function handedOver(
  result: Promise<unknown>,
  callback: Callback | undefined,
): Promise<unknown> | undefined {
  if (callback === undefined) return result;
  callbackify(() => result)(callback);
  return undefined;
}

/** A result as `pg` gives it. */
function resultOf(
  { command, count, columns, rows }: Answer,
  types: TypeParsers,
  asArrays: boolean,
  onRead: () => void,
  watch: WatchedPart,
) {
  const parsers = columns.map(({ type }) => types.getTypeParser(type, "text"));
  const parsed = rows.map((row) =>
    row.map((value, index) => (value === null ? null : parsers[index]!(value))),
  );
  const named = asArrays
    ? parsed
    : parsed.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
  return {
    command,
    rowCount: count,
    oid: null,
    fields: columns.map(({ name, type }) => ({ name, dataTypeID: type, format: "text" })),
    rows: columns.length === 0 ? named : watched(named, watch, onRead),
  };
}

function watched(rows: object[], watch: WatchedPart, onRead: () => void): object[] {
  if (watch === "nothing") return rows;
  const each = rows.map((row) => watchedRow(row, onRead));
  return watch === "rows" ? watchedRows(each, onRead) : each;
}

function noResult() {
  return { command: null, rowCount: null, oid: null, fields: [], rows: [] };
}
