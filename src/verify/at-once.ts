import type { Migration } from "../migrations/index.ts";
import { onceBy, type Parts, type Stages } from "../trial/index.ts";
import { isSound } from "./verdict.ts";
import {
  type Verified,
  verifyAsFarAsCanBe,
  verifyMigrations,
  type VerifyRequest,
} from "./verify.ts";

/** Verifies each part with stages of its own. */
type OnStages = (
  parts: Parts["parts"],
  action: (part: readonly Migration[], stages: Stages) => Promise<Verified>,
) => Promise<Verified[]>;

/**
 * Tries the chosen migrations in parts at the same time, each on scratch databases of its own. Where one part can be in another's way, what
 * is not found sound is tried again when nothing else is.
 * @throws what `verifyMigrations` throws
 */
export async function verifyAtOnce(
  request: VerifyRequest,
  { parts, mayMeet }: Parts,
  onStages: OnStages,
): Promise<Verified> {
  const { chosen, migrations: all } = request;
  const verifying = mayMeet && parts.length > 1 ? verifyAsFarAsCanBe : verifyMigrations;
  const found = await onStages(parts, (part, stages) =>
    verifying({ ...request, chosen: part }, stages),
  );
  if (verifying === verifyMigrations) return joined(found, all);
  const sound = found.map(soundOnly);
  const names = new Set(sound.flatMap(({ migrations }) => migrations.map(({ name }) => name)));
  const left = chosen.filter(({ name }) => !names.has(name));
  if (left.length === 0) return joined(sound, all);
  const again = await onStages([left], (part, stages) =>
    verifyMigrations({ ...request, chosen: part }, stages),
  );
  return joined([...sound, ...again], all);
}

function soundOnly(one: Verified): Verified {
  return { ...one, migrations: one.migrations.filter(isSound), notReached: [] };
}

function joined(parts: readonly Verified[], all: readonly Migration[]): Verified {
  const places = new Map(all.map(({ name }, place) => [name, place]));
  const byPlace = (one: { readonly name: string }, other: { readonly name: string }) =>
    places.get(one.name)! - places.get(other.name)!;
  const migrations = parts.flatMap((part) => part.migrations).toSorted(byPlace);
  return {
    migrations,
    notReached: notReachedOf(parts, migrations).toSorted(byPlace),
    unfilled: onceBy(
      parts.flatMap((part) => part.unfilled),
      ({ table }) => table,
    ),
    undescribed: [...new Set(parts.flatMap(({ undescribed }) => undescribed))],
    version: parts.find(({ version }) => version !== undefined)?.version,
  };
}

/** Each part finds anew what does not run before it. */
function notReachedOf(
  parts: readonly Verified[],
  verified: Verified["migrations"],
): Verified["notReached"] {
  const isTried = (name: string) => verified.some((one) => one.name === name);
  const found = parts.flatMap(({ notReached }) => notReached);
  return onceBy(found, ({ name }) => name).filter(({ name }) => !isTried(name));
}
