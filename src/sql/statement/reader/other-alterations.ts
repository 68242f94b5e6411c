import type { Node } from "@pgsql/types";
import type { Action, ActionOf } from "../action.ts";
import { optionsAreSet, writtenOptions } from "./alter-table.ts";
import { begin, type Readers } from "./reader.ts";
import type { Place } from "./type.ts";

/** What is altered of which rules say little. */
export const otherAlterations: Readers = {
  AlterDatabaseStmt: ({ options }, place) => [
    alterOther("DATABASE", place, { options: writtenOptions(options) }),
  ],
  AlterDatabaseSetStmt: (_, place) => [alterOther("DATABASE", place)],
  AlterSystemStmt: (_, place) => [alterOther("SYSTEM", place)],
  AlterSubscriptionStmt: ({ kind = "", conninfo, options }, place) => [
    alterOther("SUBSCRIPTION", place, {
      options: {
        ...writtenOptions(options),
        ...(conninfo !== undefined && { connection: conninfo }),
      },
      does: subscriptionCommands[kind] ?? "set",
      refreshes: /REFRESH|PUBLICATION/.test(kind),
    }),
  ],
  AlterUserMappingStmt: ({ options }, place) => [alterOptions("USER MAPPING", options, place)],
  AlterForeignServerStmt: ({ options }, place) => [alterOptions("SERVER", options, place)],
  AlterFdwStmt: ({ options }, place) => [alterOptions("FOREIGN DATA WRAPPER", options, place)],
  AlterPublicationStmt: ({ action, pubobjects }, place) => [
    alterOther("PUBLICATION", place, {
      does: pubobjects === undefined ? "set" : (publicationCommands[action ?? ""] ?? "set"),
    }),
  ],
  AlterExtensionStmt: (_, place) => [alterOther("EXTENSION", place)],
  AlterExtensionContentsStmt: ({ action }, place) => [
    alterOther("EXTENSION", place, { does: action === -1 ? "drop" : "add" }),
  ],
  AlterOpFamilyStmt: ({ isDrop }, place) => [
    alterOther("OPERATOR FAMILY", place, { does: isDrop ? "drop" : "add" }),
  ],
  AlterEventTrigStmt: (_, place) => [alterOther("EVENT TRIGGER", place)],
  AlterStatsStmt: (_, place) => [alterOther("STATISTICS", place)],
  AlterTypeStmt: (_, place) => [alterOther("TYPE", place)],
  AlterCollationStmt: (_, place) => [alterOther("COLLATION", place)],
  AlterOperatorStmt: (_, place) => [alterOther("OPERATOR", place)],
  AlterTSDictionaryStmt: (_, place) => [alterOther("TEXT SEARCH DICTIONARY", place)],
  AlterTSConfigurationStmt: ({ kind, missing_ok }, place) => [
    alterOther("TEXT SEARCH CONFIGURATION", place, {
      does: mappingCommands[kind ?? ""] ?? "set",
      guarded: missing_ok ?? false,
    }),
  ],
  AlterTableMoveAllStmt: (_, place) => [alterOther("ALL IN TABLESPACE", place)],
  ReassignOwnedStmt: (_, place) => [alterOther("OWNED", place)],
};

type OtherAlteration = Pick<ActionOf<"alter-other">, "does" | "guarded" | "refreshes" | "options">;

function alterOther(
  kind: string,
  place: Place,
  alteration: Partial<OtherAlteration> = {},
): ActionOf<"alter-other"> {
  return {
    kind: "alter-other",
    at: begin(place),
    objectKind: kind,
    does: "set",
    guarded: false,
    refreshes: false,
    options: {},
    ...alteration,
  };
}

function alterOptions(kind: string, options: readonly Node[] | undefined, place: Place): Action {
  return alterOther(kind, place, {
    options: writtenOptions(options),
    does: optionsAreSet(options) ? "set" : "add",
  });
}

const subscriptionCommands: Readonly<Record<string, OtherAlteration["does"]>> = {
  ALTER_SUBSCRIPTION_ADD_PUBLICATION: "add",
  ALTER_SUBSCRIPTION_DROP_PUBLICATION: "drop",
};

const publicationCommands: Readonly<Record<string, OtherAlteration["does"]>> = {
  AP_AddObjects: "add",
  AP_DropObjects: "drop",
};

const mappingCommands: Readonly<Record<string, OtherAlteration["does"]>> = {
  ALTER_TSCONFIG_ADD_MAPPING: "add",
  ALTER_TSCONFIG_DROP_MAPPING: "drop",
};
