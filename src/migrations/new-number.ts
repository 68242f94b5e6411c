import { InvalidRequestError } from "../errors/index.ts";
import { compareNames, prefixOf } from "./prefix.ts";

/** How new migrations are numbered: by the time in milliseconds, by the UTC time in 17 digits, or one after the other. */
export const numberings = ["timestamp", "utc", "index"] as const;
/** How new migrations are numbered. */
export type Numbering = (typeof numberings)[number];

/**
 * The number of a new migration, which comes after all that are there.
 * @param names of the migrations that are there
 * @param numbering absent for that of the newest migration
 * @throws InvalidRequestError where a number of that form would not come last
 */
export function newNumber(
  names: readonly string[],
  numbering: Numbering | undefined,
  now: Date,
): string {
  const newest = names.toSorted(compareNames).at(-1);
  const digits = newest === undefined ? undefined : /^\d+/.exec(newest)![0];
  const width = Math.max(0, ...names.map((name) => /^\d+/.exec(name)![0].length));
  const number = numberAfter(digits, numbering ?? styleOf(digits), now.getTime(), width);
  if (newest === undefined || compareNames(number, newest) > 0) return number;
  throw new InvalidRequestError(
    `A migration with the number ${number} would not run last, but before ${newest}`,
    "Leave --migration-filename-format away: the new number then has the form of the newest one.",
  );
}

/**
 * The number before that of a migration, in its form: of a time a millisecond less.
 * @returns undefined where there is none
 */
export function numberBefore(name: string): string | undefined {
  const digits = /^\d+/.exec(name)![0];
  if (digits.length === 17) return utcDigits(prefixOf(digits)! - 1);
  const number = BigInt(digits) - 1n;
  return number < 0n ? undefined : String(number).padStart(digits.length, "0");
}

/** A way to write the number of a migration that is made at some time. */
type Style = Numbering | "unix" | "dated";

function styleOf(digits: string | undefined): Style {
  if (digits === undefined || digits.length === 13) return "timestamp";
  if (digits.length === 17) return "utc";
  if (digits.length === 10 && digits.startsWith("1")) return "unix";
  return /^(?:19|20)\d{6}(?:\d{4}|\d{6})?$/.test(digits) ? "dated" : "index";
}

function numberAfter(newest: string | undefined, style: Style, now: number, width: number): string {
  switch (style) {
    case "timestamp":
      return String(timeAfter(newest, now));
    case "unix":
      return later(String(Math.floor(now / 1000)), newest);
    case "dated":
      return later(utcDigits(now).slice(0, newest!.length), newest);
    case "utc":
      return utcDigits(timeAfter(newest, now));
    case "index":
      return nextIndex(newest, width);
  }
}

/** Two within one tick of a clock have numbers one after the other, and so has one on a machine whose clock is late. */
function later(number: string, newest: string | undefined): string {
  return newest === undefined || number > newest ? number : String(BigInt(newest) + 1n);
}

/** Milliseconds; later than the newest, where that is a time in milliseconds. */
function timeAfter(newest: string | undefined, now: number): number {
  const isTime = newest !== undefined && [13, 17].includes(newest.length);
  return isTime ? Math.max(now, prefixOf(newest)! + 1) : now;
}

function utcDigits(time: number): string {
  return new Date(time).toISOString().replaceAll(/\D/g, "");
}

const shortestIndex = 4;

/** Padded to the longest there is, so that file listings sort as the numbers do. */
function nextIndex(newest: string | undefined, width: number): string {
  if (newest === undefined) return "1".padStart(shortestIndex, "0");
  if (newest.length !== 17) return String(BigInt(newest) + 1n).padStart(width, "0");
  throw new InvalidRequestError(
    `After ${newest}, which is a time, no index can follow`,
    "Use --migration-filename-format utc in this directory.",
  );
}
