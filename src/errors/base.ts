import { inspect } from "node:util";

/**
 * How a failure is to be treated: `failed` a migration or a check failed; `usage` the request or the
 * configuration is wrong; `refused` the state of the history forbids it; `gave-way` others needed what it needed, and it can be
 * tried again.
 */
export type ErrorKind = "failed" | "usage" | "refused" | "gave-way";

/** What every error of pgmaestro has: a code to branch on, a message that says what is wrong, a hint what to do. */
export abstract class PgmaestroError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** What to do about it; one sentence or more. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.hint = hint;
  }

  /** The facts of this error for JSON output; never a secret, never a whole file. */
  facts(): Record<string, unknown> {
    return {};
  }
}

/** What was thrown, in words; migrations, configs and packages of others may throw anything. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === "string" ? thrown : inspect(thrown, { depth: 1, breakLength: Infinity });
}

/** A place in a file; line and column count from 1, columns in characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `migrations/1_a.sql:3:7` */
export function formatLocation({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

const mostNames = 10;

/** Names for a sentence: the first ten, and how many more there are. */
export function listNames(names: readonly string[], separator = ", "): string {
  const shown = names.slice(0, mostNames).join(separator);
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** One name as it would be typed; of several the word that stands for them. */
export function argumentsOf(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : "NAME…";
}
