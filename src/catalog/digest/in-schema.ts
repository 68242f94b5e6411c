import { quoteIdentifier } from "../../sql/text/index.ts";
import type { CatalogObject } from "../objects.ts";
import { type Definition, definitionKey, type Definitions } from "./definitions.ts";

/** What is in one schema, without the schema's name: what two schemas have alike is then the same. */
export function inSchema(definitions: Definitions, schema: string): Definitions {
  const prefix = prefixOf(schema);
  const own = [...definitions.values()].filter(({ object }) =>
    new RegExp(`^${prefix}`).test(object.on ?? object.name),
  );
  return new Map(
    own.map((one) => {
      const bare = withoutSchema(one, new RegExp(`(?<![\\w$"])${prefix}`, "g"));
      return [definitionKey(bare.object, bare.aspect), bare];
    }),
  );
}

/** `tenant_1.` or `"Tenant 1".`, as a pattern: definitions quote a name only where that has to be. */
function prefixOf(schema: string): string {
  const [plain, quoted] = [schema, quoteIdentifier(schema)].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  return String.raw`(?:${quoted}|${plain})\.`;
}

function withoutSchema({ object, aspect, properties }: Definition, prefix: RegExp): Definition {
  const bare = (text: string) => text.replaceAll(prefix, "");
  const { kind, name, on } = object;
  const named: CatalogObject = {
    kind,
    name: bare(name),
    ...(on !== undefined && { on: bare(on) }),
  };
  const pairs = Object.entries(properties).map(([property, value]) => [
    property,
    typeof value === "string" ? bare(value) : value,
  ]);
  return { object: named, aspect, properties: Object.fromEntries(pairs) as typeof properties };
}
