import type { Fact, StableId } from "@supabase/pg-delta/core";
import { definitionDifferences } from "./digest/definitions.ts";
import type { CatalogObject } from "./objects.ts";
import type { Catalog } from "./read.ts";
import { unquoted } from "./properties/text.ts";
import { withoutHiddenFacts } from "./rewrite.ts";

/** The part of a database that a set of migrations has to do with. */
export interface Scope {
  /** Names that are schemas wherever there is such a schema. */
  readonly schemas: ReadonlySet<string>;
  /** Kinds of objects without a schema, beside extensions, which always count. */
  readonly kinds: ReadonlySet<string>;
}

/**
 * What migrations touch: the schemas in which their catalog differs from that of an empty database, those that
 * their texts name, and the kinds of objects without a schema that they make.
 */
export function scopeOf(made: Catalog, empty: Catalog, texts: readonly string[]): Scope {
  const touched = [...changedFacts(made, empty), ...changedFacts(empty, made)];
  const described = definitionDifferences(empty.definitions, made.definitions);
  return {
    schemas: new Set([
      ...touched.flatMap(({ id }) => schemaOf(id) ?? []),
      ...texts.flatMap(namesOfSchemas),
    ]),
    kinds: new Set([
      ...touched.filter(({ id }) => schemaOf(id) === undefined).map(kindOf),
      ...described.map(({ object }) => object.kind),
    ]),
  };
}

function changedFacts({ facts }: Catalog, { facts: others }: Catalog): Fact[] {
  return facts
    .facts()
    .filter(({ id }) => !others.has(id) || facts.hashOf(id) !== others.hashOf(id));
}

/** The schema that an object is in, or is. */
function schemaOf(id: StableId): string | undefined {
  if (id.kind === "schema") return id.name;
  if ("target" in id) return schemaOf(id.target);
  return "schema" in id && !("publication" in id) ? (id.schema ?? undefined) : undefined;
}

function kindOf({ id }: Fact): string {
  return "target" in id ? id.target.kind : id.kind;
}

/** What stands behind the word SCHEMA, or before a dot. */
const nameOfSchema =
  /\bschema\s+(?:if\s+(?:not\s+)?exists\s+)?(?:"([^"]+)"|([\w$]+))|(?:"([^"]+)"|\b([a-z_][\w$]*))\s*\./gi;

function namesOfSchemas(text: string): string[] {
  return [...text.matchAll(nameOfSchema)].map(
    ([, quoted, plain, quotedBefore, plainBefore]) =>
      quoted ?? quotedBefore ?? (plain ?? plainBefore)!.toLowerCase(),
  );
}

/** The part of a catalog that is in a scope. Roles are in every one. */
export function within(catalog: Catalog, scope: Scope): Catalog {
  const facts = withoutHiddenFacts(
    catalog.facts,
    ({ id, parent }) => parent === undefined && !isIn(id, scope),
  );
  const definitions = [...catalog.definitions].filter(([, { object }]) =>
    isObjectIn(object, scope),
  );
  return { ...catalog, facts, definitions: new Map(definitions) };
}

/** As digests name them. What is said of the database itself was taken out before, or counts. */
function isObjectIn({ kind, name, on = name }: CatalogObject, { schemas, kinds }: Scope): boolean {
  if (withoutSchema.test(kind)) return kind === "database" || kinds.has(kind);
  if (kind === "schema") return schemas.has(unquoted(name));
  const [schema] = /^(?:"(?:[^"]|"")*"|[^".(]+)(?=\.)/.exec(on) ?? [];
  return schema === undefined ? kinds.has(kind) : schemas.has(unquoted(schema));
}

const withoutSchema =
  /^(?:database|cast|language|extension|transform|access method|event trigger|publication|subscription|server|foreign data wrapper|user mapping|default privileges)$/;

function isIn(id: StableId, { schemas, kinds }: Scope): boolean {
  if (id.kind === "extension" || id.kind === "role") return true;
  const schema = schemaOf(id);
  return schema === undefined ? kinds.has(id.kind) : schemas.has(schema);
}

/** The schemas of a catalog, in alphabetical order. */
export function schemasOf({ facts }: Catalog): string[] {
  const ids = facts.roots().map(({ id }) => id);
  return ids.flatMap((id) => (id.kind === "schema" ? [id.name] : [])).toSorted();
}

/** The extensions of a catalog, in alphabetical order. */
export function installedExtensions({ facts }: Catalog): string[] {
  const ids = facts.roots().map(({ id }) => id);
  return ids.flatMap((id) => (id.kind === "extension" ? [id.name] : [])).toSorted();
}
