import type { TextProblem } from "../../errors/index.ts";

/** Something in a SQL text that pgmaestro refuses, at a place in that text. */
export class SqlTextError extends Error {
  /** Where it stands: UTF-16 offset from the beginning of the text. */
  readonly offset: number;
  /** What to do about it. */
  readonly hint: string;
  /** What kind of problem it is, where somebody asks. */
  readonly reason: TextProblem | undefined;

  constructor(problem: string, offset: number, hint: string, reason?: TextProblem) {
    super(problem);
    this.name = "SqlTextError";
    this.offset = offset;
    this.hint = hint;
    this.reason = reason;
  }
}
