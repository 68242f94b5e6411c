import {
  checkNames,
  type Check,
  type CheckName,
  type NotReached,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { noteTexts, checkReasonText } from "./remarks-text.ts";
import {
  checkTitles,
  contextLines,
  notReachedText,
  problemText,
  remedyLines,
} from "./problem-text.ts";
import { junitDocument, inSeconds, type TestCase, type TestSuite } from "./junit-document.ts";
import { limits } from "./verify-text.ts";

/**
 * What `verify` found out as JUnit XML, as Jenkins and GitLab read it: a test suite, and of each migration one test
 * case per check. What is not covered or not checked counts as skipped.
 */
export function junitXml(result: VerifyResult, hidden: (text: string) => string): string {
  const suite = verifySuite(result);
  return junitDocument(suite.name, [suite], hidden);
}

/** The test suite of it. */
export function verifySuite(result: VerifyResult): TestSuite {
  const cases = [
    ...result.migrations.flatMap((migration) =>
      checkNames.map((name) => testCase(migration, name)),
    ),
    ...result.notReached.flatMap((one) => checkNames.map((check) => notReached(one, check))),
  ];
  return {
    name: "pgmaestro verify",
    cases,
    durationMs: result.durationMs,
    properties: properties(result),
  };
}

/** A migration's time is on its first check. */
function testCase(migration: VerifiedMigration, name: CheckName): TestCase {
  const check = migration[name];
  return {
    ...identity(migration.name, name),
    "@_file": migration.file,
    "@_time": inSeconds(name === checkNames[0] ? migration.durationMs : 0),
    ...outcome(check),
    ...(check.notes.length > 0 && { "system-out": noteTexts(check).join("\n") }),
  };
}

function identity(migration: string, check: CheckName): Pick<TestCase, "@_classname" | "@_name"> {
  return { "@_classname": migration, "@_name": checkTitles[check] };
}

function outcome(check: Check): Pick<TestCase, "failure" | "skipped"> {
  const reason = checkReasonText(check);
  switch (check.verdict) {
    case "passed":
      return {};
    case "failed":
      return { failure: failureOf(check.problems, reason) };
    case "noted":
      return { skipped: { "@_message": `noted: ${check.problems.map(problemText).join("; ")}` } };
    case "not-covered":
      return {
        skipped: { "@_message": `not covered${reason === undefined ? "" : `: ${reason}`}` },
      };
    case "skipped":
      return { skipped: { "@_message": reason ?? "not checked" } };
  }
}

function failureOf(problems: readonly Problem[], reason = "failed"): object {
  const [first] = problems;
  return {
    "@_message": first === undefined ? reason : problemText(first),
    "@_type": first?.kind ?? "failed",
    "#text": problems.flatMap(whole).join("\n"),
  };
}

function whole(problem: Problem): string[] {
  const below = [...contextLines(problem), ...remedyLines(problem)];
  return [problemText(problem), ...below.map((line) => `  ${line}`)];
}

function notReached(migration: NotReached, check: CheckName): TestCase {
  return {
    ...identity(migration.name, check),
    skipped: { "@_message": `not reached: ${notReachedText(migration)}` },
  };
}

/** What concerns the suite as a whole: where it ran, and what it does not cover. */
function properties(result: VerifyResult): TestSuite["properties"] {
  return [
    { name: "scratch", value: result.scratch },
    ...limits(result).map((limit) => ({ name: "limit", value: limit })),
  ];
}
