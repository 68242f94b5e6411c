import { alterTable, setOptions } from "./alter-table.ts";
import {
  always,
  askFirst,
  guarded,
  unguardedEffect,
  type Effect,
  type Readers,
  type Tree,
} from "./effect.ts";
import { moveSchema, rename } from "./rename.ts";
import { keyOf, namesOf, shownName, type Thing } from "./thing.ts";

/** ALTER, but for what may always be repeated. */
export const alterations: Readers = {
  AlterTableStmt: alterTable,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  RenameStmt: rename,
  AlterObjectSchemaStmt: moveSchema,
  AlterExtensionContentsStmt: () => unguardedEffect(askFirst("pg_depend")),
  AlterOpFamilyStmt: () => unguardedEffect(askFirst("pg_amop and pg_amproc")),
  AlterPublicationStmt: ({ action, pubobjects }) =>
    pubobjects === undefined || action === "AP_SetObjects"
      ? always
      : unguardedEffect("use ALTER PUBLICATION … SET"),
  AlterSubscriptionStmt: ({ kind }) =>
    /_(?:ADD|DROP)_PUBLICATION$/.test(kind!)
      ? unguardedEffect("use ALTER SUBSCRIPTION … SET PUBLICATION")
      : always,
  AlterTSConfigurationStmt: alterMapping,
  AlterFdwStmt: ({ options }) => setOptions(options),
  AlterForeignServerStmt: ({ options }) => setOptions(options),
  AlterUserMappingStmt: ({ options }) => setOptions(options),
};

/** The kinds of ALTER DOMAIN are letters: C is ADD CONSTRAINT, X is DROP CONSTRAINT. */
function alterDomain(node: Tree<"AlterDomainStmt">): readonly Effect[] {
  const domain = namesOf(node.typeName);
  const constraint = (name: string) => thingOfType("domain constraint", domain, name);
  if (node.subtype === "X")
    return [guarded(node.missing_ok, "add IF EXISTS", { drops: constraint(node.name!) })];
  if (node.subtype !== "C") return always;
  const name = node.def && "Constraint" in node.def ? node.def.Constraint.conname : undefined;
  const drop = `ALTER DOMAIN ${shownName(domain)} DROP CONSTRAINT IF EXISTS`;
  return name === undefined
    ? unguardedEffect(`give the constraint a name, and write ${drop} with it before`)
    : unguardedEffect(`write ${drop} ${shownName([name])} before it`, {
        creates: constraint(name),
      });
}

/** ALTER TYPE … ADD VALUE and RENAME VALUE. */
function alterEnum(node: Tree<"AlterEnumStmt">): readonly Effect[] {
  const value = (label: string) => thingOfType("enum value", namesOf(node.typeName), label);
  const creates = value(node.newVal!);
  return node.oldVal === undefined
    ? [guarded(node.skipIfNewValExists, "add IF NOT EXISTS", { creates })]
    : unguardedEffect(askFirst("pg_enum"), { drops: value(node.oldVal), creates });
}

function thingOfType(kind: string, type: readonly string[], name: string): Thing {
  return { key: keyOf(kind, [...type, name]), inside: [keyOf("type", type)] };
}

function alterMapping({ kind, missing_ok }: Tree<"AlterTSConfigurationStmt">): readonly Effect[] {
  switch (kind) {
    case "ALTER_TSCONFIG_ADD_MAPPING":
      return unguardedEffect(
        "write ALTER TEXT SEARCH CONFIGURATION … DROP MAPPING IF EXISTS before it",
      );
    case "ALTER_TSCONFIG_DROP_MAPPING":
      return [guarded(missing_ok, "add IF EXISTS")];
    default:
      return always;
  }
}
