import { type CheckResult } from "../commands/check.ts";
import { type StatementImpact, worst } from "../impact/index.ts";
import { countsOf, type Finding, severities } from "../lint/index.ts";
import {
  type Check,
  checkNames,
  isSound,
  type NotReached,
  type VerifiedMigration,
} from "../verify/index.ts";
import { countsText } from "./counts-text.ts";
import { checkTitles } from "./problem-text.ts";
import { type Tone, toneOfSeverity, toneOfVerdict } from "./tone.ts";

/** All that the parts of `check` say of one migration. */
export interface CheckedMigration {
  readonly name: string;
  /** Of names and lint. */
  readonly findings: readonly Finding[];
  /** What `verify` saw; absent where it did not try it. */
  readonly verified?: VerifiedMigration;
  readonly notReached?: NotReached;
  /** Whether a proof of it is kept, so that it was not tried again. */
  readonly isProved: boolean;
  /** What its statements do at the sizes of the target, in order; absent without a plan. */
  readonly statements?: readonly StatementImpact[];
}

/** The migrations that were added or changed, in order, each with what all parts say of it. */
export function checkedMigrations({
  migrations,
  names,
  lint,
  verify,
  plan,
}: CheckResult): CheckedMigration[] {
  const findings = [names, lint].flatMap((part) => ("result" in part ? part.result.findings : []));
  const tried = "result" in verify ? verify.result : undefined;
  const segments = "result" in plan ? plan.result.segments : undefined;
  return migrations.map((name) => {
    const verified = tried?.migrations.find((one) => one.name === name);
    const notReached = tried?.notReached.find((one) => one.name === name);
    const statements = segments?.flatMap((segment) =>
      segment.statements.filter(({ migration }) => migration === name),
    );
    return {
      name,
      findings: findings.filter(({ migration }) => migration === name),
      ...(verified && { verified }),
      ...(notReached && { notReached }),
      isProved: tried?.proved?.includes(name) ?? false,
      ...(statements && { statements }),
    };
  });
}

/** What is to be said in short. */
export interface Word {
  readonly tone: Tone;
  readonly text: string;
}

/** What lint, verify and plan say of a migration; undefined where one of them did not look at it. */
export function wordsOf(
  migration: CheckedMigration,
  result: CheckResult,
): readonly (Word | undefined)[] {
  return [lintWord(migration, result), verifyWord(migration, result), planWord(migration)];
}

function lintWord({ findings }: CheckedMigration, { names, lint }: CheckResult): Word | undefined {
  if (![names, lint].some((part) => "result" in part)) return undefined;
  const counts = countsOf(findings);
  const gravest = severities.find((level) => counts[level] > 0);
  if (gravest === undefined) return { tone: "good", text: "" };
  return { tone: toneOfSeverity[gravest], text: countsText(counts) };
}

function verifyWord(
  { verified, notReached, isProved }: CheckedMigration,
  { verify }: CheckResult,
): Word | undefined {
  if (isProved) return { tone: "good", text: "proved already" };
  if (notReached) return { tone: "bad", text: "not reached" };
  if (verified === undefined)
    return "error" in verify ? { tone: "bad", text: "no answer" } : undefined;
  const named = (wanted: Check["verdict"]) =>
    checkNames.filter((name) => verified[name].verdict === wanted).map((name) => checkTitles[name]);
  if (!isSound(verified)) return { tone: "bad", text: named("failed").join(", ") };
  const uncovered = named("not-covered");
  return uncovered.length > 0
    ? { tone: "unknown", text: `not covered: ${uncovered.join(", ")}` }
    : { tone: "good", text: "" };
}

function planWord({ statements }: CheckedMigration): Word | undefined {
  if (statements === undefined) return undefined;
  const verdict = worst(statements.map((one) => one.verdict));
  return { tone: toneOfVerdict[verdict], text: verdict };
}
