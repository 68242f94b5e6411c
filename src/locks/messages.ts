import type { Notice } from "../database/index.ts";

/** What the server said of a statement while `client_min_messages` was debug1. */
export interface SortedMessages {
  /** The names of tables that were read from end to end; without schema. */
  readonly verified: readonly string[];
  /** Foreign keys that were checked for all rows. */
  readonly validates: readonly string[];
  /** The names of tables that need no reading, as their constraints imply what is asked of them; without schema. */
  readonly implied: readonly string[];
  readonly cascades: readonly string[];
  readonly remarks: readonly string[];
}

/**
 * Sorts the server's messages, which must be in English. What it says of rewritten tables and built indexes is left
 * out: their files show more exactly.
 * Source: PostgreSQL's tablecmds.c, dependency.c, scansup.c.
 */
export function sortMessages(notices: readonly Notice[]): SortedMessages {
  const all = (pattern: RegExp) =>
    notices.flatMap(({ message }) => pattern.exec(message)?.slice(1) ?? []);
  return {
    verified: all(/^verifying table "(.*)"$/s),
    validates: all(/^validating foreign key constraint "(.*)"$/s),
    implied: all(/ "(.*)" is implied by existing constraints$/s),
    cascades: notices.flatMap(cascadesOf),
    remarks: notices.map(({ message }) => message).filter(isRemark),
  };
}

/** One victim is in the message, several are in its detail, one on a line. */
function cascadesOf({ message, detail }: Notice): string[] {
  const truncated = /^truncate cascades to (.*)$/s.exec(message)?.[1];
  if (truncated !== undefined) return [truncated];
  const dropped = /^drop cascades to (.*)$/s.exec(message)?.[1];
  if (dropped === undefined) return [];
  return detail
    ? detail.split("\n").map((line) => line.replace(/^drop cascades to /, ""))
    : [dropped];
}

const remarks = [
  /^identifier ".*" will be truncated to /s,
  /are sufficient to prove that it does not contain nulls$/,
  /is implied by existing constraints$/,
  /already exists, skipping$/,
];

function isRemark(message: string): boolean {
  return remarks.some((pattern) => pattern.test(message));
}

const levels = ["debug", "log", "notice", "warning", "error"];

/**
 * Whether a session with this `client_min_messages` would have got a message. DEBUG is asked for here alone.
 * Source: PostgreSQL manual, 20.8.2 "When to Log"; INFO is always sent.
 */
export function isSent({ severity }: Notice, clientMinMessages: string): boolean {
  if (/^debug/i.test(severity)) return false;
  const rank = levels.indexOf(severity.toLowerCase());
  return rank < 0 || rank >= levels.indexOf(clientMinMessages.replace(/\d$/, ""));
}
