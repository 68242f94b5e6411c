import { inFiles } from "../../src/report/in-files.ts";
import { createRequire } from "node:module";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import type { Finding, LintResult, Severity } from "../../src/lint/finding.ts";
import type { Stake } from "../../src/lint/rule.ts";
import { gitlabReport } from "../../src/report/gitlab.ts";
import { lintAnnotations } from "../../src/report/lint-github.ts";
import { lintJson } from "../../src/report/lint-json.ts";
import { lintJunit } from "../../src/report/lint-junit.ts";
import { pageUri, sarifLog } from "../../src/report/sarif.ts";
import { version } from "../../src/version.ts";
import { findingAt, lintResultOf, ruleNamed } from "../support/findings.ts";

const inRepository = (file: string) => `sub/${file}`;
const first = [
  "migrations/1_a.sql",
  "select '😀'; create index i on t (a);\ndrop table\n  a;\n",
] as const;
const second = ["migrations/2 ü.sql", "select 1;"] as const;

const at = first[1].indexOf("index") + "index".length;
const index = findingAt(first, "create index i on t (a)", {
  help: "Build it concurrently.",
  fix: {
    title: "Add CONCURRENTLY",
    edits: [{ start: at, end: at, text: " concurrently" }],
  },
});
const drop = findingAt(first, "drop table\n  a", {
  rule: "drop-table",
  severity: "warning",
  message: "100% lost, a: b",
});
const notice = findingAt(second, "select 1", {
  rule: "no-docs",
  severity: "notice",
  message: "As in postgres://me:secret@h/d",
});
const rules = [
  ruleNamed("unused"),
  ruleNamed("index-not-concurrent"),
  ruleNamed("drop-table", { severity: "error", stake: "loss" }),
  ruleNamed("no-docs", { severity: "notice", stake: "convention", sets: ["conventions"] }),
];
const all = lintResultOf([first, second], [index, drop, notice], { ignored: 2 });
const none = lintResultOf([first], []);

describe("JSON", () => {
  test("has flat findings with places, fixes with lines and columns, and no secret", () => {
    const { findings, ...rest } = lintJson(all) as { findings: object[] };
    expect(rest).toEqual({
      migrations: ["1_a", "2 ü"],
      ignored: 2,
      hidden: 0,
      unread: 0,
      unreadCode: 0,
      postgres: { major: 15, source: "default" },
      counts: { error: 1, warning: 1, notice: 1 },
      passed: false,
    });
    expect(findings).toHaveLength(3);
    expect(findings[0]).toEqual({
      rule: "index-not-concurrent",
      severity: "error",
      file: "migrations/1_a.sql",
      line: 1,
      column: 13,
      endLine: 1,
      endColumn: 36,
      migration: "1_a",
      message: "CREATE INDEX on orders takes SHARE.",
      help: "Build it concurrently.",
      fix: {
        title: "Add CONCURRENTLY",
        edits: [{ line: 1, column: 25, endLine: 1, endColumn: 25, text: " concurrently" }],
      },
    });
    expect(findings[1]).toMatchObject({ line: 2, column: 1, endLine: 3, endColumn: 4 });
    expect(findings[1]).not.toHaveProperty("fix");
    expect(findings[2]).toMatchObject({ message: "As in postgres://me:***@h/d" });
  });
});

describe("JUnit", () => {
  test("has a case for each migration, which fails for what stops CI", () => {
    const xml = lintJunit(all, String);
    expect(xml).toContain('<testsuite name="pgmaestro lint" tests="2" failures="1"');
    expect(xml).toContain(
      '<failure message="CREATE INDEX on orders takes SHARE." type="index-not-concurrent">',
    );
    expect(xml.match(/<testcase /g)).toHaveLength(2);
    expect(xml.match(/<system-out>/g)?.length).toBeGreaterThan(0);
    expect(xml).not.toContain("secret");
  });

  test("has failures for warnings where they stop CI, and none where nothing was found", () => {
    const { findings } = all;
    const warnings = findings.filter(({ severity }) => severity === "warning");
    const strict = lintResultOf([first, second], warnings, { passed: false });
    expect(lintJunit(strict, String)).toContain('failures="1"');
    expect(lintJunit(none, String)).toContain('tests="1" failures="0"');
  });
});

describe("SARIF", () => {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv({ schemaId: "id", meta: false, unknownFormats: ["uri-reference"] });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
  const isValid = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  const runOf = (result: LintResult) => {
    const log = JSON.parse(sarifLog(result, rules, inRepository));
    expect(isValid(log) ? [] : isValid.errors).toEqual([]);
    return log.runs[0];
  };

  test("is told from what is no SARIF", () => {
    expect(isValid({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  });

  test("names the tool, and the rules that found something", () => {
    const { driver } = runOf(all).tool;
    expect(driver).toMatchObject({ name: "pgmaestro", semanticVersion: version });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "index-not-concurrent",
      "drop-table",
      "no-docs",
    ]);
    expect(driver.rules[2]).toEqual({
      id: "no-docs",
      shortDescription: { text: "What no-docs finds" },
      fullDescription: { text: "It takes `SHARE`.", markdown: "It takes `SHARE`." },
      help: {
        text: "It takes `SHARE`.\n\nWrite it otherwise.",
        markdown: "It takes `SHARE`.\n\n**Instead**\n\nWrite it otherwise.",
      },
      defaultConfiguration: { level: "note" },
      properties: { tags: ["convention", "conventions"] },
    });
  });

  test("names the page of a rule of the house, with its address once package.json has a repository", () => {
    const [first] = runOf(all).tool.driver.rules;
    expect(first.properties.page).toBe("docs/rules/index-not-concurrent.md");
    expect(first.helpUri).toBeUndefined();
    const page = "docs/rules/drop-table.md";
    expect(pageUri(page, "git+https://example.org/a/b.git")).toBe(
      `https://example.org/a/b/blob/v${version}/${page}`,
    );
    expect(pageUri(page, undefined)).toBeUndefined();
  });

  test("has each finding at its place, counted in characters", () => {
    const { results, columnKind } = runOf(all);
    expect(columnKind).toBe("unicodeCodePoints");
    expect(results[0]).toMatchObject({
      ruleId: "index-not-concurrent",
      ruleIndex: 0,
      level: "error",
      message: { text: "CREATE INDEX on orders takes SHARE.\nBuild it concurrently." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "sub/migrations/1_a.sql", uriBaseId: "%SRCROOT%" },
            region: { startLine: 1, startColumn: 13, endLine: 1, endColumn: 36 },
          },
        },
      ],
      fixes: [
        {
          description: { text: "Add CONCURRENTLY" },
          artifactChanges: [
            {
              artifactLocation: { uri: "sub/migrations/1_a.sql" },
              replacements: [
                {
                  deletedRegion: { startLine: 1, startColumn: 25, endLine: 1, endColumn: 25 },
                  insertedContent: { text: " concurrently" },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(results[1]).toMatchObject({ ruleIndex: 1, level: "warning", fixes: [] });
    expect(results[2]).toMatchObject({
      level: "note",
      message: { text: "As in postgres://me:***@h/d" },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "sub/migrations/2%20%C3%BC.sql" } } },
      ],
    });
  });

  test("offers no fix that needs another file", () => {
    const follow = [{ words: "validate", description: "", up: "select 1;", down: "" }];
    const finding = { ...index, fix: { ...index.fix!, follow } };
    expect(runOf(lintResultOf([first], [finding])).results[0].fixes).toEqual([]);
  });

  test("takes a finding of no rule, and none at all", () => {
    const finding = { ...index, rule: "syntax" };
    const [result] = runOf(lintResultOf([first], [finding])).results;
    expect(result.ruleId).toBe("syntax");
    expect(result).not.toHaveProperty("ruleIndex");
    expect(runOf(none).results).toEqual([]);
  });
});

describe("GitLab's report", () => {
  const entries = (result: LintResult) => JSON.parse(gitlabReport(result, rules, inRepository));

  test("has each finding with what GitLab wants of it", () => {
    expect(entries(all)[0]).toEqual({
      description: "CREATE INDEX on orders takes SHARE. Build it concurrently.",
      check_name: "index-not-concurrent",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: "critical",
      location: { path: "sub/migrations/1_a.sql", lines: { begin: 1, end: 1 } },
    });
    expect(entries(all)[1].location.lines).toEqual({ begin: 2, end: 3 });
    expect(entries(none)).toEqual([]);
  });

  test.each<[Severity, Stake, string]>([
    ["error", "loss", "blocker"],
    ["error", "waiting", "critical"],
    ["error", "convention", "critical"],
    ["warning", "waiting", "major"],
    ["warning", "convention", "minor"],
    ["warning", "style", "minor"],
    ["notice", "loss", "info"],
  ])("an %s about %s is %s", (severity, stake, expected) => {
    const result = lintResultOf([first], [{ ...index, severity }]);
    const [entry] = JSON.parse(
      gitlabReport(result, [ruleNamed(index.rule, { stake })], inRepository),
    );
    expect(entry.severity).toBe(expected);
  });
});

describe("what a finding is known by", () => {
  const source = "create index i on t (a);\nselect 1;\ncreate index i on t (a);\n";
  const prints = (text: string, find: (file: readonly [string, string]) => Finding[]) => {
    const file = ["migrations/1_a.sql", text] as const;
    const report = gitlabReport(lintResultOf([file], find(file)), rules, inRepository);
    return JSON.parse(report).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  };
  const one = (file: readonly [string, string]) => [findingAt(file, "create index i on t (a)")];

  test("stays where lines and blanks move", () => {
    const before = prints(source, one);
    expect(prints(`-- A comment\n\n${source}`, one)).toEqual(before);
    const spread = "create index i\n  on t (a);";
    const findSpread = (file: readonly [string, string]) => [
      findingAt(file, "create index i\n  on t (a)"),
    ];
    expect(prints(spread, findSpread)).toEqual(before);
  });

  test("differs by rule, migration, words, and among several alike", () => {
    const alike = prints(source, (file) => [...one(file), ...one(file)]);
    const others = [
      ...prints(source, (file) => [findingAt(file, "select 1")]),
      ...prints(source, (file) => one(file).map((it) => ({ ...it, rule: "drop-table" }))),
      ...prints(source, (file) => one(file).map((it) => ({ ...it, migration: "2_b" }))),
    ];
    expect(new Set([...alike, ...others]).size).toBe(5);
  });
});

describe("annotations of GitHub", () => {
  test("have the rule as title, and columns where the stretch is on one line", () => {
    expect(lintAnnotations(all, inRepository).split("\n")).toEqual([
      "::error file=sub/migrations/1_a.sql,line=1,endLine=1,col=13,endColumn=35,title=index-not-concurrent::CREATE INDEX on orders takes SHARE.%0ABuild it concurrently.",
      "::warning file=sub/migrations/1_a.sql,line=2,endLine=3,title=drop-table::100%25 lost, a: b",
      "::notice file=sub/migrations/2 ü.sql,line=1,endLine=1,col=1,endColumn=8,title=no-docs::As in postgres://me:***@h/d",
    ]);
    expect(lintAnnotations(none, inRepository)).toBe("");
  });
});

test("what is in the SQL of a JS migration stands at the top of its file", () => {
  const made = ["migrations/1_a.js (its SQL)", "\nCREATE INDEX ON t (a);"] as const;
  const generatedFrom = "migrations/1_a.js";
  const finding = findingAt(made, "CREATE INDEX ON t (a)", { generatedFrom });
  const { findings } = inFiles(lintResultOf([made], [finding]));
  expect(findings[0]).toMatchObject({ file: "migrations/1_a.js", line: 1, column: 1, endLine: 1 });
});
