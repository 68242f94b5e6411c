import { quoteIdentifier } from "../../sql/text/index.ts";
import type { AspectDifference, Difference } from "../difference.ts";
import type { CatalogObject } from "../objects.ts";
import { type Definition, definitionKey, type Definitions } from "./definitions.ts";

/** What is in one schema, without the schema's name: what two schemas have alike is then the same. */
export function inSchema(definitions: Definitions, schema: string): Definitions {
  const { isIn, bare } = namesIn(schema);
  const own = [...definitions.values()].filter(({ object }) => isIn(object));
  return new Map(
    own.map((one) => {
      const definition = withoutSchema(one, bare);
      return [definitionKey(definition.object, definition.aspect), definition];
    }),
  );
}

/** The differences in what is in one schema, without the schema's name. */
export function differencesInSchema(
  differences: readonly Difference[],
  schema: string,
): Difference[] {
  const { isIn, bare } = namesIn(schema);
  return differences
    .filter(({ object }) => isIn(object))
    .map(({ object, change, details }) => ({
      object: bareObject(object, bare),
      change,
      details: details.map((one) => bareDetail(one, bare)),
    }));
}

/** All but some schemas, and what is in them. */
export function outsideSchemas(definitions: Definitions, schemas: readonly string[]): Definitions {
  const names = schemas.map(namesIn);
  const isOutside = (object: CatalogObject) =>
    !(object.kind === "schema" && schemas.includes(object.name)) &&
    !names.some(({ isIn }) => isIn(object));
  return new Map([...definitions].filter(([, { object }]) => isOutside(object)));
}

type Bare = (text: string) => string;

/** Tells what is in a schema, and takes the schema's name out of a text. */
function namesIn(schema: string): {
  readonly isIn: (object: CatalogObject) => boolean;
  readonly bare: Bare;
} {
  const prefix = prefixOf(schema);
  const [first, any] = [new RegExp(`^${prefix}`), new RegExp(`(?<![\\w$"])${prefix}`, "g")];
  return {
    isIn: ({ name, on = name }) => first.test(on),
    bare: (text) => text.replaceAll(any, ""),
  };
}

/** `tenant_1.` or `"Tenant 1".`, as a pattern: definitions quote a name only where that has to be. */
function prefixOf(schema: string): string {
  const [plain, quoted] = [schema, quoteIdentifier(schema)].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  return String.raw`(?:${quoted}|${plain})\.`;
}

function withoutSchema({ object, aspect, properties }: Definition, bare: Bare): Definition {
  const pairs = Object.entries(properties).map(([property, value]) => [
    property,
    typeof value === "string" ? bare(value) : value,
  ]);
  return {
    object: bareObject(object, bare),
    aspect,
    properties: Object.fromEntries(pairs) as typeof properties,
  };
}

function bareObject({ kind, name, on }: CatalogObject, bare: Bare): CatalogObject {
  return { kind, name: bare(name), ...(on !== undefined && { on: bare(on) }) };
}

function bareDetail({ aspect, was, is }: AspectDifference, bare: Bare): AspectDifference {
  return {
    aspect,
    ...(was !== undefined && { was: bare(was) }),
    ...(is !== undefined && { is: bare(is) }),
  };
}
