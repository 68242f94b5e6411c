import { soakTimes } from "./soak.ts";

/**
 * What takes long, `npm test` and `npm run test:soak` share: long tables of cases, and suites on embedded databases. `npm test` runs
 * a third of each, or a sixth, each day another one; the soak runs the others. TEST_DAY, a number, names the day that it is for both.
 * The soak runs the files that import this one, or share.ts; what is not shared in them, it skips.
 */
export const soaking = process.env["TEST_SOAK"] === "1";

export type Turn = 0 | 1 | 2;

const ofToday = Math.floor(Date.now() / 86_400_000);

/** After six days all is as it was. */
export const day = Number(process.env["TEST_DAY"] ?? ofToday) % 6;
if (!Number.isInteger(day)) throw new Error("TEST_DAY is a whole number");

const third = day % 3;

/** Of a table that is too long for the soak, too: a third each day, or all in a long night (`SOAK=84`). */
export function thirdOfSoak<Case>(cases: readonly Case[]): Case[] {
  return soakTimes > 1 ? [...cases] : cases.filter((_, index) => index % 3 === third);
}

/** Whether a part of a whole, of so many, is run here today. */
export function hasTurn(part: number, parts: number): boolean {
  return (part % parts === day % parts) !== soaking;
}
