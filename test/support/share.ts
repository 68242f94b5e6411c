import { inject, test } from "vitest";
import { describeEachServer, describeEmbedded, type TestDatabase } from "./databases.ts";
import { soaking } from "./soak.ts";
import { hasTurn, type Turn } from "./turn.ts";

/** Those of a table's cases that have their turn: a third in `npm test`, another in the soak. */
export function thirdOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => hasTurn(index, 3));
}

/** The same of tables that take longest: a sixth in `npm test`, two in the soak. */
export function sixthOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => hasTurn(index, 6));
}

/** Whether a sixth of the suites is run; those of files that are named on the command line are. */
function isToday(sixth: number): boolean {
  return process.env["TEST_NAMED"] === "1" || hasTurn(sixth, 6);
}

/** A kind of scratch database, as the commands' options name it. */
interface ScratchPlace {
  readonly place: "embedded" | "server";
  readonly scratch: () => string | undefined;
}

/** Scratch databases on the server, or embedded ones: two sixths. */
export function scratchPlaces(turn: Turn): ScratchPlace[] {
  return [
    ...(isToday(turn) ? [{ place: "embedded", scratch: () => undefined } as const] : []),
    ...(isToday(turn + 3)
      ? [{ place: "server", scratch: () => inject("serverUrl") } as const]
      : []),
  ];
}

/** A suite over real servers, or over PGlite: two sixths. */
export function describeEachDatabaseInTurn(
  turn: Turn,
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  if (isToday(turn)) describeEmbedded(title, suite);
  if (isToday(turn + 3)) describeEachServer(title, suite);
}

/** What `npm test` runs in full, of a file of which the soak runs the rest. */
export function describeEachServerInFull(
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  if (!soaking) describeEachServer(title, suite);
}

/** A test that only the soak runs. */
export function testInSoak(title: string, body: () => Promise<void>): void {
  if (soaking) test(title, body);
}
