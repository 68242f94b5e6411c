import { inject, test } from "vitest";
import { describeEachDatabase, describeEachServer, type TestDatabase } from "./databases.ts";
import { hasTurn, soaking, type Turn } from "./turn.ts";

export { soaking };

/** The cases that have their turn. */
export function thirdOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => hasTurn((index % 3) as Turn));
}

/** A kind of scratch database, as the commands' options name it. */
interface ScratchPlace {
  readonly place: "embedded" | "server";
  readonly scratch: () => string | undefined;
}

/** Scratch databases on the server, in `npm test`; and embedded ones in their turn. */
export function scratchPlaces(turn: Turn): ScratchPlace[] {
  return [
    ...(hasTurn(turn) ? [{ place: "embedded", scratch: () => undefined } as const] : []),
    ...(soaking ? [] : [{ place: "server", scratch: () => inject("serverUrl") } as const]),
  ];
}

/** A suite over real servers; and over PGlite in its turn. */
export function describeEachDatabaseInTurn(
  turn: Turn,
  title: string,
  suite: (database: () => TestDatabase) => void,
): void {
  if (hasTurn(turn)) describeEachDatabase(title, suite);
  else describeEachServer(title, suite);
}

/** A test that only the soak runs. */
export function testInSoak(title: string, body: () => Promise<void>): void {
  if (soaking) test(title, body);
}
