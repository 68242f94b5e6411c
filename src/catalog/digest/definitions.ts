import type { Connection } from "../../database/index.ts";
import type { AspectDifference, Difference } from "../differences.ts";
import { type CatalogObject, objectText } from "../objects.ts";
import { sameForEverybody, versionOf } from "./digest.ts";
import { definitionsStatement, type IgnoredObjects } from "./statement.ts";

/** What the hashes of a digest stand for: every schema object, property by property. Secrets are hashed. */
export type Definitions = ReadonlyMap<string, Properties>;

/**
 * Reads the definitions of all that a digest is about. It takes a transaction of its own, so none may be open.
 * @throws StatementError | LostConnection
 */
export async function readDefinitions(
  connection: Connection,
  ignored: IgnoredObjects,
): Promise<Definitions> {
  const statement = definitionsStatement(await versionOf(connection), ignored);
  const statements = ["BEGIN", sameForEverybody, statement, "COMMIT"];
  let text = "[]";
  await connection.run(statements, {
    row: (index, [value]) => {
      if (index === 2) text = value ?? "[]";
    },
  });
  const rows = JSON.parse(text) as [string, string, string | null, string | null, Properties][];
  return new Map(
    rows.map(([kind, name, on, aspect, properties]) => [keyOf(kind, name, on, aspect), properties]),
  );
}

type Properties = Readonly<Record<string, string | null>>;

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

function objectByObject(found: readonly Difference[]): Difference[] {
  const byObject = new Map<string, Difference>();
  for (const difference of found) {
    const key = `${difference.change} ${objectText(difference.object)}`;
    const details = [...(byObject.get(key)?.details ?? []), ...difference.details];
    byObject.set(key, { ...difference, details });
  }
  return [...byObject.values()];
}

/** One property of an object, where it is known. */
export function propertyOf(
  { kind, name, on }: CatalogObject,
  property: string,
  definitions: Definitions,
): string | undefined {
  return definitions.get(keyOf(kind, name, on ?? null, null))?.[property] ?? undefined;
}

function keyOf(...parts: (string | null)[]): string {
  return JSON.stringify(parts);
}

function detailsOf(
  { object: { kind, name, on }, details }: Difference,
  first: Definitions,
  second: Definitions,
): AspectDifference[] {
  const aspect = details[0]?.aspect ?? null;
  const key = keyOf(kind, name, on ?? null, aspect);
  const [was, is] = [first.get(key), second.get(key)];
  if (aspect === null && (was === undefined || is === undefined)) return [];
  return differing(was ?? {}, is ?? {}, aspect);
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

function valuesOf(property: string, was?: string | null, is?: string | null) {
  const [before, after] = [shown(property, was), shown(property, is)];
  return {
    ...(before !== undefined && { was: before }),
    ...(after !== undefined && { is: after }),
  };
}

function shown(property: string, value: string | null | undefined): string | undefined {
  if (value === null || value === undefined || value === "" || value === "false") return undefined;
  if (value === "true") return "set";
  return words[property]?.[value] ?? value;
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
