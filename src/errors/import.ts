import { listNames, PgmaestroError } from "./base.ts";

/** The history of another tool cannot be taken over as it is, so nothing was written. */
export class ImportRefusedError extends PgmaestroError {
  readonly code = "import-refused";
  readonly kind = "refused";
  readonly tool: string;
  /** What stands in the way: migrations or files. */
  readonly names: readonly string[];

  constructor(tool: string, problem: string, hint: string, names: readonly string[] = []) {
    super(names.length > 0 ? `${problem}: ${listNames(names)}` : problem, hint);
    this.tool = tool;
    this.names = names;
  }

  override facts(): Record<string, unknown> {
    return { tool: this.tool, names: this.names };
  }
}
