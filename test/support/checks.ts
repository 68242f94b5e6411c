import type { CheckResult } from "../../src/index.ts";
import type {
  Impact,
  LockImpact,
  StatementImpact,
  TimeRange,
  Verdict,
  Work,
} from "../../src/impact/index.ts";

const notAsked = { verdict: "skipped", reason: "not-asked" } as const;

/** What `check` found, where all that is not named was left out. */
export function checkResultOf(
  migrations: readonly string[],
  parts: Partial<CheckResult> = {},
): CheckResult {
  const all = {
    ...{ names: notAsked, lint: notAsked, verify: notAsked },
    ...{ downSections: [], plan: notAsked },
    ...{ schema: notAsked, types: notAsked, history: notAsked, unfinished: notAsked },
    ...parts,
  };
  const passed = Object.values(all).every(
    (part) => typeof part !== "object" || !("verdict" in part) || part.verdict !== "failed",
  );
  return { since: "main", migrations, ...all, passed };
}

const longTime: TimeRange = { from: 120, to: 480 };

/** A lock of 41 M rows and 12 GB. */
export function lockOf(fullName: string, more: Partial<LockImpact> = {}): LockImpact {
  const [schema, name] = fullName.split(".") as [string, string];
  const relation = { schema, name };
  const verdict: Verdict = "stops the application";
  return {
    ...relation,
    kind: "table",
    mode: "ACCESS EXCLUSIVE",
    size: { is: "known", rows: 41e6, totalBytes: 12e9, small: false, busy: true },
    held: longTime,
    verdict,
    reason: { rule: "blocked-long", relation, held: longTime },
    ...more,
  };
}

function rewriteOf({ schema, name }: LockImpact): Work {
  return { kind: "rewrite", relation: { schema, name }, shares: [], duration: longTime };
}

/** A statement that rewrites what it locks. */
export function statementOf(
  migration: string,
  locks: readonly LockImpact[],
  more: Partial<StatementImpact> = {},
): StatementImpact {
  return {
    migration,
    ...{ file: `migrations/${migration}.sql`, line: 3, column: 1 },
    text: "ALTER TABLE orders ALTER COLUMN total TYPE numeric",
    source: "observed",
    locks,
    works: locks.map(rewriteOf),
    duration: longTime,
    verdict: "stops the application",
    reasons: locks.map(({ reason }) => reason),
    ...more,
  };
}

/** What one segment of these statements would do. */
export function impactOf(...statements: readonly StatementImpact[]): Impact {
  const segment = { transaction: true, statements, duration: longTime };
  const verdict: Verdict = "stops the application";
  return {
    against: "pgmaestro.stats.json",
    statistics: { readAt: "2026-11-27", postgres: "16.4", databaseBytes: 480e9, tables: 3 },
    scratch: "PGlite (PostgreSQL 18.6)",
    segments: [{ ...segment, verdict }],
    verdict,
    durationMs: 900,
  };
}

/** A part that ended with this. */
export const ended = <Result extends { readonly passed: boolean }>(result: Result) => ({
  verdict: result.passed ? ("passed" as const) : ("failed" as const),
  result,
});
