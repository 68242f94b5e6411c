import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { githubAnnotations } from "../../src/report/github.ts";
import { junitXml } from "../../src/report/junit.ts";
import { verifyJson } from "../../src/report/verify-json.ts";
import type { VerifyResult } from "../../src/verify/verdict.ts";
import {
  downFails,
  failed,
  leftTable,
  notCovered,
  notDescribed,
  passed,
  refusal,
  notReached,
  refusedRows,
  resultOf,
  rowsGone,
  skipped,
  verified,
} from "../support/verdicts.ts";

const mixed = resultOf(
  [
    verified("1_a", {
      durationMs: 1234,
      data: { ...passed, notes: [refusedRows("1 < 3")] },
    }),
    verified("2_b", {
      downAt: { file: "migrations/2_b.sql", line: 9, column: 1 },
      repeatable: failed(
        refusal("up-again", "migrations/2_b.sql", 'relation "x" is < there & so', "by its name"),
      ),
      roundTrip: failed(leftTable("app.x", "down", "DROP TABLE app.x"), leftTable("y", "down")),
      data: skipped(downFails),
    }),
    verified("3_c", { roundTrip: notCovered(notDescribed("cast", "(a AS b)")) }),
  ],
  {
    notReached: [notReached("4_d", "2_b")],
    unfilled: [{ table: "app.z", reason: "its check is never true" }],
    passed: false,
  },
);

describe("JUnit XML", () => {
  const lists = ["testsuite", "testcase", "property"];
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => lists.includes(name),
    parseAttributeValue: false,
    trimValues: false,
  });
  const parse = (result: VerifyResult) => {
    const xml = junitXml(result, String);
    expect(XMLValidator.validate(xml)).toBe(true);
    return parser.parse(xml).testsuites.testsuite[0];
  };
  const find = (result: VerifyResult, classname: string, name: string) =>
    parse(result).testcase.find(
      (one: Record<string, string>) => one["@_classname"] === classname && one["@_name"] === name,
    );

  test("counts a case for each migration and check", () => {
    const { testcase, ...suite } = parse(mixed);
    expect(suite).toMatchObject({
      "@_name": "pgmaestro verify",
      "@_tests": "20",
      "@_failures": "2",
      "@_errors": "0",
      "@_skipped": "7",
      "@_time": "3.400",
    });
    expect(testcase).toHaveLength(20);
    expect(testcase[0]).toMatchObject({
      "@_classname": "1_a",
      "@_name": "up",
      "@_file": "migrations/1_a.sql",
      "@_time": "1.234",
    });
    expect(testcase.slice(0, 5).map((one: Record<string, string>) => one["@_name"])).toEqual([
      "up",
      "repeatable",
      "down",
      "round trip",
      "data",
    ]);
  });

  test("tells a failure with its problems and what would mend them", () => {
    expect(find(mixed, "2_b", "round trip").failure).toEqual({
      "@_message": "down leaves table app.x",
      "@_type": "difference",
      "#text":
        "down leaves table app.x\n  the down section needs: DROP TABLE app.x;\ndown leaves table y",
    });
    expect(find(mixed, "2_b", "repeatable").failure["@_message"]).toBe(
      'up, run twice, fails: relation "x" is < there & so',
    );
  });

  test("tells skips with their reasons, notes, and where it ran", () => {
    const skip = (...of: [string, string]) => find(mixed, ...of).skipped["@_message"];
    expect(skip("2_b", "data")).toBe("the down section fails");
    expect(skip("3_c", "round trip")).toBe("not covered: catalogs do not describe cast (a AS b)");
    expect(skip("4_d", "up")).toMatch(/^not reached/);
    expect(find(mixed, "1_a", "data")["system-out"]).toBe(
      "up: 1 < 3; that is about a row made up for this trial (app.a: id = 1), and without made-up rows it runs (migrations/1_a.sql:3:7)",
    );
    expect(parse(mixed).properties.property).toEqual([
      { "@_name": "scratch", "@_value": "PGlite (PostgreSQL 18.3)" },
      { "@_name": "limit", "@_value": expect.stringContaining("app.z") },
      { "@_name": "limit", "@_value": expect.stringContaining("4_d") },
    ]);
  });

  test("holds no character that XML has not", () => {
    const text = "a\u0000b\u001Bc\uD800d\uFFFFe \"' \u{1F600}";
    const result = resultOf([verified("1_a", { up: failed(rowsGone("up", text)) })]);
    expect(find(result, "1_a", "up").failure["@_message"]).toBe(
      "up: a\uFFFDb\uFFFDc\uFFFDd\uFFFDe \"' \u{1F600} loses 3 rows (id = 1)",
    );
  });
});

describe("annotations of GitHub", () => {
  const lines = (result: VerifyResult) =>
    githubAnnotations(result, (file) => `sub/${file}`).split("\n");

  test("are errors at their places, warnings of what is not covered, notices of the rest", () => {
    expect(lines(mixed)).toEqual([
      '::error file=sub/migrations/2_b.sql,line=3,col=7,title=verify 2_b%3A repeatable::up, run twice, fails: relation "x" is < there & so%0Aby its name',
      "::error file=sub/migrations/2_b.sql,line=9,col=1,title=verify 2_b%3A round trip::down leaves table app.x%0Athe down section needs: DROP TABLE app.x;",
      "::error file=sub/migrations/2_b.sql,line=9,col=1,title=verify 2_b%3A round trip::down leaves table y",
      "::warning file=sub/migrations/3_c.sql,title=verify 3_c%3A round trip::not covered: catalogs do not describe cast (a AS b)",
      "::notice title=verify::Not filled, so that nothing is known of its data: app.z (its check is never true)",
      "::notice title=verify::Not reached: 4_d: it fails without 2_b, which does not run: no",
    ]);
  });

  test("are escaped as GitHub's toolkit does", () => {
    const text = "100%\r\nof a, b: c";
    const problem = rowsGone("up", text);
    const result = resultOf([verified("1,%:a", { data: failed(problem) })]);
    expect(lines(result)).toEqual([
      "::error file=sub/migrations/1%2C%25%3Aa.sql,title=verify 1%2C%25%3Aa%3A data::up: 100%25%0D%0Aof a, b: c loses 3 rows (id = 1)",
    ]);
  });

  test("are none where all is well", () => {
    expect(githubAnnotations(resultOf([verified("1_a")]), (file) => file)).toBe("");
  });
});

test("JSON tells every problem as facts and in words, without secrets", () => {
  const url = "postgresql://me:secret@host/db";
  const data = {
    ...failed(rowsGone("down", `"${url}"`)),
    notes: [refusedRows(url)],
    reason: { kind: "irreversible", reason: url } as const,
  };
  const [first, second] = mixed.migrations;
  const json = JSON.parse(JSON.stringify(verifyJson(resultOf([first!, { ...second!, data }]))));
  expect(JSON.stringify(json)).not.toContain("secret");
  expect(json).toMatchObject({ passed: false, scratch: "PGlite (PostgreSQL 18.3)" });
  expect(json.migrations[0]).toEqual({
    ...first,
    data: {
      ...passed,
      notes: [
        "up: 1 < 3; that is about a row made up for this trial (app.a: id = 1), and without made-up rows it runs (migrations/1_a.sql:3:7)",
      ],
    },
  });
  expect(json.migrations[1].data).toEqual({
    verdict: "failed",
    problems: [
      {
        kind: "data",
        phase: "down",
        text: 'down: "postgresql://me:***@host/db" loses 3 rows (id = 1)',
      },
    ],
    notes: [
      "up: postgresql://me:***@host/db; that is about a row made up for this trial (app.a: id = 1), and without made-up rows it runs (migrations/1_a.sql:3:7)",
    ],
    reason: "irreversible: postgresql://me:***@host/db",
  });
  expect(json.migrations[1].repeatable.problems).toEqual([
    {
      kind: "error",
      phase: "up-again",
      text: 'up, run twice, fails: relation "x" is < there & so',
      error: expect.objectContaining({
        code: "migration-failed",
        location: { file: "migrations/2_b.sql", line: 3, column: 7 },
      }),
    },
  ]);
  expect(json.migrations[1].roundTrip.problems[0]).toMatchObject({
    kind: "difference",
    phase: "down",
    text: "down leaves table app.x",
    difference: { object: { kind: "table", name: "app.x" }, change: "extra" },
    mend: ["DROP TABLE app.x"],
    suffices: true,
  });
});
