import { createdBy } from "./description/index.ts";
import { parseStatements } from "./statements.ts";

/** Roles by their names. */
export interface Roles {
  readonly named: readonly string[];
  readonly created: readonly string[];
}

const mentionsRoles = /\b(?:grant|revoke|owner|role|user|group|policy|authorization|privileges)\b/i;

/**
 * The roles that a SQL text names, those inside strings and function bodies left out, and those that it creates.
 * `loadParser` must have been awaited before.
 * @throws SqlTextError
 */
export function rolesIn(text: string): Roles {
  if (!mentionsRoles.test(text)) return { named: [], created: [] };
  const statements = parseStatements(text);
  const created = statements.flatMap(({ actions }) => actions.flatMap(createdBy));
  return {
    named: statements.flatMap(({ roles }) => roles),
    created: created.flatMap(({ objectKind, name }) => (objectKind === "ROLE" ? (name ?? []) : [])),
  };
}
