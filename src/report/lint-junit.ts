import { maskUrlsIn } from "../database/index.ts";
import { formatLocation } from "../errors/index.ts";
import type { Finding, LintResult } from "../lint/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import { junitDocument, type TestCase, type TestSuite } from "./junit-document.ts";

/**
 * What linting found out as JUnit XML: of each migration one test case, which fails where something was found that stops CI;
 * other findings are its output.
 */
export function lintJunit(result: LintResult, hidden: (text: string) => string): string {
  const suite = lintSuite(result);
  return junitDocument(suite.name, [suite], hidden);
}

/** The test suite of it; what is found of a migration that was not linted, as one without a file, has its case too. */
export function lintSuite(result: LintResult, name = "lint"): TestSuite {
  const found = result.findings.map(({ migration }) => migration);
  const migrations = [...new Set([...result.migrations, ...found])];
  const cases = migrations.map((migration) => testCase(migration, result, name));
  const properties = [
    { name: "postgres", value: String(result.postgres.major) },
    ...(result.unread > 0 ? [{ name: "unread", value: String(result.unread) }] : []),
    ...(result.unreadCode > 0 ? [{ name: "unreadCode", value: String(result.unreadCode) }] : []),
  ];
  return { name: `pgmaestro ${name}`, cases, properties };
}

function testCase(migration: string, result: LintResult, name: string): TestCase {
  const own = result.findings.filter((one) => one.migration === migration);
  const failing = own.filter((one) => stopsCi(one, result));
  const others = own.filter((one) => !stopsCi(one, result));
  const [first] = failing;
  return {
    "@_classname": migration,
    "@_name": name,
    ...(own[0] && { "@_file": own[0].file }),
    ...(first && {
      failure: { "@_message": shown(first.message), "@_type": first.rule, "#text": texts(failing) },
    }),
    ...(others.length > 0 && { "system-out": texts(others) }),
  };
}

/** Where no error is there, and yet it did not pass, warnings stop it. */
function stopsCi({ severity }: Finding, { counts, passed }: LintResult): boolean {
  return severity === "error" || (severity === "warning" && !passed && counts.error === 0);
}

function texts(findings: readonly Finding[]): string {
  return findings
    .map((one) => {
      const head = `${formatLocation(one)} ${one.severity} ${one.rule}: ${one.message}`;
      return shown(one.help === undefined ? head : `${head}\n  ${one.help}`);
    })
    .join("\n");
}

function shown(text: string): string {
  return maskUrlsIn(maskSecrets(text));
}
