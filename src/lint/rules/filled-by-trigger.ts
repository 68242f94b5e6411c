import type { Schema } from "../../schema/index.ts";
import type { RelationName } from "../../sql/statement/index.ts";
import { identifiersIn } from "./identifiers.ts";

/** Whether a trigger of the table calls a function that names the column, so that it may fill it. */
export function isFilledByTrigger(
  { relation, column }: { readonly relation: RelationName; readonly column: string },
  schema: Schema,
): boolean {
  const triggers = [...(schema.relation(relation)?.triggers.values() ?? [])];
  const routines = [...schema.routines.values()].flat();
  return triggers.some(({ function: called }) =>
    routines.some(({ name, body }) => name === called && namesIn(body ?? "").includes(column)),
  );
}

/** The names and keywords of the body of a function. */
function namesIn(body: string): string[] {
  return identifiersIn(body).map(({ name }) => name);
}
