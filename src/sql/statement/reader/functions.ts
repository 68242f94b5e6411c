import type { DefElem, Node } from "@pgsql/types";
import type { Argument, CreateFunction, Expression } from "../action.ts";
import { optionText, writtenOptions } from "./alter-table.ts";
import { expressionOf } from "./expression.ts";
import { nameFrom, objectKind, objectOf, relationOf, writtenType, namesOf } from "./name.ts";
import { isExpression } from "./query.ts";
import { begin, type Readers, type Tree } from "./reader.ts";

/** Functions, privileges, roles and databases. */
export const functions: Readers = {
  CreateFunctionStmt: (node, place) => [
    { kind: "create-function", at: begin(place), ...functionOf(node) },
  ],
  AlterFunctionStmt: ({ objtype, func, actions }, place) => {
    const options = elementsOf(actions);
    const security = options.find(({ defname }) => defname === "security")?.arg;
    return [
      {
        kind: "alter-function",
        at: begin(place),
        object: objectOf(objtype, func && { ObjectWithArgs: func }),
        ...(security && { securityDefiner: optionText(security) === "true" }),
        settings: options.flatMap(settingOf),
      },
    ];
  },
  GrantStmt: (
    { is_grant, privileges, objtype, objects, grantees, grant_option, targtype },
    place,
  ) => [
    {
      kind: "grant",
      at: begin(place),
      grant: is_grant ?? false,
      privileges: (privileges ?? []).flatMap((node) =>
        "AccessPriv" in node ? (node.AccessPriv.priv_name ?? []) : [],
      ),
      objectKind: objectKind(objtype),
      objects: (objects ?? []).map((node) =>
        "RangeVar" in node ? relationOf(node.RangeVar) : objectOf(objtype, node),
      ),
      ...(targtype === "ACL_TARGET_ALL_IN_SCHEMA" && { inSchemas: true }),
      toPublic: (grantees ?? []).some(isPublic),
      withGrantOption: grant_option ?? false,
      ofRoles: false,
    },
  ],
  GrantRoleStmt: ({ is_grant, granted_roles }, place) => [
    {
      kind: "grant",
      at: begin(place),
      grant: is_grant ?? false,
      privileges: [],
      objectKind: "ROLE",
      objects: (granted_roles ?? []).flatMap((node) =>
        "AccessPriv" in node ? [{ name: node.AccessPriv.priv_name ?? "" }] : [],
      ),
      toPublic: false,
      withGrantOption: false,
      ofRoles: true,
    },
  ],
  AlterDefaultPrivilegesStmt: (_, place) => [{ kind: "default-privileges", at: begin(place) }],
  CreateRoleStmt: ({ role, options }, place) => [
    { kind: "create-role", at: begin(place), name: role!, options: roleOptions(options) },
  ],
  AlterRoleStmt: ({ role, options }, place) => [
    {
      kind: "alter-role",
      at: begin(place),
      name: role?.rolename ?? "",
      options: roleOptions(options),
    },
  ],
  AlterRoleSetStmt: ({ role }, place) => [
    { kind: "alter-role", at: begin(place), name: role?.rolename ?? "", options: {} },
  ],
  DropRoleStmt: ({ roles, missing_ok }, place) => [
    {
      kind: "drop-role",
      at: begin(place),
      names: (roles ?? []).flatMap((node) =>
        "RoleSpec" in node ? [node.RoleSpec.rolename ?? ""] : [],
      ),
      guarded: missing_ok ?? false,
    },
  ],
  DropOwnedStmt: ({ behavior }, place) => [
    { kind: "drop-owned", at: begin(place), cascade: behavior === "DROP_CASCADE" },
  ],
  CreatedbStmt: ({ dbname }, place) => [
    { kind: "create-database", at: begin(place), name: dbname! },
  ],
  DropdbStmt: ({ dbname, missing_ok }, place) => [
    { kind: "drop-database", at: begin(place), name: dbname!, guarded: missing_ok ?? false },
  ],
};

function functionOf(node: Tree<"CreateFunctionStmt">): CreateFunction {
  const options = elementsOf(node.options);
  const option = (name: string) => options.find(({ defname }) => defname === name)?.arg;
  const body = bodyOf(option("as"));
  return {
    name: nameFrom(namesOf(node.funcname)),
    procedure: node.is_procedure ?? false,
    replace: node.replace ?? false,
    arguments: (node.parameters ?? []).flatMap(argumentOf),
    ...(node.returnType && { returns: returnsOf(node.returnType) }),
    language: (optionText(option("language")) ?? "sql").toLowerCase(),
    volatility: (optionText(option("volatility")) ?? "volatile") as CreateFunction["volatility"],
    securityDefiner: optionText(option("security")) === "true",
    settings: options.flatMap(settingOf),
    ...(body !== undefined && { body }),
    ...returnedBy(node),
  };
}

function elementsOf(options: readonly Node[] = []): DefElem[] {
  return options.flatMap((option) => ("DefElem" in option ? [option.DefElem] : []));
}

function returnsOf(type: NonNullable<Tree<"CreateFunctionStmt">["returnType"]>): string {
  return `${type.setof ? "setof " : ""}${writtenType({ TypeName: type })}`;
}

function returnedBy({ sql_body: body }: Tree<"CreateFunctionStmt">): { returned?: Expression } {
  const value = body && returnedIn(body);
  return value === undefined ? {} : { returned: expressionOf(value, () => 0) };
}

/** What RETURN computes, or a BEGIN ATOMIC with nothing but one expression. */
function returnedIn(body: Node): Node | undefined {
  if ("ReturnStmt" in body) return body.ReturnStmt.returnval;
  const statements = itemsOf(body).flatMap(itemsOf);
  const [only, ...others] = statements;
  if (only === undefined || others.length > 0 || !("SelectStmt" in only)) return undefined;
  const [target] = isExpression(only.SelectStmt) ? (only.SelectStmt.targetList ?? []) : [];
  return target && "ResTarget" in target ? target.ResTarget.val : undefined;
}

function itemsOf(node: Node): readonly Node[] {
  return "List" in node ? (node.List.items ?? []) : [];
}

function bodyOf(arg: Node | undefined): string | undefined {
  if (arg === undefined || !("List" in arg)) return undefined;
  const [first] = arg.List.items ?? [];
  return first && "String" in first ? first.String.sval : undefined;
}

function settingOf({ defname, arg }: DefElem): string[] {
  if (defname !== "set" || !arg || !("VariableSetStmt" in arg)) return [];
  return [arg.VariableSetStmt.name ?? ""];
}

const modes: Readonly<Record<string, Argument["mode"]>> = {
  FUNC_PARAM_OUT: "out",
  FUNC_PARAM_INOUT: "inout",
  FUNC_PARAM_VARIADIC: "variadic",
  FUNC_PARAM_TABLE: "table",
};

export function argumentOf(node: Node): Argument[] {
  if (!("FunctionParameter" in node)) return [];
  const { name, argType, mode, defexpr } = node.FunctionParameter;
  return [
    {
      ...(name !== undefined && { name }),
      type: argType ? writtenType({ TypeName: argType }) : "",
      mode: modes[mode ?? ""] ?? "in",
      hasDefault: defexpr !== undefined,
    },
  ];
}

function isPublic(node: Node): boolean {
  return "RoleSpec" in node && node.RoleSpec.roletype === "ROLESPEC_PUBLIC";
}

/** `password` as its text, switches such as `superuser` as true or false. */
function roleOptions(options: readonly Node[] | undefined): Record<string, string | boolean> {
  const entries = Object.entries(writtenOptions(options));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      /^(?:true|false)$/.test(value) ? value === "true" : value,
    ]),
  );
}
