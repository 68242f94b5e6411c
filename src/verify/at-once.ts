import type { Migration } from "../migrations/index.ts";
import type { Stages } from "../trial/index.ts";
import { isSound } from "./verdict.ts";
import {
  type Verified,
  verifyAsFarAsCanBe,
  verifyMigrations,
  type VerifyRequest,
} from "./verify.ts";

/** Verifies with stages of its own. */
type WithStages = (action: (stages: Stages) => Promise<Verified>) => Promise<Verified>;

/**
 * Tries the chosen migrations in parts at the same time, each on scratch databases of its own. Roles and the like belong to a whole server, so
 * that one part can be in another's way: what is not found sound is tried again when nothing else is.
 * @param jobs how many parts
 * @throws what `verifyMigrations` throws
 */
export async function verifyAtOnce(
  request: VerifyRequest,
  jobs: number,
  withStages: WithStages,
): Promise<Verified> {
  const { chosen, migrations: all } = request;
  const parts = partsOf(chosen, jobs);
  const found = await settled(
    parts.map((part) =>
      withStages((stages) => verifyAsFarAsCanBe({ ...request, chosen: part }, stages)),
    ),
  );
  const sound = found.map((one) => ({
    ...one,
    migrations: one.migrations.filter(isSound),
    notReached: [],
  }));
  const names = new Set(sound.flatMap(({ migrations }) => migrations.map(({ name }) => name)));
  const left = chosen.filter(({ name }) => !names.has(name));
  if (left.length === 0) return joined(sound, all);
  const again = await withStages((stages) =>
    verifyMigrations({ ...request, chosen: left }, stages),
  );
  return joined([...sound, again], all);
}

/** Neighbours stay together, as a stage goes on to the next migration. */
function partsOf(chosen: readonly Migration[], jobs: number): Migration[][] {
  const size = Math.ceil(chosen.length / jobs);
  return Array.from({ length: jobs }, (_, part) =>
    chosen.slice(part * size, (part + 1) * size),
  ).filter(({ length }) => length > 0);
}

/** All have ended, and dropped what they made, before the error of one is thrown. */
async function settled<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function joined(parts: readonly Verified[], all: readonly Migration[]): Verified {
  const places = new Map(all.map(({ name }, place) => [name, place]));
  const byPlace = (one: { readonly name: string }, other: { readonly name: string }) =>
    places.get(one.name)! - places.get(other.name)!;
  const unfilled = new Map(
    parts.flatMap((part) => part.unfilled).map((table) => [table.table, table]),
  );
  return {
    migrations: parts.flatMap(({ migrations }) => migrations).toSorted(byPlace),
    notReached: parts.flatMap(({ notReached }) => notReached).toSorted(byPlace),
    unfilled: [...unfilled.values()],
    undescribed: [...new Set(parts.flatMap(({ undescribed }) => undescribed))],
    version: parts.find(({ version }) => version !== undefined)?.version,
  };
}
