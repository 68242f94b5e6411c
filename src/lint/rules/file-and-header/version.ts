import { prefixOf } from "../../../migrations/index.ts";

/** The digits that a migration's name begins with. */
export function digitsOf(name: string): string {
  return /^\d*/.exec(name)![0];
}

/** The time that a migration's number says, in milliseconds; undefined for an index, and for a time that does not exist. */
export function timeOf(name: string): number | undefined {
  const digits = digitsOf(name);
  if (digits.length === 13) return Number(digits);
  if (digits.length !== 14 && digits.length !== 17) return undefined;
  const padded = digits.padEnd(17, "0");
  const time = prefixOf(padded)!;
  return new Date(time).toISOString().replaceAll(/\D/g, "") === padded ? time : undefined;
}

/** Whether its number says a time that is more than a day ahead. */
export function isInFuture(name: string): boolean {
  return (timeOf(name) ?? 0) > Date.now() + day;
}

export const day = 24 * 60 * 60 * 1000;
