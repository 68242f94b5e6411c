import type {
  AlterTableCmd,
  AlterTableStmt,
  AlterTableType,
  Constraint,
  Node,
  ObjectType,
} from "@pgsql/types";
import { always, askFirst, guarded, unguardedEffect, type Effect } from "./effect.ts";
import {
  keyOf,
  namesOf,
  relationParts,
  shownName,
  thingOnTable,
  unnamedThing,
  type Thing,
} from "./thing.ts";

/** What ALTER TABLE does, one command after the other. */
export function alterTable({ relation, cmds, objtype }: AlterTableStmt): readonly Effect[] {
  const table = relationParts(relation);
  return (cmds ?? []).flatMap((node) => {
    if (!("AlterTableCmd" in node)) return [];
    const command = node.AlterTableCmd;
    return commands[command.subtype!]?.(command, table, objtype!) ?? always;
  });
}

type Command = (
  command: AlterTableCmd,
  table: readonly string[],
  type: ObjectType,
) => readonly Effect[];

/** The commands that may not, or not always, be repeated; all others set what they say. */
const commands: { readonly [T in AlterTableType]?: Command } = {
  AT_AddColumn: ({ def, missing_ok }, table, type) => {
    const name = def && "ColumnDef" in def ? def.ColumnDef.colname : undefined;
    const remedy = type === "OBJECT_TYPE" ? askFirst("pg_attribute") : "add IF NOT EXISTS";
    return [guarded(missing_ok, remedy, { creates: column(table, name) })];
  },
  AT_DropColumn: ({ name, missing_ok }, table) => [
    guarded(missing_ok, "add IF EXISTS", { drops: column(table, name) }),
  ],
  AT_AlterColumnType: ({ def }) => [{ guard: isPlainChange(def) ? "always" : "unknown" }],
  AT_DropExpression: ({ missing_ok }) => [guarded(missing_ok, "add IF EXISTS")],
  AT_AddIdentity: ({ name }, table) =>
    unguardedEffect(
      `write ALTER TABLE ${shownName(table)} ALTER COLUMN ${shownName([name!])} DROP IDENTITY IF EXISTS before it`,
      { creates: identity(table, name) },
    ),
  AT_DropIdentity: ({ name, missing_ok }, table) => [
    guarded(missing_ok, "add IF EXISTS", { drops: identity(table, name) }),
  ],
  AT_AddConstraint: ({ def }, table) =>
    def && "Constraint" in def ? addConstraint(def.Constraint, table) : always,
  AT_DropConstraint: ({ name, missing_ok }, table) => [
    guarded(missing_ok, "add IF EXISTS", { drops: thingOnTable("constraint", [...table, name!]) }),
  ],
  AT_AddInherit: inherit,
  AT_DropInherit: inherit,
  AT_AttachPartition: inherit,
  AT_DetachPartition: inherit,
  AT_DetachPartitionFinalize: inherit,
  AT_DropOf: () => unguardedEffect(askFirst("pg_class")),
  AT_GenericOptions: ({ def }) => setOptions(listed(def)),
  AT_AlterColumnGenericOptions: ({ def }) => setOptions(listed(def)),
};

function column(table: readonly string[], name: string | undefined): Thing {
  return thingOnTable("column", [...table, name ?? ""]);
}

/** Without USING, or with a mere cast of a column, a second time finds nothing to change. */
function isPlainChange(def: Node | undefined): boolean {
  const using = def && "ColumnDef" in def ? def.ColumnDef.raw_default : undefined;
  if (using === undefined || "ColumnRef" in using) return true;
  const cast = "TypeCast" in using ? using.TypeCast.arg : undefined;
  return cast !== undefined && "ColumnRef" in cast;
}

function identity(table: readonly string[], name: string | undefined): Thing {
  const parts = [...table, name ?? ""];
  return thingOnTable("identity", parts, [keyOf("column", parts)]);
}

function addConstraint(
  { conname, keys, fk_attrs }: Constraint,
  table: readonly string[],
): readonly Effect[] {
  const columns = [...namesOf(keys), ...namesOf(fk_attrs)];
  const inside = columns.map((name) => keyOf("column", [...table, name]));
  const drop = `ALTER TABLE ${shownName(table)} DROP CONSTRAINT IF EXISTS`;
  return conname === undefined
    ? unguardedEffect(`give the constraint a name, and write ${drop} with it before`, {
        creates: unnamedThing(table, ...inside),
      })
    : unguardedEffect(`write ${drop} ${shownName([conname])} before it`, {
        creates: thingOnTable("constraint", [...table, conname], inside),
      });
}

function inherit(): readonly Effect[] {
  return unguardedEffect(askFirst("pg_inherits"));
}

/** OPTIONS: SET may be repeated; ADD, which is what no word means, and DROP may not. */
export function setOptions(options: readonly Node[] = []): readonly Effect[] {
  const isSet = options.every(
    (option) => "DefElem" in option && option.DefElem.defaction === "DEFELEM_SET",
  );
  return isSet ? always : unguardedEffect("use SET for options that are there already");
}

function listed(def: Node | undefined): readonly Node[] | undefined {
  return def && "List" in def ? def.List.items : undefined;
}
