import type { RunOptions } from "../engine/index.ts";
import {
  concurrencyOf,
  type FailureGroup,
  failureOf,
  fleetMembers,
  forMany,
  type Member,
  refuseNoMembers,
  Sessions,
  withControl,
} from "../fleet/index.ts";
import { type FleetOptions, memberOptions } from "./fleet.ts";

/** How many members are alike, and some of their keys. */
export interface Alike {
  readonly members: number;
  readonly such: readonly string[];
}

/** What was found of a fleet. */
export interface FleetFound<Facts> {
  readonly members: number;
  /** Members that are alike, the most first. */
  readonly groups: readonly (Facts & Alike)[];
  readonly failures: readonly FailureGroup[];
}

/** What is found of one member; members with one `id` are alike, and what is kept of them is what the first one has. */
export interface MemberFound<Facts> {
  readonly id: string;
  readonly facts: Facts;
}

/**
 * Looks at each member once, at several at the same time, and puts those together that are alike.
 * @throws InvalidRequestError where there is none
 */
export function eachMember<Facts extends object>(
  given: FleetOptions,
  look: (own: RunOptions, member: Member) => Promise<MemberFound<Facts>>,
): Promise<FleetFound<Facts>> {
  const options = { ...given, ...forMany(given) };
  const { fleet, signal } = options;
  const found = new Found<Facts>();
  const sessions = new Sessions(fleet);
  return withControl(
    fleet,
    async (control) => {
      const members = fleetMembers(fleet.members, control);
      const lookAtAll = async () => {
        for await (const member of shared(members))
          if (found.isNew(member.key)) await lookAt(member);
      };
      await Promise.all(Array.from({ length: concurrencyOf(fleet).worker }, lookAtAll));
      const { all } = found;
      refuseNoMembers(all.members);
      return all;
    },
    signal,
  ).finally(() => sessions.end());

  async function lookAt(member: Member): Promise<void> {
    const own = { ...memberOptions(options, member, signal), openSession: sessions.open };
    try {
      found.add(member.key, await look(own, member));
    } catch (error) {
      if (signal?.aborted) throw error;
      found.fail(member.key, error);
    } finally {
      await sessions.leave(member);
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
class Found<Facts extends object> {
  readonly #seen = new Set<string>();
  readonly #groups = new Map<string, Facts & Alike>();
  readonly #failures = new Map<string, FailureGroup>();

  isNew(key: string): boolean {
    return !this.#seen.has(key) && this.#seen.add(key).has(key);
  }

  add(key: string, { id, facts }: MemberFound<Facts>): void {
    put(this.#groups, id, key, facts);
  }

  fail(key: string, error: unknown): void {
    const failure = failureOf(error);
    const { code, sqlState, place } = failure;
    put(this.#failures, JSON.stringify([code, sqlState, place]), key, failure);
  }

  get all(): FleetFound<Facts> {
    return {
      members: this.#seen.size,
      groups: mostFirst(this.#groups.values()),
      failures: mostFirst(this.#failures.values()),
    };
  }
}

function put<Facts extends object>(
  groups: Map<string, Facts & Alike>,
  id: string,
  key: string,
  facts: Facts,
): void {
  const first = groups.get(id) ?? { ...facts, members: 0, such: [] };
  groups.set(id, {
    ...first,
    members: first.members + 1,
    such: [...first.such, key].slice(0, named),
  });
}

function mostFirst<Group extends Alike>(groups: Iterable<Group>): Group[] {
  return [...groups].toSorted((one, other) => other.members - one.members);
}
