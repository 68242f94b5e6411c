import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors/index.ts";
import { parseLintSettings, type LintConfig } from "../../src/lint/settings.ts";
import { thrown } from "../support/thrown.ts";

const rules = ["add-check-validates", "drop-column", "drop-table", "index-not-concurrent"];
const parse = (given: LintConfig & { only?: readonly string[] }) =>
  parseLintSettings(given, rules, "pgmaestro.config.json");

test("what is not said has its default", () => {
  const defaults = {
    sets: ["recommended"],
    rules: {},
    failOn: "error",
    smallTables: [],
    busyTables: [],
    lockTimeout: false,
  };
  expect(parse({})).toEqual(defaults);
  expect(parse({ sets: undefined, postgres: undefined })).toEqual(defaults);
});

test("what is said holds", () => {
  const given: LintConfig = {
    sets: ["safety", "conventions"],
    rules: { "drop-table": "off", "drop-column": "warning" },
    baseline: "1_a",
    postgres: 17,
    failOn: "warning",
    smallTables: ["app.countries"],
    busyTables: ["app.events"],
    statistics: "stats.json",
    lockTimeout: true,
  };
  expect(parse(given)).toEqual(given);
});

describe("refused with what gave it", () => {
  test.each([
    [{ rules: { "drop-colum": "off" } }, 'no rule "drop-colum"', "Did you mean drop-column?"],
    [{ rules: { column: "off" } }, 'no rule "column"', "Did you mean drop-column?"],
    [{ rules: { drop: "off" } }, 'no rule "drop"', "Did you mean drop-column or drop-table?"],
    [{ rules: { xyzzy: "off" } }, 'no rule "xyzzy"', "`pgmaestro lint --rules` lists the rules."],
    [
      { only: ["index-concurrent"] },
      'no rule "index-concurrent"',
      "Did you mean index-not-concurrent?",
    ],
    [{ sets: ["safty"] }, 'no set of rules "safty"', "Did you mean safety?"],
    [
      { sets: ["all"] },
      'no set of rules "all"',
      "The sets are safety, recommended, strict, conventions.",
    ],
    [{ postgres: 11 }, "11 is no major version", "Give a whole number, 12 to 19."],
    [{ postgres: 15.2 }, "15.2 is no major version", "Give a whole number, 12 to 19."],
  ])("%j", (given, problem, hint) => {
    const error = thrown(ConfigurationError, () => parse(given as LintConfig));
    expect(error.message).toContain("pgmaestro.config.json: ");
    expect(error.message).toContain(problem);
    expect(error.hint).toBe(hint);
  });
});
