import { migrationsOf, refuseNone } from "../engine/index.ts";
import { keepReading } from "../plan/index.ts";
import { eachMember, type FleetFound } from "./each-member.ts";
import { type FleetOptions, type FleetTarget, readOnce } from "./fleet.ts";
import { plan } from "./up.ts";

/** What members that are alike lack. */
export interface MemberPlan {
  /** The migrations that would run, in order. */
  readonly migrations: readonly string[];
  /** In how many transactions, or statements outside of one. */
  readonly segments: number;
}

/** What `fleetUp` would do: members that lack the same migrations are together; of those that failed no plan can be made. */
export type FleetPlan = FleetFound<MemberPlan>;

/**
 * What `fleetUp` would do, member by member. Changes nothing and takes no lock.
 * @throws ConfigurationError and the errors of files and of the control database
 * @example
 * ```ts
 * const { groups } = await fleetPlan({ fleet });
 * ```
 */
export function fleetPlan(given: FleetOptions & FleetTarget): Promise<FleetPlan> {
  const migrations = migrationsOf(given);
  refuseNone(migrations, given);
  keepReading(migrations);
  const { to } = given;
  return eachMember({ ...given, ...readOnce(given, migrations) }, async (own) => {
    const { segments } = await plan({ ...own, to });
    const names = segments.flatMap(({ steps }) => steps.map(({ migration }) => migration));
    const facts = { migrations: [...new Set(names)], segments: segments.length };
    return { id: facts.migrations.join("\n"), facts };
  });
}
