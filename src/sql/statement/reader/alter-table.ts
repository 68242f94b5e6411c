import type { AlterTableCmd, AlterTableStmt, AlterTableType, Constraint, Node } from "@pgsql/types";
import type { Action, ActionOf, AlterTableAction } from "../action.ts";
import { columnOf, constraintOf } from "./column.ts";
import { expressionOf } from "./expression.ts";
import { objectKind, relationOf, namesOf } from "./name.ts";
import { begin } from "./reader.ts";
import { typeOf, type Place } from "./type.ts";

type OnTable = Pick<
  Extract<AlterTableAction, { kind: "set-not-null" }>,
  "relation" | "objectKind" | "ifExists" | "only" | "at"
>;

/** ALTER TABLE and its like, one action for each command. */
export function alterTable(
  { relation, cmds, objtype, missing_ok }: AlterTableStmt,
  place: Place,
): readonly Action[] {
  const on: OnTable = {
    at: begin(place),
    relation: relationOf(relation ?? {}),
    objectKind: objectKind(objtype),
    ifExists: missing_ok ?? false,
    only: !relation?.inh,
  };
  return (cmds ?? []).flatMap((node) => {
    if (!("AlterTableCmd" in node)) return [];
    const command = node.AlterTableCmd;
    return [
      commands[command.subtype!]?.(command, on, place) ?? {
        ...on,
        kind: "alter-table-other" as const,
        command: otherCommands[command.subtype!] ?? "another command",
        sets: optionsAreSet(listed(command.def)),
      },
    ];
  });
}

const otherCommands: {
  readonly [T in AlterTableType]?: ActionOf<"alter-table-other">["command"];
} = {
  AT_AddOf: "OF",
  AT_DropOf: "NOT OF",
  AT_GenericOptions: "OPTIONS",
  AT_AlterColumnGenericOptions: "ALTER COLUMN … OPTIONS",
  AT_DropOids: "SET WITHOUT OIDS",
};

type Command = (command: AlterTableCmd, on: OnTable, place: Place) => AlterTableAction | undefined;

const commands: { readonly [T in AlterTableType]?: Command } = {
  AT_AddColumn: ({ def, missing_ok }, on, place) => {
    if (!def || !("ColumnDef" in def)) return undefined;
    const column = columnOf(def.ColumnDef, place);
    return { ...on, kind: "add-column", column, guarded: missing_ok ?? false, at: column.at };
  },
  AT_DropColumn: ({ name, missing_ok, behavior }, on) => ({
    ...on,
    kind: "drop-column",
    column: name!,
    guarded: missing_ok ?? false,
    cascade: behavior === "DROP_CASCADE",
  }),
  AT_AlterColumnType: ({ name, def }, on, place) => {
    if (!def || !("ColumnDef" in def)) return undefined;
    const { typeName, raw_default: using, collClause, location } = def.ColumnDef;
    return {
      ...on,
      kind: "alter-column-type",
      column: name!,
      type: typeOf(typeName ?? {}, place),
      ...(using && { using: expressionOf(using, place) }),
      ...(collClause && { collation: namesOf(collClause.collname).join(".") }),
      at: place(location),
    };
  },
  AT_SetNotNull: ({ name }, on) => ({ ...on, kind: "set-not-null", column: name! }),
  AT_DropNotNull: ({ name }, on) => ({ ...on, kind: "drop-not-null", column: name! }),
  AT_ColumnDefault: ({ name, def }, on, place) => ({
    ...on,
    kind: "set-default",
    column: name!,
    ...(def && { default: expressionOf(def, place) }),
  }),
  AT_SetExpression: ({ name }, on) => ({ ...on, kind: "set-expression", column: name! }),
  AT_DropExpression: ({ name, missing_ok }, on) => ({
    ...on,
    kind: "drop-expression",
    column: name!,
    guarded: missing_ok ?? false,
  }),
  AT_AddIdentity: ({ name, def }, on) => ({
    ...on,
    kind: "add-identity",
    column: name!,
    always: def !== undefined && "Constraint" in def && def.Constraint.generated_when === "a",
  }),
  AT_SetIdentity: ({ name, def }, on) => ({
    ...on,
    kind: "set-identity",
    column: name!,
    ...generatedWhen(def),
  }),
  AT_DropIdentity: ({ name, missing_ok }, on) => ({
    ...on,
    kind: "drop-identity",
    column: name!,
    guarded: missing_ok ?? false,
  }),
  AT_SetStatistics: columnOption("statistics"),
  AT_SetOptions: columnOption("options"),
  AT_ResetOptions: columnOption("options"),
  AT_SetStorage: columnOption("storage"),
  AT_SetCompression: columnOption("compression"),
  AT_AddConstraint: ({ def }, on, place) => {
    const constraint = def && "Constraint" in def ? constraintOf(def.Constraint, place) : undefined;
    return constraint && { ...on, kind: "add-constraint", constraint, at: constraint.at };
  },
  AT_AlterConstraint: ({ def }, on) => ({ ...on, kind: "alter-constraint", ...alteration(def) }),
  AT_ValidateConstraint: ({ name }, on) => ({ ...on, kind: "validate-constraint", name: name! }),
  AT_DropConstraint: ({ name, missing_ok, behavior }, on) => ({
    ...on,
    kind: "drop-constraint",
    name: name!,
    guarded: missing_ok ?? false,
    cascade: behavior === "DROP_CASCADE",
  }),
  AT_AttachPartition: ({ def }, on) => {
    const { name, bound } = partitionOf(def);
    if (on.objectKind === "INDEX")
      return { ...on, kind: "attach-index", index: relationOf(name ?? {}) };
    const isDefault = bound?.is_default ?? false;
    return { ...on, kind: "attach-partition", partition: relationOf(name ?? {}), isDefault };
  },
  AT_DetachPartition: ({ def }, on) => detach(def, on, false),
  AT_DetachPartitionFinalize: ({ def }, on) => detach(def, on, true),
  AT_EnableRowSecurity: rowSecurity("enable"),
  AT_DisableRowSecurity: rowSecurity("disable"),
  AT_ForceRowSecurity: rowSecurity("force"),
  AT_NoForceRowSecurity: rowSecurity("no force"),
  AT_EnableTrig: trigger(true, "one"),
  AT_EnableAlwaysTrig: trigger(true, "one"),
  AT_EnableReplicaTrig: trigger(true, "one"),
  AT_EnableTrigAll: trigger(true, "all"),
  AT_EnableTrigUser: trigger(true, "user"),
  AT_DisableTrig: trigger(false, "one"),
  AT_DisableTrigAll: trigger(false, "all"),
  AT_DisableTrigUser: trigger(false, "user"),
  AT_EnableRule: rule(true),
  AT_EnableAlwaysRule: rule(true),
  AT_EnableReplicaRule: rule(true),
  AT_DisableRule: rule(false),
  AT_SetLogged: (_, on) => ({ ...on, kind: "set-logged", logged: true }),
  AT_SetUnLogged: (_, on) => ({ ...on, kind: "set-logged", logged: false }),
  AT_SetTableSpace: ({ name }, on) => ({ ...on, kind: "set-tablespace", tablespace: name! }),
  AT_SetAccessMethod: ({ name }, on) => ({
    ...on,
    kind: "set-access-method",
    ...(name !== undefined && { method: name }),
  }),
  AT_SetRelOptions: ({ def }, on) => ({
    ...on,
    kind: "set-options",
    options: optionsOf(listed(def)),
  }),
  AT_ResetRelOptions: ({ def }, on) => ({
    ...on,
    kind: "set-options",
    options: optionsOf(listed(def)),
  }),
  AT_ReplicaIdentity: (_, on) => ({ ...on, kind: "replica-identity" }),
  AT_ChangeOwner: ({ newowner }, on) => ({
    ...on,
    kind: "change-owner",
    owner: newowner?.rolename ?? newowner?.roletype ?? "",
  }),
  AT_AddInherit: ({ def }, on) => inherit(def, on, true),
  AT_DropInherit: ({ def }, on) => inherit(def, on, false),
  AT_ClusterOn: (_, on) => ({ ...on, kind: "cluster-on" }),
  AT_DropCluster: (_, on) => ({ ...on, kind: "cluster-on" }),
};

function columnOption(
  what: Extract<AlterTableAction, { kind: "set-column-options" }>["what"],
): Command {
  return ({ name }, on) => ({ ...on, kind: "set-column-options", column: name ?? "", what });
}

function rowSecurity(to: Extract<AlterTableAction, { kind: "row-security" }>["to"]): Command {
  return (_, on) => ({ ...on, kind: "row-security", to });
}

function trigger(enable: boolean, which: "one" | "all" | "user"): Command {
  return ({ name }, on) => ({
    ...on,
    kind: "trigger-state",
    enable,
    which,
    ...(name !== undefined && { name }),
  });
}

function rule(enable: boolean): Command {
  return ({ name }, on) => ({ ...on, kind: "rule-state", enable, name: name! });
}

/** The parser gives the letters of pg_attribute.attidentity as numbers. */
function generatedWhen(def: Node | undefined): { readonly always?: boolean } {
  const letter = optionsOf(listed(def))["generated"];
  return letter === undefined ? {} : { always: letter === String("a".charCodeAt(0)) };
}

/** PostgreSQL 18 has a node of its own for ALTER CONSTRAINT, which the parser's types do not know yet. */
function alteration(def: Node | undefined): { name: string; enforced?: boolean } {
  const [node] = Object.values(def ?? {}) as [
    (Constraint & { alterEnforceability?: boolean }) | undefined,
  ];
  return {
    name: node?.conname ?? "",
    ...(node?.alterEnforceability && { enforced: node.is_enforced ?? false }),
  };
}

function partitionOf(def: Node | undefined) {
  return def && "PartitionCmd" in def ? def.PartitionCmd : {};
}

function detach(def: Node | undefined, on: OnTable, finalize: boolean): AlterTableAction {
  const { name, concurrent } = partitionOf(def);
  return {
    ...on,
    kind: "detach-partition",
    partition: relationOf(name ?? {}),
    concurrently: concurrent ?? false,
    finalize,
  };
}

function inherit(def: Node | undefined, on: OnTable, add: boolean): AlterTableAction {
  const parent = relationOf(def && "RangeVar" in def ? def.RangeVar : {});
  return { ...on, kind: "inherit", parent, add };
}

function listed(def: Node | undefined): readonly Node[] {
  return def && "List" in def ? (def.List.items ?? []) : [];
}

/** Whether each of OPTIONS (…) is SET; what no word means is ADD. */
export function optionsAreSet(options: readonly Node[] = []): boolean {
  return options.every(
    (option) => "DefElem" in option && option.DefElem.defaction === "DEFELEM_SET",
  );
}

/** Storage parameters with their values as text; undefined where none is written. */
export function optionsOf(items: readonly Node[] = []): Record<string, string | undefined> {
  return Object.fromEntries(
    items.flatMap((node) =>
      "DefElem" in node ? [[node.DefElem.defname!, optionText(node.DefElem.arg)] as const] : [],
    ),
  );
}

/** Options with their values as text; empty where none is written. */
export function writtenOptions(items: readonly Node[] = []): Record<string, string> {
  return Object.fromEntries(
    Object.entries(optionsOf(items)).map(([name, value]) => [name, value ?? ""]),
  );
}

/** The value of an option as text; undefined where it has none. */
export function optionText(arg: Node | undefined): string | undefined {
  if (arg === undefined) return undefined;
  if ("String" in arg) return arg.String.sval ?? "";
  if ("Integer" in arg) return String(arg.Integer.ival ?? 0);
  if ("Float" in arg) return arg.Float.fval ?? "";
  if ("Boolean" in arg) return String(arg.Boolean.boolval ?? false);
  if ("TypeName" in arg) return namesOf(arg.TypeName.names).at(-1);
  if ("List" in arg) return (arg.List.items ?? []).map(optionText).join(", ");
  return "";
}
