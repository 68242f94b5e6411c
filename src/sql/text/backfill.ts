import { SqlTextError } from "./sql-text-error.ts";
import { nameOfToken, tokens, type Token } from "./tokens.ts";

/** What `-- pgmaestro: backfill <table> [by <key>] …` asks for: the statement below it in batches. Times are milliseconds. */
export interface Backfill {
  readonly table: { readonly schema?: string; readonly name: string };
  /** The columns by which it is cut; absent for the primary key. */
  readonly key?: readonly string[];
  /** How many rows the first batch has. */
  readonly batch: number;
  /** Between two batches. */
  readonly pause: number;
  /** How long a batch is to take; their size follows from it. */
  readonly target: number;
  /** How far replicas may lag behind. */
  readonly maxLag?: number;
}

const usual = { batch: 5000, pause: 50, target: 500 };

/**
 * What the words behind `backfill` say.
 * @param offset where the comment stands, for errors
 * @throws SqlTextError
 */
export function readBackfill(words: string, offset: number): Backfill {
  const rest = tokens(words);
  const table = nameIn(rest) ?? refuse("names no table", offset);
  const second = rest[0]?.text === "." ? (rest.shift(), nameIn(rest)) : undefined;
  const found: Record<string, unknown> = {
    ...usual,
    table: second === undefined ? { name: table } : { schema: table, name: second },
  };
  for (let word = optionIn(rest); word !== undefined; word = optionIn(rest)) {
    const read = options[word] ?? refuse(`says "${word}", which is not known`, offset);
    const [name, value] = read(rest) ?? refuse(`has no value for ${word} that it can have`, offset);
    found[name] = value;
  }
  return found as unknown as Backfill;
}

function refuse(what: string, offset: number): never {
  throw new SqlTextError(
    `The directive backfill ${what}`,
    offset,
    "Write it as `pgmaestro: backfill orders by id batch 5000 pause 50ms target 500ms max-lag 5s`; all but the table may be left out.",
  );
}

type Read = (rest: Token[]) => readonly [name: string, value: unknown] | undefined;

const options: Readonly<Record<string, Read>> = {
  by: (rest) => {
    const columns: string[] = [];
    do {
      const column = nameIn(rest);
      if (column === undefined) return undefined;
      columns.push(column);
    } while (rest[0]?.text === "," && rest.shift());
    return ["key", columns];
  },
  batch: (rest) => {
    const count = Number(rest.shift()?.text);
    return Number.isInteger(count) && count > 0 ? ["batch", count] : undefined;
  },
  pause: (rest) => timeIn("pause", rest),
  target: (rest) => timeIn("target", rest),
  "max-lag": (rest) => timeIn("maxLag", rest),
};

/** A word, where one with a hyphen is one. */
function optionIn(rest: Token[]): string | undefined {
  const word = rest.shift()?.text.toLowerCase();
  if (rest[0]?.text !== "-") return word;
  rest.shift();
  return `${word}-${rest.shift()?.text.toLowerCase()}`;
}

function nameIn(rest: Token[]): string | undefined {
  const [token] = rest;
  if (token === undefined || (token.kind !== "word" && token.kind !== "quoted")) return undefined;
  rest.shift();
  return nameOfToken(token);
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

function timeIn(name: string, rest: Token[]): readonly [string, number] | undefined {
  const [, amount, unit = ""] =
    /^(\d{1,6}(?:\.\d+)?)(ms|s|min)$/.exec(rest.shift()?.text ?? "") ?? [];
  return amount === undefined ? undefined : [name, Number(amount) * milliseconds[unit]!];
}
