import type { Node } from "@pgsql/types";
import { parseTrees } from "./reader/parser.ts";

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
  const trees = parseTrees(text).map(({ tree }) => tree);
  const named = trees.flatMap(rolesNamedBare);
  JSON.stringify(trees, (key, value: unknown) => {
    if (key === "rolename") named.push(String(value));
    return value;
  });
  const created = trees.flatMap((tree) =>
    "CreateRoleStmt" in tree ? [tree.CreateRoleStmt.role!] : [],
  );
  return { named, created };
}

/** Two statements name roles that their trees do not show as such. */
function rolesNamedBare(tree: Node): string[] {
  if ("GrantRoleStmt" in tree)
    return (tree.GrantRoleStmt.granted_roles ?? []).map((role: any) => role.AccessPriv.priv_name);
  if (
    "VariableSetStmt" in tree &&
    /^(?:role|session_authorization)$/.test(tree.VariableSetStmt.name!)
  )
    return (tree.VariableSetStmt.args ?? []).map((arg: any) => arg.A_Const.sval.sval);
  return [];
}
