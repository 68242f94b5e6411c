/**
 * What takes long runs in full in `npm run test:soak`. `npm test` runs a third of it, each day another one: of long tables of cases,
 * and of suites on embedded databases. TEST_THIRD=0, 1 or 2 says which. The soak runs the files that import this one, or share.ts.
 */
export const soaking = process.env["TEST_SOAK"] === "1";

export type Turn = 0 | 1 | 2;

const ofToday = Math.floor(Date.now() / 86_400_000) % 3;

export const third = Number(process.env["TEST_THIRD"] ?? ofToday) as Turn;
if (![0, 1, 2].includes(third)) throw new Error("TEST_THIRD is 0, 1 or 2");

/** Whether a suite has its turn. */
export function hasTurn(turn: Turn): boolean {
  return soaking || turn === third;
}
