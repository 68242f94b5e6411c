import type { Definition } from "../digest/definitions.ts";
import { isDistributedCatalog, isDistributionAspect } from "../properties/distributed-tables.ts";
import type { Catalog } from "../read.ts";
import { withoutHiddenFacts } from "../rewrite.ts";

/** Extensions by which a server spreads databases over several nodes: they come with it, and no migration makes them. */
const ofPlatform: ReadonlySet<string> = new Set(["citus", "citus_columnar"]);

/** Without the extensions of a platform, and without what Citus makes of tables where only one of the two has Citus. */
export function withoutPlatform([first, second]: readonly [Catalog, Catalog]): [Catalog, Catalog] {
  const isBoth = isDistributedCatalog(first) && isDistributedCatalog(second);
  const compared = (catalog: Catalog) => {
    const counted = [...catalog.definitions].filter(
      ([, one]) => !isOfPlatform(one) && (isBoth || !isDistribution(one)),
    );
    return {
      ...catalog,
      facts: withoutHiddenFacts(
        catalog.facts,
        ({ id }) => id.kind === "extension" && ofPlatform.has(id.name),
      ),
      definitions: new Map(counted),
    };
  };
  return [compared(first), compared(second)];
}

/** Whether it is not compared what Citus makes of tables, as only one of the two has Citus. */
export function isDistributionLeftOut(first: Catalog, second: Catalog): boolean {
  if (isDistributedCatalog(first) === isDistributedCatalog(second)) return false;
  return [first, second].some(({ definitions }) => [...definitions.values()].some(isDistribution));
}

function isOfPlatform({ object: { kind, name } }: Definition): boolean {
  return kind === "extension" && ofPlatform.has(name);
}

function isDistribution({ object, aspect }: Definition): boolean {
  return isDistributionAspect(object, aspect);
}
