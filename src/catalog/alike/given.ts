import { type Definition, type Definitions, definitionKey } from "../digest/definitions.ts";
import { objectText } from "../objects.ts";
import type { Catalog } from "../read.ts";
import { type ComparedDatabase, haveSameRoles } from "./compared.ts";
import { isDistributionLeftOut } from "./platform.ts";
import { toolTablesBetween, toolTableText } from "./tool-tables.ts";

/**
 * What is said of the database itself, of languages and of functions of the system differs from server to server. It
 * counts where what made a scratch database says it, and between two databases of which none or both are one.
 */
export function withoutGiven(
  first: ComparedDatabase,
  second: ComparedDatabase,
  catalogs: readonly [Catalog, Catalog],
): [Catalog, Catalog] {
  const [one, other] = catalogs.map((catalog) => {
    const counted = [...catalog.definitions].filter(([, each]) => !isGiven(each, first, second));
    return { ...catalog, definitions: new Map(counted) };
  });
  return [one!, other!];
}

/** What somebody has set of it, differently, and does not count: `the database: settings`. */
export function givenBetween(first: ComparedDatabase, second: ComparedDatabase): string[] {
  const all = [first, second].flatMap(({ catalog }) => [...catalog.definitions.values()]);
  const differing = all.filter(
    (one) =>
      isSet(one) && isGiven(one, first, second) && !isSame(one, first.catalog, second.catalog),
  );
  const ofCitus = isDistributionLeftOut(first.catalog, second.catalog)
    ? ["tables: their distribution"]
    : [];
  const ofTools = toolTablesBetween(first, second).map(toolTableText);
  return [...new Set([...differing.map(textOf), ...ofCitus, ...ofTools])].toSorted();
}

function isSet({ aspect, properties }: Definition): boolean {
  return aspect !== undefined || properties["privileges"] !== properties["usual privileges"];
}

function isGiven(one: Definition, ...sides: [ComparedDatabase, ComparedDatabase]): boolean {
  if (!isOfSystem(one) || haveSameRoles(...sides)) return false;
  return sides.some(({ catalog, empty }) => empty !== undefined && isSame(one, catalog, empty));
}

/** The system's own functions go without a schema. */
function isOfSystem({ object: { kind, name }, aspect }: Definition): boolean {
  return kind === "database" || (aspect !== undefined && /^(?:plpgsql$|[^.(]+\()/.test(name));
}

function isSame(
  { object, aspect }: Definition,
  one: { readonly definitions: Definitions },
  other: { readonly definitions: Definitions },
): boolean {
  const [first, second] = [one, other].map(({ definitions }) =>
    JSON.stringify(definitions.get(definitionKey(object, aspect))?.properties),
  );
  return first === second;
}

/** `the database: settings` */
function textOf({ object, aspect }: Definition): string {
  const whose = object.kind === "database" ? "the database" : objectText(object);
  return `${whose}: ${aspect ?? "privileges"}`;
}
