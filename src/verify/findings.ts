import type { CheckReason, Note } from "./remarks.ts";
import { checkNames, type Check, type CheckName, type Problem } from "./verdict.ts";

/** What the checks of one migration have found so far. */
export class Findings {
  readonly #found = Object.fromEntries(
    checkNames.map((name) => [name, { problems: [], notes: new Map() }]),
  ) as unknown as Record<CheckName, Found>;

  fail(check: CheckName, ...problems: readonly Problem[]): void {
    this.#found[check].problems.push(...problems);
  }

  note(check: CheckName, note: Note): void {
    this.#found[check].notes.set(JSON.stringify(note), note);
  }

  skip(reason: CheckReason, ...checks: readonly CheckName[]): void {
    for (const check of checks) this.#found[check].skipped ??= reason;
  }

  /** Nothing is proved by this check, for this reason. */
  leaveOpen(check: CheckName, reason: CheckReason): void {
    this.#found[check].open ??= reason;
  }

  /** @param noted those that are not held against the migration where they do not hold */
  checks(noted: readonly CheckName[]): Record<CheckName, Check> {
    const entries = checkNames.map((name) => {
      const check = toCheck(this.#found[name]);
      const isNoted = check.verdict === "failed" && noted.includes(name);
      return [name, isNoted ? { ...check, verdict: "noted" } : check];
    });
    return Object.fromEntries(entries) as Record<CheckName, Check>;
  }
}

interface Found {
  readonly problems: Problem[];
  /** Each once, by its facts. */
  readonly notes: Map<string, Note>;
  skipped?: CheckReason;
  open?: CheckReason;
}

function toCheck({ problems, notes, skipped, open }: Found): Check {
  const found = { problems, notes: [...notes.values()] };
  if (problems.length > 0) return { verdict: "failed", ...found };
  if (skipped !== undefined) return { verdict: "skipped", reason: skipped, ...found };
  return open === undefined
    ? { verdict: "passed", ...found }
    : { verdict: "not-covered", reason: open, ...found };
}
