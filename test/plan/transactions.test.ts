import { beforeAll, describe, expect, test } from "vitest";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { lintMigrations } from "../../src/lint/linter.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { cutSegments, upWork, type Plan, type TransactionMode } from "../../src/plan/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { factsOf } from "../support/rule-cases.ts";
import { usual, type TransactionCase } from "../support/transaction-case.ts";
import { transactionCases } from "../support/transaction-cases.ts";

beforeAll(loadParser);

/** The rules that speak of slow work while a lock is held. */
const rules = [
  "slow-statement-under-exclusive-lock",
  "validate-in-same-transaction",
  "mixed-schema-and-data",
];

function planOf(pending: readonly string[]): Plan {
  const files = pending.map((up, index) => [`${index + 1}_m.sql`, up]);
  const work = loadMigrations(directoryOf(Object.fromEntries(files))).map((one) => upWork(one));
  return cutSegments(work, { mode: "auto" });
}

/** The migrations of each segment: `1 2|3`. */
function shapeOf({ segments }: Plan): string {
  return segments
    .map(({ steps }) => steps.map(({ migration }) => migration.slice(0, 1)).join(" "))
    .join("|");
}

/** What the rules find in pending migrations that are linted together. */
function found({ before = usual }: TransactionCase, ups: readonly string[], mode: TransactionMode) {
  const all = [before, ...ups].map((up, index) => lintableText(`${index}_m`, `${index}_m.sql`, up));
  const chosen = new Set(all.slice(1).map(({ name }) => name));
  const facts = factsOf({ transaction: mode }, { only: rules });
  return lintMigrations(all, chosen, facts).findings;
}

describe("the plan", () => {
  test.each(transactionCases)("$name", ({ pending, segments, reason }) => {
    const plan = planOf(pending);
    expect(shapeOf(plan)).toBe(segments);
    expect(plan.segments[1]?.reason?.kind).toBe(reason);
  });
});

describe("lint agrees with the plan", () => {
  test.each(transactionCases)("and is silent: $name", (one) => {
    expect(found(one, one.pending, "auto")).toEqual([]);
  });

  test.each(transactionCases)("and reports one file that has all of it: $name", (one) => {
    const findings = found(one, [one.pending.join("\n")], "auto");
    expect(findings.length > 0).toBe(one.reason !== undefined);
  });

  test.each(transactionCases)("and reports what --transaction all keeps together: $name", (one) => {
    const { reason, reportedInAll: isReported = reason !== undefined } = one;
    const findings = found(one, one.pending, "all");
    expect(findings.length > 0).toBe(isReported);
    for (const { rule, help } of findings)
      expect(`${rule}: ${help}`).toContain("--transaction all");
  });
});

test("the lock of another migration is named with it", () => {
  const [one] = transactionCases;
  expect(found(one!, one!.pending, "all")[0]!.message).toContain("after line 1 of 1_m has taken ");
});
