import type { DefElem, Node } from "@pgsql/types";
import { namesOf } from "./effects/thing.ts";
import type { Action, Argument, CreateFunction } from "./action.ts";
import { optionText } from "./alter-table.ts";
import { nameFrom, objectKind, objectOf, relationOf, writtenType } from "./name.ts";
import { begin, type Readers } from "./reader.ts";
import type { Place } from "./type.ts";
import type { Tree } from "./effects/effect.ts";

/** Functions, privileges, roles, databases, and what is created that rules say little of. */
export const others: Readers = {
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
  GrantStmt: ({ is_grant, privileges, objtype, objects, grantees, grant_option }, place) => [
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
  DefineStmt: ({ kind, defnames, if_not_exists, replace }, place) => {
    const name = nameFrom(namesOf(defnames));
    if (kind === "OBJECT_TYPE")
      return [{ kind: "create-type", at: begin(place), name, form: "base", values: [] }];
    return [
      createOther(objectKind(kind), place, {
        name,
        guarded: if_not_exists ?? false,
        replace: replace ?? false,
      }),
    ];
  },
  CreateCastStmt: (_, place) => [createOther("CAST", place, {})],
  CreateEventTrigStmt: ({ trigname }, place) => [named("EVENT TRIGGER", trigname, place)],
  CreatePublicationStmt: ({ pubname }, place) => [named("PUBLICATION", pubname, place)],
  CreateSubscriptionStmt: ({ subname, conninfo, options }, place) => [
    named("SUBSCRIPTION", subname, place, {
      ...optionsOf(options),
      ...(conninfo !== undefined && { connection: conninfo }),
    }),
  ],
  CreateFdwStmt: ({ fdwname, options }, place) => [
    named("FOREIGN DATA WRAPPER", fdwname, place, optionsOf(options)),
  ],
  CreateForeignServerStmt: ({ servername, options, if_not_exists }, place) => [
    named("SERVER", servername, place, optionsOf(options), if_not_exists),
  ],
  CreateUserMappingStmt: ({ servername, options, if_not_exists }, place) => [
    named("USER MAPPING", servername, place, optionsOf(options), if_not_exists),
  ],
  CreatePLangStmt: ({ plname, replace }, place) => [
    createOther("LANGUAGE", place, { name: { name: plname! }, replace: replace ?? false }),
  ],
  CreateTransformStmt: ({ replace }, place) => [
    createOther("TRANSFORM", place, { replace: replace ?? false }),
  ],
  CreateTableSpaceStmt: ({ tablespacename }, place) => [named("TABLESPACE", tablespacename, place)],
  CreateAmStmt: ({ amname }, place) => [named("ACCESS METHOD", amname, place)],
  CreateConversionStmt: (_, place) => [createOther("CONVERSION", place, {})],
  CreateOpClassStmt: ({ opclassname }, place) => [
    createOther("OPERATOR CLASS", place, { name: nameFrom(namesOf(opclassname)) }),
  ],
  CreateOpFamilyStmt: ({ opfamilyname }, place) => [
    createOther("OPERATOR FAMILY", place, { name: nameFrom(namesOf(opfamilyname)) }),
  ],
  ImportForeignSchemaStmt: (_, place) => [createOther("FOREIGN SCHEMA", place, {})],
  AlterDatabaseStmt: (_, place) => [alterOther("DATABASE", place)],
  AlterDatabaseSetStmt: (_, place) => [alterOther("DATABASE", place)],
  AlterSystemStmt: (_, place) => [alterOther("SYSTEM", place)],
  AlterSubscriptionStmt: ({ conninfo, options }, place) => [
    alterOther("SUBSCRIPTION", place, {
      ...optionsOf(options),
      ...(conninfo !== undefined && { connection: conninfo }),
    }),
  ],
  AlterUserMappingStmt: ({ options }, place) => [
    alterOther("USER MAPPING", place, optionsOf(options)),
  ],
  AlterForeignServerStmt: ({ options }, place) => [alterOther("SERVER", place, optionsOf(options))],
  AlterPublicationStmt: (_, place) => [alterOther("PUBLICATION", place)],
  AlterExtensionStmt: (_, place) => [alterOther("EXTENSION", place)],
  AlterExtensionContentsStmt: (_, place) => [alterOther("EXTENSION", place)],
  AlterEventTrigStmt: (_, place) => [alterOther("EVENT TRIGGER", place)],
  AlterStatsStmt: (_, place) => [alterOther("STATISTICS", place)],
  AlterTypeStmt: (_, place) => [alterOther("TYPE", place)],
  AlterCollationStmt: (_, place) => [alterOther("COLLATION", place)],
  AlterOperatorStmt: (_, place) => [alterOther("OPERATOR", place)],
  AlterTSDictionaryStmt: (_, place) => [alterOther("TEXT SEARCH DICTIONARY", place)],
  AlterTSConfigurationStmt: (_, place) => [alterOther("TEXT SEARCH CONFIGURATION", place)],
  AlterTableMoveAllStmt: (_, place) => [alterOther("ALL IN TABLESPACE", place)],
  ReassignOwnedStmt: (_, place) => [alterOther("OWNED", place)],
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
  };
}

function elementsOf(options: readonly Node[] = []): DefElem[] {
  return options.flatMap((option) => ("DefElem" in option ? [option.DefElem] : []));
}

function returnsOf(type: NonNullable<Tree<"CreateFunctionStmt">["returnType"]>): string {
  return `${type.setof ? "setof " : ""}${writtenType({ TypeName: type })}`;
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

function argumentOf(node: Node): Argument[] {
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
  const entries = Object.entries(optionsOf(options));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      /^(?:true|false)$/.test(value) ? value === "true" : value,
    ]),
  );
}

function optionsOf(options: readonly Node[] = []): Record<string, string> {
  return Object.fromEntries(
    options.flatMap((option) =>
      "DefElem" in option
        ? [[option.DefElem.defname!, optionText(option.DefElem.arg) ?? ""] as const]
        : [],
    ),
  );
}

interface OtherFields {
  readonly name?: { readonly name: string; readonly schema?: string };
  readonly guarded?: boolean;
  readonly replace?: boolean;
  readonly options?: Readonly<Record<string, string>>;
}

function createOther(
  kind: string,
  place: Place,
  { name, guarded = false, replace = false, options = {} }: OtherFields,
): Action {
  return {
    kind: "create-other",
    at: begin(place),
    objectKind: kind,
    ...(name && { name }),
    guarded,
    replace,
    options,
  };
}

function named(
  kind: string,
  name: string | undefined,
  place: Place,
  options?: Readonly<Record<string, string>>,
  guarded?: boolean,
): Action {
  return createOther(kind, place, {
    name: { name: name ?? "" },
    ...(options && { options }),
    ...(guarded && { guarded }),
  });
}

function alterOther(
  kind: string,
  place: Place,
  options: Readonly<Record<string, string>> = {},
): Action {
  return { kind: "alter-other", at: begin(place), objectKind: kind, options };
}
