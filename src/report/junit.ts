import XMLBuilder from "fast-xml-builder";
import {
  checkNames,
  type Check,
  type CheckName,
  type NotReached,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { noteTexts, checkReasonText } from "./check-text.ts";
import {
  checkTitles,
  contextLines,
  notReachedText,
  problemText,
  remedyLines,
} from "./problem-text.ts";
import { limits } from "./verify-text.ts";

/**
 * What `verify` found out as JUnit XML, as Jenkins and GitLab read it: a test suite, and of each migration one test
 * case per check. What is not covered or not checked counts as skipped.
 */
export function junitXml(result: VerifyResult): string {
  const cases = [
    ...result.migrations.flatMap((migration) =>
      checkNames.map((name) => testCase(migration, name)),
    ),
    ...result.notReached.flatMap((one) => checkNames.map((check) => notReached(one, check))),
  ];
  const counts = {
    "@_tests": cases.length,
    "@_failures": cases.filter(({ failure }) => failure !== undefined).length,
    "@_errors": 0,
    "@_skipped": cases.filter(({ skipped }) => skipped !== undefined).length,
    "@_time": seconds(result.durationMs),
  };
  const testsuite = {
    "@_name": suite,
    ...counts,
    properties: properties(result),
    testcase: cases,
  };
  const document = {
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: { "@_name": suite, ...counts, testsuite },
  };
  return builder.build(document).trimEnd();
}

const suite = "pgmaestro verify";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  format: true,
  attributeValueProcessor: (_name, value) => inXml(String(value).replaceAll(/\s+/g, " ")),
  tagValueProcessor: (_name, value) => inXml(String(value)),
});

/** Without the characters that XML 1.0 (section 2.2) does not have, escaped or not. */
function inXml(text: string): string {
  return text.replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

interface TestCase {
  readonly "@_file"?: string;
  readonly "@_time"?: string;
  readonly failure?: object;
  readonly skipped?: object;
}

/** A migration's time is on its first check. */
function testCase(migration: VerifiedMigration, name: CheckName): TestCase {
  const check = migration[name];
  return {
    ...identity(migration.name, name),
    "@_file": migration.file,
    "@_time": seconds(name === checkNames[0] ? migration.durationMs : 0),
    ...outcome(check),
    ...(check.notes.length > 0 && { "system-out": noteTexts(check).join("\n") }),
  };
}

function identity(migration: string, check: CheckName): object {
  return { "@_classname": migration, "@_name": checkTitles[check] };
}

function outcome(check: Check): TestCase {
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
function properties(result: VerifyResult): object {
  const property = [
    { "@_name": "scratch", "@_value": result.scratch },
    ...limits(result).map((limit) => ({ "@_name": "limit", "@_value": limit })),
  ];
  return { property };
}
