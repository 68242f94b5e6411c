import { milliseconds } from "../sql/statement/index.ts";
import type { Settings } from "./transaction.ts";

/** A limit as the section has set it: as written, and in milliseconds; 0 for none. */
export interface Timeout {
  readonly written: string;
  readonly milliseconds: number;
}

/** What the section has set a timeout to; undefined where it has not, or to something that is no time. */
export function timeoutOf(
  settings: Settings,
  name: "lock_timeout" | "statement_timeout",
): Timeout | undefined {
  const written = settings.get(name);
  const length = written === undefined ? undefined : milliseconds(written);
  return length === undefined ? undefined : { written: withUnit(written!), milliseconds: length };
}

/** A bare number is a number of milliseconds. */
function withUnit(written: string): string {
  return /^\s*\d+\s*$/.test(written) && Number(written) > 0 ? `${written.trim()}ms` : written;
}
