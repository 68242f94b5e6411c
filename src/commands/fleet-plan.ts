import { migrationsOf, refuseNone } from "../engine/index.ts";
import {
  concurrencyOf,
  type FailureGroup,
  failureOf,
  type Member,
  fleetMembers,
  withControl,
} from "../fleet/index.ts";
import { keepReading } from "../plan/index.ts";
import { type FleetOptions, type FleetTarget, memberOptions, readOnce } from "./fleet.ts";
import { plan } from "./up.ts";

/** What `fleetUp` would do. */
export interface FleetPlan {
  readonly members: number;
  /** Members that lack the same migrations, the most first. */
  readonly groups: readonly PlanGroup[];
  /** Members of which no plan can be made, alike by alike. */
  readonly failures: readonly FailureGroup[];
}

export interface PlanGroup {
  readonly members: number;
  /** Some of their keys. */
  readonly such: readonly string[];
  /** The migrations that would run, in order. */
  readonly migrations: readonly string[];
  /** In how many transactions, or statements outside of one. */
  readonly segments: number;
}

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
  const options = { ...given, ...readOnce(given, migrations) };
  const found = new Found();
  return withControl(
    given.fleet,
    async (control) => {
      const members = fleetMembers(given.fleet.members, control);
      const { worker } = concurrencyOf(given.fleet);
      await Promise.all(Array.from({ length: worker }, () => lookAtAll(members, options, found)));
      return found.plan;
    },
    given.signal,
  );
}

/** Takes members one after the other, as several do at the same time. */
async function lookAtAll(
  members: AsyncGenerator<Member>,
  options: FleetOptions & FleetTarget,
  found: Found,
): Promise<void> {
  for await (const member of shared(members)) {
    if (!found.isNew(member.key)) continue;
    const own = { ...memberOptions(options, member, options.signal), to: options.to };
    try {
      const { segments } = await plan(own);
      const names = segments.flatMap(({ steps }) => steps.map(({ migration }) => migration));
      found.add(member.key, [...new Set(names)], segments.length);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      found.fail(member.key, failureOf(error));
    }
  }
}

/** A generator that others go on with when one has enough of it. */
async function* shared<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  for (;;) {
    const { done, value } = await items.next();
    if (done) return;
    yield value;
  }
}

/** How many keys are named of those that are alike. */
const named = 3;

/** Puts members together that are alike. */
class Found {
  readonly #seen = new Set<string>();
  readonly #groups = new Map<string, PlanGroup>();
  readonly #failures = new Map<string, FailureGroup>();

  isNew(key: string): boolean {
    return !this.#seen.has(key) && this.#seen.add(key).has(key);
  }

  add(key: string, migrations: readonly string[], segments: number): void {
    put(this.#groups, migrations.join("\n"), key, { migrations, segments });
  }

  fail(key: string, failure: ReturnType<typeof failureOf>): void {
    const { code, sqlState, place } = failure;
    put(this.#failures, JSON.stringify([code, sqlState, place]), key, failure);
  }

  get plan(): FleetPlan {
    const most = <Group extends { members: number }>(groups: Iterable<Group>) =>
      [...groups].toSorted((one, other) => other.members - one.members);
    return {
      members: this.#seen.size,
      groups: most(this.#groups.values()),
      failures: most(this.#failures.values()),
    };
  }
}

function put<Facts extends object>(
  groups: Map<string, Facts & { readonly members: number; readonly such: readonly string[] }>,
  id: string,
  key: string,
  facts: Facts,
): void {
  const { members = 0, such = [] } = groups.get(id) ?? {};
  const first = groups.get(id) ?? facts;
  groups.set(id, { ...first, members: members + 1, such: [...such, key].slice(0, named) });
}
