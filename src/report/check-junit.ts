import type { CheckPart, CheckResult } from "../commands/check.ts";
import type { CheckPartName } from "../commands/check-parts.ts";
import { partSummary } from "./check-summary.ts";
import { junitDocument, type TestSuite } from "./junit-document.ts";
import { verifySuite } from "./junit.ts";
import { lintSuite } from "./lint-junit.ts";

/** What `check` found as JUnit XML, with a test suite for each part; of a part that was left out one skipped case. */
export function checkJunit(result: CheckResult, hidden: (text: string) => string): string {
  const { names, lint, verify } = result;
  return junitDocument(
    "pgmaestro check",
    [
      suiteOf("names", result, names, (found) => lintSuite(found, "names")),
      suiteOf("lint", result, lint, (found) => lintSuite(found)),
      suiteOf("verify", result, verify, verifySuite),
      ...(["plan", "schema", "types", "history", "unfinished"] as const).map((name) =>
        wholeSuite(name, result),
      ),
    ],
    hidden,
  );
}

function suiteOf<Result>(
  name: CheckPartName,
  result: CheckResult,
  part: CheckPart<Result>,
  tell: (found: Result) => TestSuite,
): TestSuite {
  return "result" in part ? tell(part.result) : wholeSuite(name, result);
}

/** A suite of one case. */
function wholeSuite(name: CheckPartName, result: CheckResult): TestSuite {
  const { verdict, text } = partSummary(name, result);
  return {
    name: `pgmaestro ${name}`,
    properties: [],
    cases: [
      {
        "@_classname": "check",
        "@_name": name,
        ...(verdict === "failed" && { failure: { "@_message": text, "@_type": name } }),
        ...(verdict === "skipped" && { skipped: { "@_message": text } }),
      },
    ],
  };
}
