import XMLBuilder from "fast-xml-builder";

/** A test case as JUnit's XML has it. */
export interface TestCase {
  readonly "@_classname": string;
  readonly "@_name": string;
  readonly "@_file"?: string;
  readonly "@_time"?: string;
  readonly failure?: object;
  readonly skipped?: object;
  readonly "system-out"?: string;
}

/** A test suite of some cases. */
export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly durationMs?: number;
  /** What concerns the suite as a whole. */
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/**
 * JUnit XML, as Jenkins and GitLab read it.
 * @param hidden a text without what nobody may see, asked before it is escaped
 */
export function junitDocument(
  name: string,
  suites: readonly TestSuite[],
  hidden: (text: string) => string,
): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const durationMs = suites.reduce((sum, suite) => sum + (suite.durationMs ?? 0), 0);
  const testsuite = suites.map(suiteElement);
  const document = {
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: { "@_name": name, ...countsOf({ cases, durationMs }), testsuite },
  };
  return builderFor(hidden).build(document).trimEnd();
}

function suiteElement({ name, cases, durationMs = 0, properties }: TestSuite): object {
  const property = properties.map((one) => ({ "@_name": one.name, "@_value": one.value }));
  return {
    "@_name": name,
    ...countsOf({ cases, durationMs }),
    properties: { property },
    testcase: cases,
  };
}

function countsOf({ cases, durationMs = 0 }: Pick<TestSuite, "cases" | "durationMs">): object {
  return {
    "@_tests": cases.length,
    "@_failures": cases.filter(({ failure }) => failure !== undefined).length,
    "@_errors": 0,
    "@_skipped": cases.filter(({ skipped }) => skipped !== undefined).length,
    "@_time": inSeconds(durationMs),
  };
}

function builderFor(hidden: (text: string) => string) {
  return new XMLBuilder({
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
    attributeValueProcessor: (_name, value) => inXml(hidden(String(value)).replaceAll(/\s+/g, " ")),
    tagValueProcessor: (_name, value) => inXml(hidden(String(value))),
  });
}

/** Without the characters that XML 1.0 (section 2.2) does not have, escaped or not. */
function inXml(text: string): string {
  return text.replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

export function inSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
