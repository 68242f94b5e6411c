import { InvalidRequestError } from "../errors/index.ts";

/** How new migrations are numbered: by the time in milliseconds, by the UTC time in 17 digits, or one after the other. */
export const numberings = ["timestamp", "utc", "index"] as const;
export type Numbering = (typeof numberings)[number];

/**
 * The number of a new migration, which no other has.
 * @throws InvalidRequestError where an index would follow numbers that are no indexes
 */
export function newNumber(names: readonly string[], numbering: Numbering, now: Date): string {
  const taken = names.map(digitsOf);
  if (numbering === "index") return nextIndex(taken);
  const write = numbering === "utc" ? utcDigits : String;
  let time = now.getTime();
  while (taken.includes(write(time))) time++;
  return write(time);
}

function digitsOf(name: string): string {
  return /^\d+/.exec(name)![0];
}

function utcDigits(time: number): string {
  return new Date(time).toISOString().replaceAll(/\D/g, "");
}

const shortestIndex = 4;

/** Padded to the longest there is, so that file listings sort as the numbers do. */
function nextIndex(taken: readonly string[]): string {
  const time = taken.find((digits) => digits.length >= 16);
  if (time !== undefined) {
    throw new InvalidRequestError(
      `After ${time}, which is a time, no index can follow`,
      "Use --migration-filename-format utc in this directory.",
    );
  }
  const width = Math.max(0, ...taken.map(({ length }) => length)) || shortestIndex;
  return String(Math.max(0, ...taken.map(Number)) + 1).padStart(width, "0");
}
