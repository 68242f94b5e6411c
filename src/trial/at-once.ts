import { availableParallelism } from "node:os";
import { baselineOf, extensionsOf, type ScriptOptions } from "../engine/index.ts";
import { warnedOnce } from "../events.ts";
import type { Migration } from "../migrations/index.ts";
import { mayReachServer } from "../sql/text/index.ts";
import type { ScratchSettings } from "./scratch.ts";
import type { Stages } from "./stage.ts";
import { withStages } from "./stages.ts";

/** How many migrations are tried at the same time. */
export interface JobsOption {
  /**
   * How many. Default: as many as the machine has processors, up to 4, where nothing in the migrations reaches further than its database; else 1.
   */
  readonly jobs?: number | undefined;
}

/** More is seldom of use, as the server and this process share a machine in most cases. */
const most = 4;
/** Fewer migrations are quicker tried one after the other than on a database of their own. */
const leastInPart = 8;

/** Chosen migrations, in parts that are tried at the same time. */
export interface Parts {
  readonly parts: readonly (readonly Migration[])[];
  /** Whether one part may be in another's way, as something belongs to the whole server. */
  readonly mayMeet: boolean;
}

/**
 * Cuts the chosen migrations into as many parts as are tried at the same time. Neighbours stay together, as a stage goes on to the next.
 * @param migrations all of the directory
 */
export function partsOf(
  chosen: readonly Migration[],
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings & JobsOption,
): Parts {
  const { jobs } = options;
  if (jobs === 1) return { parts: [chosen], mayMeet: false };
  const mayMeet = mayReachFurther(migrations, options);
  const count = jobs ?? (mayMeet ? 1 : usual(chosen.length));
  return { parts: inParts(chosen, count), mayMeet };
}

function usual(chosen: number): number {
  return Math.max(1, Math.min(most, availableParallelism(), Math.floor(chosen / leastInPart)));
}

/** Later parts are smaller: the state that they begin in has to be reached, and schemas grow. */
function inParts(chosen: readonly Migration[], count: number): Migration[][] {
  const weights = Array.from({ length: count }, (_, part) => 0.7 ** part);
  const all = sumOf(weights);
  const startOf = (part: number) =>
    Math.round((chosen.length * sumOf(weights.slice(0, part))) / all);
  return weights
    .map((_, part) => chosen.slice(startOf(part), startOf(part + 1)))
    .filter(({ length }, part) => part === 0 || length > 0);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Code may do anything. On a server there is more than one database, and what Citus makes is on other servers, too. */
function mayReachFurther(
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings,
): boolean {
  const baseline = baselineOf(options);
  if (migrations.some(({ kind }) => kind !== "sql")) return true;
  if (options.scratch === undefined) return false;
  return (
    [...migrations.flatMap(({ up, down }) => [up, down]), baseline?.section].some(
      (section) => section !== undefined && mayReachServer(section.text),
    ) || extensionsOf(migrations, baseline).includes("citus")
  );
}

/**
 * Acts on each part with stages of its own. All have ended, and dropped what they made, before the error of one is thrown.
 * @throws as `withStages`
 */
export async function onStagesOfEach<Found>(
  parts: Parts["parts"],
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings,
  action: (part: readonly Migration[], stages: Stages) => Promise<Found>,
): Promise<Found[]> {
  const { onEvent } = options;
  const inThread = parts.length > 1;
  const watched = { ...options, onEvent: onEvent && warnedOnce(onEvent), inThread };
  const found = parts.map((part) =>
    withStages(migrations, watched, (stages) => action(part, stages)),
  );
  await Promise.allSettled(found);
  return Promise.all(found);
}

/** What parts found, the first of each key: what does not run before a part is met by each behind it. */
export function onceBy<Found>(found: readonly Found[], key: (one: Found) => string): Found[] {
  const keys = found.map(key);
  return found.filter((_, at) => keys.indexOf(keys[at]!) === at);
}
