import { quoteIfNeeded, quoteLiteral } from "../../sql/text/index.ts";
import { definitionOf, propertyOf } from "../digest/definitions.ts";
import { isOfView } from "./columns.ts";
import { isFact } from "./facts.ts";
import type { PropertyChange, PropertyKind } from "./kind.ts";
import { arrayItems, lastPart, optionsIn, withoutLast } from "./text.ts";

/** Privileges that facts do not know, and what is said of the database itself and of what is the system's. */
export const ofAccess: readonly PropertyKind[] = [
  {
    of: /^column$/,
    name: /^privileges$/,
    isUnknown: isOfView,
    sql: (change) => {
      const { name } = change.definition.object;
      return grants(change, withoutLast(name), ` (${lastPart(name)})`);
    },
  },
  {
    of: /^sequence$/,
    name: /^privileges$/,
    isUnknown: ({ object }, { facts }) => !isFact(object, facts),
    sql: (change) => [
      ...revokedFromRenamed(change),
      ...grants(change, `SEQUENCE ${change.definition.object.name}`),
    ],
  },
  {
    of: /^language$/,
    name: /^privileges$/,
    sql: (change) => grants(change, `LANGUAGE ${change.definition.object.name}`),
  },
  {
    of: /^(?:function|procedure)$/,
    name: /^privileges$/,
    isUnknown: ({ object }) => /^[^.(]+\(/.test(object.name), // the system's own go without a schema
    sql: (change) => {
      const { kind, name } = change.definition.object;
      return grants(change, `${kind.toUpperCase()} pg_catalog.${name}`);
    },
  },
  {
    of: /^database$/,
    name: /^privileges$/,
    sql: (change) => grants(change, "DATABASE %I").map(ofThisDatabase),
  },
  {
    of: /^database$/,
    name: /^settings$/,
    sql: (change) => settingChanges(change, "ALTER DATABASE %I"),
  },
  {
    of: /^role$/,
    name: /^settings in this database$/,
    sql: (change) =>
      settingChanges(
        change,
        `ALTER ROLE ${change.definition.object.name.replaceAll("%", "%%")} IN DATABASE %I`,
      ),
  },
  {
    of: /^database$/,
    name: /^comment$/,
    sql: ({ is }) => [ofThisDatabase(`COMMENT ON DATABASE %I IS ${commentText(is)}`)],
  },
  {
    of: /^(?:extension|language)$/,
    name: /^comment$/,
    sql: ({ definition: { object }, is }) => [
      `COMMENT ON ${object.kind.toUpperCase()} ${object.name} IS ${commentText(is)}`,
    ],
  },
  {
    of: /^(?:function|procedure|materialized view|index)$/,
    name: /^dependency on extension /,
    sql: ({ definition: { object, properties }, is }) => {
      const not = is === undefined ? "NO " : "";
      return [
        `ALTER ${object.kind.toUpperCase()} ${object.name} ${not}DEPENDS ON EXTENSION ${quoteIfNeeded(properties["extension"]!)}`,
      ];
    },
  },
];

function settingChanges({ was, is }: PropertyChange, alter: string): string[] {
  const [before, after] = [optionsIn(was), optionsIn(is)];
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const set = [...after].filter(([name, value]) => before.get(name) !== value);
  return [
    ...gone.map((name) => `${alter} RESET ${name}`),
    ...set.map(([name, value]) => `${alter} SET ${name} TO ${written(name, value)}`),
  ].map(ofThisDatabase);
}

/** The sequence of an identity keeps its privileges when it gets another name. */
function revokedFromRenamed(change: PropertyChange): string[] {
  const { definition, is, from, to } = change;
  const { object } = definition;
  const column = propertyOf(object, "owning column", to.definitions);
  if (definitionOf(object, from.definitions) !== undefined) return [];
  const earlier = [...from.definitions.values()].find(
    (one) =>
      one.object.kind === "sequence" &&
      one.aspect === undefined &&
      one.properties["owning column"] === column,
  );
  const had = earlier && definitionOf(earlier.object, from.definitions, "privileges");
  const was = had?.properties["privileges"] ?? undefined;
  if (was === undefined) return [];
  return revoked({ ...change, was, is }, `SEQUENCE ${object.name}`);
}

interface Grant {
  readonly grantee: string;
  readonly privilege: string;
  readonly isGrantable: boolean;
}

/** What must be revoked and granted. */
function grants(change: PropertyChange, target: string, columns = ""): string[] {
  return [
    ...revoked(change, target, columns),
    ...only(change.is, change.was, change).map(
      ({ grantee, privilege, isGrantable }) =>
        `GRANT ${privilege}${columns} ON ${target} TO ${grantee}${isGrantable ? " WITH GRANT OPTION" : ""}`,
    ),
  ];
}

function revoked(change: PropertyChange, target: string, columns = ""): string[] {
  return only(change.was, change.is, change).map(
    ({ grantee, privilege }) => `REVOKE ${privilege}${columns} ON ${target} FROM ${grantee}`,
  );
}

/** The privileges of one side that the other has not; what is usual where a side says nothing of them. */
function only(
  here: string | undefined,
  there: string | undefined,
  { definition }: PropertyChange,
): Grant[] {
  const usual = definition.properties["usual privileges"] ?? undefined;
  const [own, others] = [here ?? usual, there ?? usual].map((text) => arrayItems(text));
  return own!.filter((item) => !others!.includes(item)).map(grantOf);
}

/** `app: SELECT t` */
function grantOf(item: string): Grant {
  const [, grantee = "", privilege = "", grantable] = /^(.*): (\D+) ([tf])$/s.exec(item) ?? [];
  return {
    grantee: grantee === "PUBLIC" ? grantee : quoteIfNeeded(grantee),
    privilege,
    isGrantable: grantable === "t",
  };
}

function commentText(text: string | undefined): string {
  return text === undefined ? "NULL" : quoteLiteral(text);
}

/** Settings that are lists of names are kept as they are written. Source: PostgreSQL's `variable_is_guc_list_quote`. */
const listsOfNames =
  /^(?:search_path|temp_tablespaces|local_preload_libraries|session_preload_libraries)$/;

function written(name: string, value: string): string {
  return (listsOfNames.test(name) ? value : quoteLiteral(value)).replaceAll("%", "%%");
}

/** A statement about the database, which has another name for each copy: `%I` in the statement. */
function ofThisDatabase(statement: string): string {
  return `DO $do$ BEGIN EXECUTE format(${quoteLiteral(statement)}, current_database()); END $do$`;
}
