import { inject, test } from "vitest";
import { describeEachServer, describeEmbedded, type TestDatabase } from "./databases.ts";
import { hasTurn, soaking, type Turn } from "./turn.ts";

export { soaking };

/** Those of a table's cases that have their turn: a third in `npm test`, the others in the soak. */
export function thirdOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => hasTurn(index, 3));
}

/** The same of tables that take longest: a sixth in `npm test`. */
export function sixthOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => hasTurn(index, 6));
}

/** A kind of scratch database, as the commands' options name it. */
interface ScratchPlace {
  readonly place: "embedded" | "server";
  readonly scratch: () => string | undefined;
}

/** Scratch databases on the server, in `npm test`; and embedded ones in their turn. */
export function scratchPlaces(turn: Turn): ScratchPlace[] {
  return [
    ...(hasTurn(turn, 3) ? [{ place: "embedded", scratch: () => undefined } as const] : []),
    ...(soaking ? [] : [{ place: "server", scratch: () => inject("serverUrl") } as const]),
  ];
}

/** A suite over real servers, in `npm test`; and over PGlite in its turn. */
export function describeEachDatabaseInTurn(
  turn: Turn,
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  if (hasTurn(turn, 3)) describeEmbedded(title, suite);
  if (!soaking) describeEachServer(title, suite);
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
