import type { Node } from "@pgsql/types";
import { walk } from "./tree-walk.ts";

/** The roles that a statement names, those inside strings and function bodies left out. */
export function rolesOfTree(tree: Node): readonly string[] {
  const named = rolesNamedBare(tree);
  walk(tree, (name, value) => {
    if (name === "rolename" && typeof value === "string") named.push(value);
  });
  return named;
}

/** Two statements name roles that their trees do not show as such. */
function rolesNamedBare(tree: Node): string[] {
  if ("GrantRoleStmt" in tree)
    return (tree.GrantRoleStmt.granted_roles ?? []).flatMap((role) =>
      "AccessPriv" in role ? (role.AccessPriv.priv_name ?? []) : [],
    );
  if (!("VariableSetStmt" in tree)) return [];
  const { name = "", args = [] } = tree.VariableSetStmt;
  return /^(?:role|session_authorization)$/.test(name) ? args.flatMap(constant) : [];
}

function constant(node: Node): string[] {
  return "A_Const" in node && node.A_Const.sval ? [node.A_Const.sval.sval ?? ""] : [];
}
