import type { Node, RoleSpec } from "@pgsql/types";
import type { Action, ObjectName } from "../action.ts";
import { isInput } from "../parts.ts";
import { writtenOptions } from "./alter-table.ts";
import { argumentOf } from "./functions.ts";
import { castName, nameFrom, objectKind, transformName, namesOf } from "./name.ts";
import { begin, type Readers } from "./reader.ts";
import type { Place } from "./type.ts";

/** What is created and dropped of which rules say little. */
export const others: Readers = {
  DropSubscriptionStmt: ({ subname, missing_ok }, place) => [
    dropOther("SUBSCRIPTION", { name: subname ?? "" }, missing_ok, place),
  ],
  DropUserMappingStmt: ({ servername, user, missing_ok }, place) => [
    dropOther("USER MAPPING", userMapping(servername, user), missing_ok, place),
  ],
  DefineStmt: ({ kind, defnames, args, if_not_exists, replace }, place) => {
    const name = {
      ...nameFrom(namesOf(defnames)),
      ...(kind === "OBJECT_AGGREGATE" && { argumentTypes: aggregatedTypes(args) }),
    };
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
  CreateCastStmt: ({ sourcetype, targettype }, place) => [
    createOther("CAST", place, { name: castName(sourcetype, targettype) }),
  ],
  CreateEventTrigStmt: ({ trigname }, place) => [named("EVENT TRIGGER", trigname, place)],
  CreatePublicationStmt: ({ pubname }, place) => [named("PUBLICATION", pubname, place)],
  CreateSubscriptionStmt: ({ subname, conninfo, options }, place) => [
    named("SUBSCRIPTION", subname, place, {
      ...writtenOptions(options),
      ...(conninfo !== undefined && { connection: conninfo }),
    }),
  ],
  CreateFdwStmt: ({ fdwname, options }, place) => [
    named("FOREIGN DATA WRAPPER", fdwname, place, writtenOptions(options)),
  ],
  CreateForeignServerStmt: ({ servername, options, if_not_exists }, place) => [
    named("SERVER", servername, place, writtenOptions(options), if_not_exists),
  ],
  CreateUserMappingStmt: ({ servername, user, options, if_not_exists }, place) => [
    createOther("USER MAPPING", place, {
      name: userMapping(servername, user),
      options: writtenOptions(options),
      guarded: if_not_exists ?? false,
    }),
  ],
  CreatePLangStmt: ({ plname, replace }, place) => [
    createOther("LANGUAGE", place, { name: { name: plname! }, replace: replace ?? false }),
  ],
  CreateTransformStmt: ({ type_name, lang, replace }, place) => [
    createOther("TRANSFORM", place, {
      name: transformName(type_name, lang),
      replace: replace ?? false,
    }),
  ],
  CreateTableSpaceStmt: ({ tablespacename }, place) => [named("TABLESPACE", tablespacename, place)],
  CreateAmStmt: ({ amname }, place) => [named("ACCESS METHOD", amname, place)],
  CreateConversionStmt: ({ conversion_name }, place) => [
    createOther("CONVERSION", place, { name: nameFrom(namesOf(conversion_name)) }),
  ],
  CreateOpClassStmt: ({ amname, opclassname }, place) => [
    createOther("OPERATOR CLASS", place, {
      name: { ...nameFrom(namesOf(opclassname)), method: amname! },
    }),
  ],
  CreateOpFamilyStmt: ({ amname, opfamilyname }, place) => [
    createOther("OPERATOR FAMILY", place, {
      name: { ...nameFrom(namesOf(opfamilyname)), method: amname! },
    }),
  ],
  ImportForeignSchemaStmt: (_, place) => [createOther("FOREIGN SCHEMA", place, {})],
};

interface OtherFields {
  readonly name?: ObjectName;
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

function userMapping(server: string | undefined, user: RoleSpec | undefined): ObjectName {
  return { name: user?.rolename ?? user?.roletype ?? "", on: { name: server ?? "" } };
}

function aggregatedTypes([list]: readonly Node[] = []): string[] {
  const items = list && "List" in list ? (list.List.items ?? []) : [];
  return items.flatMap(argumentOf).flatMap(({ type, mode }) => (isInput(mode) ? [type] : []));
}

function dropOther(
  kind: string,
  object: ObjectName,
  missingOk: boolean | undefined,
  place: Place,
): Action {
  return {
    kind: "drop-other",
    at: begin(place),
    objectKind: kind,
    object,
    guarded: missingOk ?? false,
  };
}
