/** Something in a SQL text that pgmaestro refuses, at a place in that text. */
export class SqlTextError extends Error {
  /** Where it stands: UTF-16 offset from the beginning of the text. */
  readonly offset: number;
  /** What to do about it. */
  readonly hint: string;

  constructor(problem: string, offset: number, hint: string) {
    super(problem);
    this.name = "SqlTextError";
    this.offset = offset;
    this.hint = hint;
  }
}
