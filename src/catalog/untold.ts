import type { Difference } from "./difference.ts";
import { propertyOf } from "./digest/definitions.ts";
import { type CatalogObject, objectText } from "./objects.ts";
import { lastPart, withoutLast } from "./properties/text.ts";
import type { Catalog } from "./read.ts";

/** What digests say that catalogs do not, nor imply by what they say. */
export function untoldBy(
  described: readonly Difference[],
  found: readonly Difference[],
  catalogs: readonly Catalog[],
): Difference[] {
  const told = new Told(described.map(({ object }) => object));
  const open = found.filter(
    (difference) => !told.has(difference.object) && !follows(difference, told, catalogs),
  );
  return open.filter((one) => {
    const others = open.filter((other) => other !== one && other.object.kind !== one.object.kind);
    return !follows(one, new Told(others.map(({ object }) => object)), catalogs);
  });
}

/** The objects of which something is said already. */
class Told {
  readonly #texts: ReadonlySet<string>;
  readonly #objects: readonly CatalogObject[];

  constructor(objects: readonly CatalogObject[]) {
    this.#objects = objects;
    this.#texts = new Set(objects.map(plainText));
  }

  has(object: CatalogObject): boolean {
    return this.#texts.has(plainText(object));
  }

  /** Whether something is said of an object by this name and of one of these kinds. */
  names(name: string | undefined, kinds: readonly string[]): boolean {
    return name !== undefined && kinds.some((kind) => this.has({ kind, name }));
  }

  some(isMeant: (object: CatalogObject) => boolean): boolean {
    return this.#objects.some(isMeant);
  }
}

/** Catalogs and digests write lists of arguments with other blanks. */
function plainText(object: CatalogObject): string {
  return objectText(object).replaceAll(", ", ",");
}

/** Whether it differs because something does of which it is said already. */
function follows(
  { object, change, details }: Difference,
  told: Told,
  catalogs: readonly Catalog[],
): boolean {
  if (change !== "changed" && told.some(isSchemaOf(object))) return true;
  const property = (name: string) =>
    catalogs
      .map(({ definitions }) => propertyOf(object, name, definitions))
      .find((value) => value !== undefined);
  const isOnly = (aspects: ReadonlySet<string>) =>
    details.length > 0 && details.every(({ aspect }) => aspects.has(aspect));
  const { kind, name, on } = object;
  switch (kind) {
    case "index":
      return (
        told.names(property("table"), tables) ||
        told.names(property("parent"), ["index"]) ||
        told.some(isConstraint(lastPart(name)))
      );
    case "sequence":
      return (
        told.names(property("owning column"), ["column"]) ||
        told.names(withoutLast(property("owning column") ?? ""), tables)
      );
    case "constraint":
      return (
        told.names(`${on}.${name.replace("NOT NULL of ", "")}`, ["column"]) ||
        (isOnly(ofParents) && told.names(on, tables))
      );
    case "column":
    case "attribute":
      return (
        told.names(withoutLast(name), ["type", "view", "materialized view"]) ||
        (isOnly(ofParents) && told.names(withoutLast(name), tables))
      );
    case "table":
      return (
        (isOnly(order) && told.some(isColumnOf(name))) || (isOnly(group) && told.some(isTable))
      );
    case "default privileges":
      return told.some((one) => one.kind === kind);
    default:
      return false;
  }
}

const tables = ["table", "foreign table", "materialized view"];

/** What a table's children have of it. */
const ofParents = new Set(["inheritance", "own definition", "parent"]);

const order = new Set(["column order"]);

/** A group of colocated tables goes by the first of them, which another table may have become. */
const group = new Set(["colocation"]);

function isTable({ kind }: CatalogObject): boolean {
  return kind === "table";
}

function isSchemaOf({ name, on = name }: CatalogObject) {
  return (object: CatalogObject) =>
    object.kind === "schema" && [name, on].some((one) => one.startsWith(`${object.name}.`));
}

function isConstraint(name: string) {
  return (object: CatalogObject) => object.kind === "constraint" && object.name === name;
}

function isColumnOf(table: string) {
  return ({ kind, name }: CatalogObject) => kind === "column" && withoutLast(name) === table;
}
