import { createHash } from "node:crypto";
import {
  type Definitions,
  definitionDifferences,
  type Difference,
  readDefinitionsOf,
} from "../catalog/index.ts";
import { migrationsOf, readState, withTarget } from "../engine/index.ts";
import { type Alike, eachMember, type FleetFound } from "./each-member.ts";
import { type FleetOptions, readOnce } from "./fleet.ts";

/** What members that are alike have. */
export interface MemberSchema {
  /** The last migration of the first of them; null where it has none. */
  readonly migration: string | null;
  /** From what most members have to what these have. */
  readonly differences: readonly Difference[];
}

/** Which members have the same schema: most have that of the first group, from which the others differ. */
export type FleetDrift = FleetFound<MemberSchema>;

/**
 * Compares the schemas of all members with that which most of them have. Only reads.
 * @throws ConfigurationError and the errors of files and of the control database
 * @example
 * ```ts
 * const { groups } = await fleetDrift({ fleet });
 * if (groups.length > 1) process.exitCode = 1;
 * ```
 */
export async function fleetDrift(given: FleetOptions): Promise<FleetDrift> {
  const options = { ...given, ...readOnce(given, migrationsOf(given)) };
  const found = await eachMember(options, (own, { schema }) =>
    withTarget(own, async (target) => {
      const { history } = await readState(target);
      const definitions = await readDefinitionsOf(target.connection, target.table, schema);
      const migration = history.applied.at(-1)?.name ?? null;
      return { id: hashOf(definitions), facts: { migration, definitions } };
    }),
  );
  return { ...found, groups: compared(found.groups) };
}

/** Of members that are alike only the first one's definitions are kept, of the others this. */
function hashOf(definitions: Definitions): string {
  const hash = createHash("sha256");
  for (const [key, { properties }] of [...definitions].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  ))
    hash.update(JSON.stringify([key, properties]));
  return hash.digest("hex");
}

type Read = Alike & { readonly migration: string | null; readonly definitions: Definitions };

function compared(groups: readonly Read[]): (Alike & MemberSchema)[] {
  const [most] = groups;
  return groups.map(({ definitions, ...group }) => ({
    ...group,
    differences: definitionDifferences(most!.definitions, definitions),
  }));
}
