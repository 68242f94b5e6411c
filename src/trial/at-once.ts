import { availableParallelism } from "node:os";
import { baselineOf, extensionsOf, type ScriptOptions } from "../engine/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { warnedOnce } from "../events.ts";
import type { Baseline, Migration } from "../migrations/index.ts";
import { mayReachServer } from "../sql/text/index.ts";
import type { ScratchSettings } from "./scratch.ts";
import type { Stages } from "./stage.ts";
import { withStages } from "./stages.ts";

/** How many migrations are tried at the same time. */
export interface JobsOption {
  /**
   * How many, which takes a server for scratch databases. Default: there as many as the machine has processors, up to 4, where nothing in the
   * migrations reaches further than its database; else 1.
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
 * @throws InvalidRequestError where several are asked for and there is no server
 */
export function partsOf(
  chosen: readonly Migration[],
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings & JobsOption,
): Parts {
  const { jobs, scratch } = options;
  if (scratch === undefined && (jobs ?? 1) > 1) throw new InvalidRequestError(onlyOnServer);
  if (scratch === undefined || jobs === 1) return { parts: [chosen], mayMeet: false };
  const mayMeet = mayReachFurther(migrations, baselineOf(options));
  const count = jobs ?? (mayMeet ? 1 : usual(chosen.length));
  return { parts: inParts(chosen, count), mayMeet };
}

const onlyOnServer =
  "Several migrations are tried at the same time on a server only: name one for scratch databases";

function usual(chosen: number): number {
  return Math.max(1, Math.min(most, availableParallelism(), Math.floor(chosen / leastInPart)));
}

function inParts(chosen: readonly Migration[], count: number): Migration[][] {
  const size = Math.ceil(chosen.length / count);
  return Array.from({ length: count }, (_, part) =>
    chosen.slice(part * size, (part + 1) * size),
  ).filter(({ length }, part) => part === 0 || length > 0);
}

/** Code may do anything, and what Citus makes is on other servers, too. */
function mayReachFurther(migrations: readonly Migration[], baseline?: Baseline): boolean {
  return (
    migrations.some(({ kind }) => kind !== "sql") ||
    [...migrations.flatMap(({ up, down }) => [up, down]), baseline?.section].some(
      (section) => section !== undefined && mayReachServer(section.text),
    ) ||
    extensionsOf(migrations, baseline).includes("citus")
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
  const watched = { ...options, onEvent: onEvent && warnedOnce(onEvent) };
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
