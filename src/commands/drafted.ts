import type { ChangeScript } from "../catalog/index.ts";
import type { DraftRefusedError } from "../errors/index.ts";

/** Why nothing is written, and what stands against it. */
export type RefuseDraft = (reason: string, objects?: readonly string[]) => DraftRefusedError;

/**
 * The statements of a way, where they are all of it, so that they can be written into a file.
 * @throws DraftRefusedError as `refusal` makes it
 */
export function writtenStatements(
  { statements, reason, unfinished }: ChangeScript,
  refusal: RefuseDraft,
): readonly string[] {
  if (reason !== undefined) throw refusal(`there is no SQL for it: ${reason}`);
  if (unfinished.length > 0) throw refusal("it has secrets, which nobody is shown", unfinished);
  return statements;
}

/** Statements as a file has them. */
export function statementsText(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join("\n");
}
