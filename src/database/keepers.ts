import { LostConnection, type Connection } from "./connection.ts";
import { Keeper } from "./scratch-keeper.ts";
import { inTurn } from "./turns.ts";

/** What is made, and what it is a version of. */
interface MadeState {
  readonly key: string;
  readonly family: string;
}

/** A template that a session holds, so that it stays. */
export interface HeldTemplate {
  readonly session: Connection;
  readonly family: string;
  readonly name: string;
}

/** A keeper of this process, which makes copies of one state, one after the other. */
export interface KeptKeeper {
  readonly keeper: Keeper;
  readonly server: string;
  readonly state: MadeState;
  /** The template that its session holds, among those of a family. */
  template?: HeldTemplate | undefined;
  isMaking: boolean;
  /** How many of its databases are there. */
  count: number;
  ending?: NodeJS.Timeout | undefined;
}

/** A database that a keeper has made. */
export interface KeptDatabase {
  readonly name: string;
  drop(): Promise<void>;
}

type Make = (by: KeptKeeper) => Promise<string>;

/** For how long a session without a database waits for the next one. Milliseconds. */
const longestWait = 2_000;

const kept = new Set<KeptKeeper>();

/**
 * Makes a database by a keeper of this process that waits, or by a new one: the first database of a session takes a server up to
 * three times as long as the next. A keeper whose databases are gone waits a moment, and keeps no process from its end.
 */
export async function makeKept(
  server: string,
  state: MadeState,
  make: Make,
): Promise<KeptDatabase> {
  const waiting = [...kept].find(
    (one) => !one.isMaking && isOfFamily(one, { server, state }) && one.state.key === state.key,
  );
  return madeBy(waiting ?? (await opened(server, state)), make);
}

async function opened(server: string, state: MadeState): Promise<KeptKeeper> {
  const keeper = await Keeper.open(server);
  const one: KeptKeeper = { keeper, server, state, isMaking: true, count: 0 };
  const outdated = [...kept].filter((other) => isOtherVersion(other, one) && isUnused(other));
  kept.add(one);
  await Promise.all(outdated.map(end));
  return one;
}

type Of = Pick<KeptKeeper, "server" | "state">;

const isOfFamily = (one: Of, other: Of) =>
  one.server === other.server && one.state.family === other.state.family;

const isOtherVersion = (other: Of, one: Of) =>
  isOfFamily(other, one) && other.state.key !== one.state.key;

const isUnused = ({ count, isMaking }: KeptKeeper) => count === 0 && !isMaking;

async function madeBy(one: KeptKeeper, make: Make): Promise<KeptDatabase> {
  clearTimeout(one.ending);
  one.isMaking = true;
  try {
    const name = await inTurn(one, () => makeOrRenew(one, make));
    one.count++;
    return { name, drop: () => dropped(one, name) };
  } catch (error) {
    one.template = undefined;
    throw error;
  } finally {
    one.isMaking = false;
    await endUnused(one);
  }
}

/** A session that waited may have been ended meanwhile. */
async function makeOrRenew(one: KeptKeeper, make: Make): Promise<string> {
  try {
    return await make(one);
  } catch (error) {
    if (!(error instanceof LostConnection)) throw error;
    await one.keeper.renew();
    return make(one);
  }
}

async function dropped(one: KeptKeeper, name: string): Promise<void> {
  try {
    await inTurn(one, () => one.keeper.drop(name));
  } finally {
    one.count--;
    await endUnused(one);
  }
}

/** One whose state has another version by now has nothing to wait for. */
async function endUnused(one: KeptKeeper): Promise<void> {
  if (!isUnused(one)) return;
  if ([...kept].some((other) => isOtherVersion(other, one))) return end(one);
  clearTimeout(one.ending);
  one.ending = setTimeout(() => void end(one), longestWait).unref();
}

async function end(one: KeptKeeper): Promise<void> {
  clearTimeout(one.ending);
  kept.delete(one);
  await one.keeper.close();
}
