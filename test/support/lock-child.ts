import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lockDirectory } from "../../src/database/directory-lock.ts";

/**
 * Takes a directory's lock so many times and tells of each meeting in a log; the last time it keeps the
 * lock where it is told to, and waits to be killed.
 */
const [directory = "", rounds = "1", keep = ""] = process.argv.slice(2);
const mine = `${directory}.inside`;

for (let round = 0; round < Number(rounds); round++) {
  const lock = await lockDirectory(directory, 60);
  if (!("release" in lock)) throw new Error("served");
  enter();
  await sleep(Math.random() * 5);
  rmSync(mine, { force: true });
  if (keep === "") lock.release();
}
process.stdout.write("held\n");
if (keep !== "") await sleep(60_000);

/** Whoever is inside has left a file that nobody else can make. */
function enter(): void {
  try {
    writeFileSync(mine, String(process.pid), { flag: "wx" });
    appendFileSync(`${directory}.log`, "alone\n");
  } catch {
    appendFileSync(`${directory}.log`, "met another\n");
  }
}
