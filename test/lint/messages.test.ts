import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";

const cases = resolve(import.meta.dirname, "../cases/rules");
const lock =
  /\b(?:ACCESS|ROW) (?:EXCLUSIVE|SHARE)\b|\bSHARE(?: ROW| UPDATE)? EXCLUSIVE\b|\b(?:EXCLUSIVE|SHARE)\b/g;

/** Behind the lock's name there is where it is taken, at most, or another sentence. */
const mostBehind = 25;

describe("a message says first what happens, and its lock's name last", () => {
  const reports = globSync("*/bad*.txt", { cwd: cases, absolute: true });

  test.each([...new Set(reports.map((file) => basename(dirname(file))))])("%s", (rule) => {
    const files = reports.filter((file) => basename(dirname(file)) === rule);
    for (const message of files.flatMap((file) => messagesIn(readFileSync(file, "utf8")))) {
      const sentence = message.split(/(?<=[a-zE])\. (?=[A-Z])/).find((one) => one.match(lock));
      const last = [...(sentence ?? "").matchAll(lock)].at(-1);
      if (sentence === undefined || last === undefined) continue;
      expect(sentence.slice(last.index + last[0].length).length, message).toBeLessThan(mostBehind);
      expect(sentence.search(lock), message).toBeGreaterThan(sentence.length / 3);
    }
  });
});

/** The lines that are neither a place, nor code, nor help. */
function messagesIn(report: string): string[] {
  return report
    .split("\n")
    .filter((line) => line !== "" && !/^\S+:\d+:\d+ |^>? *\d+ \||^ +\||^Help: /.test(line));
}
