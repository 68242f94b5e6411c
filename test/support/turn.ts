import { soaking, soakTimes } from "./soak.ts";

/**
 * What takes long, `npm test` and `npm run test:soak` share: long tables of cases, suites on embedded databases, and whole files.
 * `npm test` runs a third of each, or a sixth, each day another one; the soak runs as much or twice as much of the others, so that
 * after some days all has run; the soak of a long night (`SOAK=84`) runs all the others. TEST_DAY, a number, names the day.
 */
export type Run = "test" | "soak" | "night";

/** What the soak is: that of a day, or of a night. */
export const soak: Run = soakTimes > 1 ? "night" : "soak";

export type Turn = 0 | 1 | 2;

const ofToday = Math.floor(Date.now() / 86_400_000);

/** After six days all is as it was. */
export const day = Number(process.env["TEST_DAY"] ?? ofToday) % 6;
if (!Number.isInteger(day)) throw new Error("TEST_DAY is a whole number");

/** Whether a part of a whole, of so many, is run today. */
export function hasTurn(part: number, parts: number, run: Run = soaking ? soak : "test"): boolean {
  const daysUntil = (part + 6 - day) % parts;
  if (run === "test") return daysUntil === 0;
  return daysUntil > 0 && (run === "night" || daysUntil <= parts / 3);
}

/** Of what only the soak runs: a sixth each day, or all in a long night. */
export function sixthOfSoak<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => soak === "night" || hasTurn(index, 6, "test"));
}
