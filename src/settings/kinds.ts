import type { ServerSettings } from "../database/index.ts";
import type { CancelBlockers } from "../engine/index.ts";
import type { RunReportData } from "../report/run-report.ts";

/** A kind of value, wherever it is given. */
export interface ValueKind<Value> {
  /** The value that a flag or a variable spells; undefined for text that spells none. */
  parse(text: string): Value | undefined;
  /** The value that a config file or a parsed flag holds; undefined for what is of another kind. */
  accept(value: unknown): Value | undefined;
  /** Completes "must be …". */
  readonly expected: string;
  /** All values, where there are few. */
  readonly choices?: readonly string[];
  /** As JSON Schema says it. Default: a text. */
  readonly schema?: JsonSchema;
}

/** What a value may be, in JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What JSON Schema says of values of a kind. */
export function schemaOf({ schema = { type: "string" } }: ValueKind<unknown>): JsonSchema {
  return schema;
}

/** Any text. */
export const text: ValueKind<string> = {
  parse: (given) => given,
  accept: (value) => (typeof value === "string" ? value : undefined),
  expected: "a text",
};

/** One of a few words. */
export function oneOf<Choice extends string>(choices: readonly Choice[]): ValueKind<Choice> {
  const find = (value: unknown) => choices.find((choice) => choice === value);
  return {
    ...{ parse: find, accept: find, choices },
    expected: `one of ${choices.join(", ")}`,
    schema: { type: "string", enum: choices },
  };
}

/** In which form what happens is written. */
export const logFormats = ["text", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

/** Several values with commas between them; given again, they add up. */
export function listOf<Item>(item: ValueKind<Item>): ValueKind<readonly Item[]> {
  return {
    parse: (given) => allOf(given.split(","), (part) => item.parse(part.trim())),
    accept: (value) => allOf([value].flat(), item.accept),
    expected:
      item.choices === undefined
        ? "a text or a list of texts"
        : `some of ${item.choices.join(", ")}`,
    ...(item.choices && { choices: item.choices }),
    schema: { type: "array", items: schemaOf(item) },
  };
}

function allOf<Given, Value>(
  given: readonly Given[],
  convert: (one: Given) => Value | undefined,
): Value[] | undefined {
  const values = given.map(convert).filter((value) => value !== undefined);
  return values.length === given.length ? values : undefined;
}

/** Yes or no, in the spellings that variables commonly have. */
export const yesOrNo: ValueKind<boolean> = {
  parse: (given) =>
    /^(?:true|1|yes|on)$/i.test(given) || (/^(?:false|0|no|off)$/i.test(given) ? false : undefined),
  accept: (value) => (typeof value === "boolean" ? value : undefined),
  expected: "true or false",
  schema: { type: "boolean" },
};

/** A path, or whether to look for the usual one. */
export const pathOrYesNo: ValueKind<boolean | string> = {
  parse: (given) => {
    if (given === "") return undefined;
    return /^(?:true|false)$/i.test(given) ? yesOrNo.parse(given) : given;
  },
  accept: (value) => yesOrNo.accept(value) ?? text.accept(value),
  expected: "true, false or a path",
  schema: { type: ["boolean", "string"] },
};

/** A number of seconds, perhaps without a limit. */
export const seconds: ValueKind<number> = {
  parse: (given) => (/^\d{1,9}(?:\.\d+)?$/.test(given) ? Number(given) : undefined),
  accept: (value) =>
    typeof value === "number" && (value === Infinity || (value >= 0 && value < 1e9))
      ? value
      : undefined,
  expected: "a number of seconds, 0 or more",
  schema: { type: "number", minimum: 0 },
};

/** A time as people write it: `30s`, `5min`, `1h`, `500ms`, or a number of seconds. In seconds. */
export const time: ValueKind<number> = {
  parse: (given) => {
    const [, amount, unit = "s"] = /^(\d{1,9}(?:\.\d+)?) ?(ms|s|min|h|d)?$/.exec(given) ?? [];
    return amount === undefined
      ? undefined
      : Number(amount) * secondsIn[unit as keyof typeof secondsIn];
  },
  accept: (value) => (typeof value === "string" ? time.parse(value) : seconds.accept(value)),
  expected: "a time such as 30s, 5min or 1h",
};

const secondsIn = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 } as const;

/** Which sessions in the way are to be ended. */
export const blockers: ValueKind<CancelBlockers> = {
  parse: () => undefined,
  accept: (value) => {
    if (!isObject(value) || Object.keys(value).join() !== "idleInTransaction") return undefined;
    const idleInTransaction = time.accept(Object.values(value)[0]);
    return idleInTransaction === undefined ? undefined : { idleInTransaction };
  },
  expected: 'an object such as {"idleInTransaction": "30s"}',
};

/** What gets the report of a run: a command of the shell, or a function of a JS or TS config. */
export type Hook = string | ((report: RunReportData) => unknown);

export const hook: ValueKind<Hook> = {
  parse: (given) => given,
  accept: (value) =>
    typeof value === "function" ? (value as Hook) : text.accept(value || undefined),
  expected: "a command, or a function of a JS or TS config",
};

/** A bigint as text, since it may be greater than numbers can be. */
export const bigint: ValueKind<string> = {
  parse: (given) => (/^-?\d{1,19}$/.test(given) ? given : undefined),
  accept: (value) =>
    typeof value === "string" || typeof value === "number"
      ? bigint.parse(String(value))
      : undefined,
  expected: "a whole number (a bigint), such as 7241865325823964",
};

/** A whole number within limits. */
export function wholeNumber(what: string, first: number, last: number): ValueKind<number> {
  const within = (number: number) => (number >= first && number <= last ? number : undefined);
  return {
    parse: (given) => (/^\d{1,9}$/.test(given) ? within(Number(given)) : undefined),
    accept: (value) => (Number.isInteger(value) ? within(Number(value)) : undefined),
    expected: `${what}, ${first} to ${last}`,
    schema: { type: "integer", minimum: first, maximum: last },
  };
}

/** Values by name; given again, they add up. */
export const definitions: ValueKind<Readonly<Record<string, string>>> = {
  parse: (given) => {
    const [, name, value] = /^([\w\u0080-\uffff]+)=([^]*)$/.exec(given) ?? [];
    return name === undefined ? undefined : { [name]: value! };
  },
  accept: (value) => {
    if (!isObject(value)) return undefined;
    const texts = Object.entries(value).filter((one): one is [string, string] => {
      return typeof one[1] === "string";
    });
    return texts.length === Object.keys(value).length ? Object.fromEntries(texts) : undefined;
  },
  expected: "NAME=VALUE, in a config file an object of texts by name",
  schema: { type: "object", additionalProperties: { type: "string" } },
};

/** Where a database is: a URL, or settings of the driver. */
export type Address = string | ServerSettings;

export const address: ValueKind<Address> = {
  parse: (given) => given,
  accept: (value) => (typeof value === "string" || isObject(value) ? value : undefined),
  expected: "a URL, or an object of connection settings",
};

function isObject(value: unknown): value is ServerSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
