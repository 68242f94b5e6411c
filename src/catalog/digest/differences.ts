import type { AspectDifference, Difference } from "../difference.ts";
import { objectText, type CatalogObject } from "../objects.ts";
import type { Digest } from "./digest.ts";

/** An object, or an aspect of one that has an entry of its own, and the hash of its definition. */
interface Entry {
  readonly object: CatalogObject;
  readonly aspect: string | undefined;
  readonly hash: string;
}

/**
 * What two digests disagree on: objects, and aspects of objects; not how. What belongs to a table that only one of
 * them has goes without saying.
 */
export function digestDifferences(first: Digest, second: Digest): Difference[] {
  const [one, other] = [entriesOf(first), entriesOf(second)];
  return [
    ...withoutParts(entriesOnlyIn(one, other)).map((entry) => differenceOf(entry, "missing")),
    ...withoutParts(entriesOnlyIn(other, one)).map((entry) => differenceOf(entry, "extra")),
    ...inOrder(one, (key, { hash }) => other.has(key) && other.get(key)!.hash !== hash).map(
      (entry) => differenceOf(entry, "changed"),
    ),
  ];
}

type Entries = ReadonlyMap<string, Entry>;

/** Of digests that are compared, or looked at, several times. */
const known = new WeakMap<Digest, Entries>();

function entriesOf(digest: Digest): Entries {
  const entries = known.get(digest) ?? readEntries(digest);
  known.set(digest, entries);
  return entries;
}

function readEntries({ text }: Digest): Entries {
  const rows = JSON.parse(text) as [string, string, string | null, string | null, string][];
  return new Map(
    rows.map(([kind, name, on, aspect, hash]) => [
      JSON.stringify([kind, name, on, aspect]),
      { object: { kind, name, ...(on !== null && { on }) }, aspect: aspect ?? undefined, hash },
    ]),
  );
}

function entriesOnlyIn(here: Entries, there: Entries): Entry[] {
  return inOrder(here, (key) => !there.has(key));
}

/** Some entries, sorted by what they are of. */
function inOrder(entries: Entries, isMeant: (key: string, entry: Entry) => boolean): Entry[] {
  return [...entries]
    .filter(([key, entry]) => isMeant(key, entry))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, entry]) => entry);
}

function withoutParts(entries: readonly Entry[]): Entry[] {
  const whole = entries.filter(({ aspect }) => aspect === undefined).map(({ object }) => object);
  return entries.filter(({ object, aspect }) =>
    aspect === undefined
      ? !whole.some((other) => isPartOf(object, other))
      : !whole.some((other) => isSameObject(object, other) || isPartOf(object, other)),
  );
}

function isSameObject(one: CatalogObject, other: CatalogObject): boolean {
  return objectText(one) === objectText(other);
}

function isPartOf({ kind, name, on }: CatalogObject, whole: CatalogObject): boolean {
  if (whole.kind !== "table") return false;
  return on === whole.name || (kind === "column" && name.startsWith(`${whole.name}.`));
}

function differenceOf({ object, aspect }: Entry, change: Difference["change"]): Difference {
  return aspect === undefined
    ? { object, change, details: [] }
    : { object, change: "changed", details: [aspectDifference(aspect, change)] };
}

/** What it was and is, nobody knows by its hash. */
function aspectDifference(aspect: string, change: Difference["change"]): AspectDifference {
  return {
    aspect,
    ...(change === "missing" && { was: "set" }),
    ...(change === "extra" && { is: "set" }),
  };
}

const undescribed =
  /^(?:operator|operator class|operator family|text search .+|language|transform|access method)$/;

/** Objects that facts do not describe, but of which digests say enough to make them. */
const describedBeside = /^(?:cast|conversion|statistics)$/;

/** What is said of any object by itself. */
const saidBeside = /^(?:comment|privileges)$/;

/** Whether it is of an object that a catalog's facts do not describe; what PostgreSQL itself brings is there in any case. */
export function isBesideFacts({ object: { kind, name }, details }: Difference): boolean {
  return (
    (undescribed.test(kind) || describedBeside.test(kind)) &&
    !name.startsWith("pg_catalog.") &&
    details.every(({ aspect }) => !saidBeside.test(aspect))
  );
}

/** The objects in a digest that a catalog does not describe. What PostgreSQL itself brings is there in any case. */
export function undescribedObjects(digest: Digest): CatalogObject[] {
  return inOrder(
    entriesOf(digest),
    (_, { aspect, object: { kind, name } }) =>
      aspect === undefined && undescribed.test(kind) && !name.startsWith("pg_catalog."),
  ).map(({ object }) => object);
}

/** Those of them that one of two digests has not, or has otherwise. */
export function undescribedChanges(before: Digest, after: Digest): CatalogObject[] {
  return digestDifferences(before, after)
    .filter(({ object, details }) => details.length === 0 && undescribed.test(object.kind))
    .map(({ object }) => object);
}
