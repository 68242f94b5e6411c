import { type AspectDifference, type Difference, objectByObject } from "../difference.ts";
import { type CatalogObject } from "../objects.ts";
import type { Digest } from "./digest.ts";
import { arrayItems } from "../properties/text.ts";
import { digestDifferences } from "./differences.ts";
import { definitionsStatement, type IgnoredObjects, type Platform } from "./statement.ts";

/** What a hash of a digest stands for: an object, or an aspect of one, property by property. Secrets are hashed. */
export interface Definition {
  readonly object: CatalogObject;
  readonly aspect: string | undefined;
  readonly properties: Properties;
}

/** All that a digest is about. */
export type Definitions = ReadonlyMap<string, Definition>;

type Query = (text: string) => Promise<object[]>;

/**
 * Reads the definitions of all that a digest is about, in a transaction that is open and has the digest's settings.
 * @throws StatementError | LostConnection
 */
export async function readDefinitions(
  query: Query,
  platform: Platform,
  ignored: IgnoredObjects,
): Promise<Definitions> {
  const [row] = (await query(definitionsStatement(platform, ignored))) as {
    digest: string | null;
  }[];
  const rows = JSON.parse(row?.digest ?? "[]") as Row[];
  return new Map(
    rows.map(([kind, name, on, aspect, properties]) => {
      const object = { kind, name, ...(on !== null && { on }) };
      return [definitionKey(object, aspect), { object, aspect: aspect ?? undefined, properties }];
    }),
  );
}

type Row = [string, string, string | null, string | null, Properties];

type Properties = Readonly<Record<string, string | null>>;

/** What two databases disagree on, with the properties that differ. */
export function definitionDifferences(first: Definitions, second: Definitions): Difference[] {
  return withProperties(digestDifferences(digestOf(first), digestOf(second)), first, second);
}

function digestOf(definitions: Definitions): Digest {
  const rows = [...definitions].map(([key, { properties }]) => [
    ...(JSON.parse(key) as unknown[]),
    JSON.stringify(properties),
  ]);
  return { text: JSON.stringify(rows) };
}

/** The differences of two digests with the properties that differ, all that is to be said of an object at once. */
export function withProperties(
  found: readonly Difference[],
  first: Definitions,
  second: Definitions,
): Difference[] {
  const explained = found.map((difference) =>
    difference.change === "changed"
      ? { ...difference, details: detailsOf(difference, first, second) }
      : difference,
  );
  return objectByObject(explained);
}

/** One property of an object, where it is known. */
export function propertyOf(
  object: CatalogObject,
  property: string,
  definitions: Definitions,
): string | undefined {
  return definitionOf(object, definitions)?.properties[property] ?? undefined;
}

/** The definition of an object, or of an aspect of it. */
export function definitionOf(
  object: CatalogObject,
  definitions: Definitions,
  aspect?: string,
): Definition | undefined {
  return definitions.get(definitionKey(object, aspect));
}

/** A key for an object, or an aspect of it. */
export function definitionKey({ kind, name, on }: CatalogObject, aspect?: string | null): string {
  return JSON.stringify([kind, name, on ?? null, aspect ?? null]);
}

function detailsOf(
  { object, details }: Difference,
  first: Definitions,
  second: Definitions,
): AspectDifference[] {
  const aspect = details[0]?.aspect ?? null;
  const key = definitionKey(object, aspect);
  const [was, is] = [first.get(key), second.get(key)];
  if (aspect === null && (was === undefined || is === undefined)) return [];
  return differing(was?.properties ?? {}, is?.properties ?? {}, aspect);
}

function differing(was: Properties, is: Properties, aspect: string | null): AspectDifference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((property) => was[property] !== is[property])
    .map((property) => ({
      aspect: aspect ?? property.replace(hashed, ""),
      ...(hashed.test(property) ? {} : valuesOf(property, was[property], is[property])),
    }));
}

const hashed = / \(hashed\)$/;

/** What a property was and is, in words. */
export function valuesOf(property: string, was?: string | null, is?: string | null) {
  const [before, after] = [shown(property, was), shown(property, is)];
  return {
    ...(before !== undefined && { was: before }),
    ...(after !== undefined && { is: after }),
  };
}

const nothing = new Set(["", "false", "{}"]);

function shown(property: string, value: string | null | undefined): string | undefined {
  if (value === null || value === undefined || nothing.has(value)) return undefined;
  if (value === "true") return "set";
  if (/^\{.*\}$/s.test(value)) return arrayItems(value).map(inWords).join(", ");
  return words[property]?.[value] ?? value;
}

/** A privilege ends in whether it may be granted on; a statistics target has the number of its column. */
function inWords(item: string): string {
  return item
    .replace(/^\((\d+),(-?\d+)\)$/, "$2 of column $1")
    .replace(/^(.+: [A-Z ]+) f$/s, "$1")
    .replace(/^(.+: [A-Z ]+) t$/s, "$1 with grant option");
}

/** What letters of catalogs mean. Source: PostgreSQL manual, 53.7 "pg_attribute", 53.11 "pg_class", 53.57 "pg_trigger". */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  storage: { p: "plain", e: "external", m: "main", x: "extended" },
  compression: { p: "pglz", l: "lz4" },
  persistence: { p: "permanent", u: "unlogged" },
  "replica identity": { d: "default", n: "nothing", f: "full", i: "an index" },
  state: { O: "enabled", D: "disabled", R: "replica only", A: "always" },
  identity: { a: "ALWAYS", d: "BY DEFAULT" },
};
