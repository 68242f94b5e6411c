import { quoteIfNeeded, quoteLiteral } from "../../sql/text/index.ts";
import type { Definition } from "../digest/definitions.ts";
import { isFact } from "./facts.ts";
import type { Catalog } from "../read.ts";
import type { WholeKind, PropertyKind } from "./kind.ts";
import { calledWith, operatorKinds } from "./operators.ts";
import { textSearchKinds } from "./text-search.ts";
import { arrayItems, lastPart, triggerStates, unquoted } from "./text.ts";

/** Those that can be dropped by their names, each before what it needs. */
const onlyDropped = ["text search template", "text search parser"].map((of): WholeKind => ({
  of,
  isUsed: true,
  drop: ({ object }) => [`DROP ${of.toUpperCase()} IF EXISTS ${object.name}`],
}));

/** Objects of which facts know nothing, each kind after what it needs. */
export const wholeKinds: readonly WholeKind[] = [
  ...onlyDropped,
  ...operatorKinds,
  ...textSearchKinds,
  {
    of: "statistics",
    create: (definition) => [createStatistics(definition), ...targetOf(definition)],
    drop: ({ object }) => [`DROP STATISTICS IF EXISTS ${object.name}`],
  },
  {
    of: "cast",
    isUsed: true,
    create: ({ object, properties }) => [
      `CREATE CAST ${object.name} ${castFunction(properties)}${castContexts[properties["context"]!]}`,
    ],
    drop: ({ object }) => [`DROP CAST IF EXISTS ${object.name}`],
  },
  {
    of: "conversion",
    isUsed: true,
    create: (definition) => [createConversion(definition)],
    drop: ({ object }) => [`DROP CONVERSION IF EXISTS ${object.name}`],
  },
  {
    of: "internal trigger",
    create: ({ object }, to) => allTriggers(object.on!, "D", to),
    drop: ({ object }, to) => allTriggers(object.on!, "O", to),
  },
];

/** Source: PostgreSQL manual, 53.51 "pg_statistic_ext". */
const statisticsKinds: Record<string, string> = { d: "ndistinct", f: "dependencies", m: "mcv" };

function createStatistics({ object, properties }: Definition): string {
  const kinds = arrayItems(properties["kinds"]!).flatMap((kind) => statisticsKinds[kind] ?? []);
  const columns = arrayItems(properties["columns"]!).map(quoteIfNeeded);
  const expressions = arrayItems(properties["expressions"] ?? undefined).map((one) => `(${one})`);
  const isUsual = kinds.length === 0 || kinds.length === Object.keys(statisticsKinds).length;
  const list = isUsual ? "" : ` (${kinds.join(", ")})`;
  return `CREATE STATISTICS ${object.name}${list} ON ${[...columns, ...expressions].join(", ")} FROM ${properties["table"]}`;
}

function targetOf({ object, properties }: Definition): string[] {
  const target = properties["statistics target"] ?? undefined;
  return target === undefined ? [] : [`ALTER STATISTICS ${object.name} SET STATISTICS ${target}`];
}

/** Source: PostgreSQL manual, 53.10 "pg_cast". */
const castContexts: Record<string, string> = { e: "", a: " AS ASSIGNMENT", i: " AS IMPLICIT" };

function castFunction({ method, function: name }: Definition["properties"]): string {
  if (method === "f") return `WITH FUNCTION ${name}`;
  return method === "i" ? "WITH INOUT" : "WITHOUT FUNCTION";
}

function createConversion({ object, properties }: Definition): string {
  const isDefault = properties["DEFAULT"] === "true" ? "DEFAULT " : "";
  const [source, target] = ["source encoding", "target encoding"].map((one) =>
    quoteLiteral(properties[one]!),
  );
  const [name] = calledWith(properties["function"]!);
  return `CREATE ${isDefault}CONVERSION ${object.name} FOR ${source} TO ${target} FROM ${name}`;
}

/** Those of constraints have no names that last, so that all are switched, and the others back. */
function allTriggers(table: string, state: "D" | "O", { definitions }: Catalog): string[] {
  const others = [...definitions.values()].filter(
    ({ object, aspect, properties }) =>
      object.kind === "trigger" &&
      object.on === table &&
      aspect === undefined &&
      properties["state"] !== state,
  );
  return [
    `ALTER TABLE ${table} ${triggerStates[state]} TRIGGER ALL`,
    ...others.map(
      ({ object, properties }) =>
        `ALTER TABLE ${table} ${triggerStates[properties["state"]!]} TRIGGER ${object.name}`,
    ),
  ];
}

const named =
  /^(?:operator|operator class|operator family|text search (?:configuration|dictionary)|conversion)$/;

/** The owners of objects that facts do not know, and comments on these: NOT NULL constraints, keys' indexes, row types of tables, too. */
export const ofWholes: readonly PropertyKind[] = [
  {
    of: new RegExp(`${named.source}|^statistics$`),
    name: /^owner$/,
    isUnknown: ({ object }) => !object.name.startsWith("pg_catalog."),
    isUsual: ({ properties }, { user }) => properties["owner"] === user,
    sql: ({ definition: { object }, is }) => [
      `ALTER ${object.kind.toUpperCase()} ${object.name} OWNER TO ${quoteIfNeeded(is!)}`,
    ],
  },
  {
    of: new RegExp(`${named.source}|^(?:statistics object|cast)$`),
    name: /^comment$/,
    sql: ({ definition: { object }, is }) => [
      `COMMENT ON ${object.kind.replace(" object", "").toUpperCase()} ${object.name} IS ${commentText(is)}`,
    ],
  },
  {
    of: /^(?:constraint|index|sequence|type)$/,
    name: /^comment$/,
    isUnknown: ({ object }, { facts }) => !isFact(object, facts),
    sql: ({ definition: { object }, is, to }) => {
      const [name, on] = constraintIn(object.name) ?? [];
      const isGone = name !== undefined && !hasNotNull(on!, unquoted(name), to);
      if (is === undefined && isGone) return [];
      const target = name === undefined ? object.name : `${quoteIfNeeded(unquoted(name))} ON ${on}`;
      return [`COMMENT ON ${object.kind.toUpperCase()} ${target} IS ${commentText(is)}`];
    },
  },
];

/** Of `a on app.users` the constraint, whose name may want quotes, and the table. */
function constraintIn(name: string): [string, string] | undefined {
  const [, constraint, table] = /^(.+) on ((?:"(?:[^"]|"")*"|[^" ])+)$/s.exec(name) ?? [];
  return constraint === undefined ? undefined : [constraint, table!];
}

function hasNotNull(table: string, name: string, { definitions }: Catalog): boolean {
  return [...definitions.values()].some(
    ({ object, properties }) =>
      object.on === table &&
      object.name.startsWith(notNull) &&
      (properties["name"] ?? usualName(table, object.name.slice(notNull.length))) === name,
  );
}

function commentText(text: string | undefined): string {
  return text === undefined ? "NULL" : quoteLiteral(text);
}

/** Constraints that PostgreSQL 18 names. */
export const ofConstraints: readonly PropertyKind[] = [
  {
    of: /^constraint$/,
    name: /^name$/,
    isUnknown: ({ object, properties }) =>
      object.name.startsWith(notNull) && properties["inheritance"] === "0",
    sql: ({ definition: { object }, was, is }) => {
      const [before, after] = [was, is].map((name) => notNullName(object, name));
      return [`ALTER TABLE ${object.on} RENAME CONSTRAINT ${before} TO ${after}`];
    },
  },
  {
    of: /^constraint$/,
    name: /^NO INHERIT$/,
    isUnknown: ({ object }) => object.name.startsWith(notNull),
    isUsual: ({ properties }) => properties["NO INHERIT"] === "false",
    sql: ({ definition, is }) =>
      is === "true" ? notNullAnew(definition) : alterNotNull(definition, "ALTER", "INHERIT"),
  },
  {
    of: /^constraint$/,
    name: /^validity$/,
    isUnknown: ({ object }) => object.name.startsWith(notNull),
    isUsual: ({ properties }) => properties["validity"] === "true",
    sql: ({ definition, is }) =>
      is === "true" ? alterNotNull(definition, "VALIDATE") : notNullAnew(definition),
  },
];

const notNull = "NOT NULL of ";

function alterNotNull(definition: Definition, action: "ALTER" | "VALIDATE", words = ""): string[] {
  const { object, properties } = definition;
  const name = notNullName(object, properties["name"]);
  return [`ALTER TABLE ${object.on} ${action} CONSTRAINT ${name} ${words}`.trimEnd()];
}

/** With what SET NOT NULL has no word for; what tables that inherit got from it goes with the old one. */
function notNullAnew({ object, properties }: Definition): string[] {
  const name = notNullName(object, properties["name"]);
  const words = [
    `NOT NULL ${object.name.slice(notNull.length)}`,
    ...(properties["NO INHERIT"] === "true" ? ["NO INHERIT"] : []),
    ...(properties["validity"] === "true" ? [] : ["NOT VALID"]),
  ];
  return [
    `ALTER TABLE ${object.on} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} ${words.join(" ")}`,
  ];
}

function notNullName(
  { on, name }: Definition["object"],
  own: Definition["properties"][string] | undefined,
): string {
  return quoteIfNeeded(own ?? usualName(on!, name.slice(notNull.length)));
}

/** The name that PostgreSQL gives it, where that is not too long. Source: PostgreSQL's `ChooseConstraintName`. */
function usualName(table: string, column: string): string {
  return `${unquoted(lastPart(table))}_${unquoted(column)}_not_null`;
}
