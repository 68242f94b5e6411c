import { describe, expect, test } from "vitest";
import type { AspectDifference, Difference } from "../../src/catalog/index.ts";
import { differenceText, neutralText } from "../../src/report/difference-text.ts";
import type { Phase } from "../../src/verify/verdict.ts";

const table = { kind: "table", name: "app.logs" };
const index = { kind: "index", name: "app.idx_x" };
const check = { kind: "constraint", name: "chk", on: "app.users" };
const column = { kind: "column", name: "app.users.email" };

const extra = (object: Difference["object"]): Difference => ({
  object,
  change: "extra",
  details: [],
});
const missing = (object: Difference["object"]): Difference => ({
  object,
  change: "missing",
  details: [],
});
const changed = (
  object: Difference["object"],
  ...details: readonly AspectDifference[]
): Difference => ({ object, change: "changed", details });

const lostClause = { aspect: "WHERE clause", was: "(a > 1)" };
const lostNotNull = { aspect: "NOT NULL", was: "set" };
const otherDefault = { aspect: "default", was: "3", is: "4" };

describe("in words, by what was run", () => {
  test.each<[Phase, Difference, string]>([
    ["down", extra(table), "down leaves table app.logs"],
    ["down", missing(index), "index app.idx_x is not recreated"],
    ["down", missing(check), "constraint chk on app.users is not recreated"],
    ["down", changed(index, lostClause), "index app.idx_x is not recreated: lost its WHERE clause"],
    [
      "down",
      changed(column, lostNotNull, otherDefault),
      "column app.users.email is not restored: lost NOT NULL; its default is 4, was 3",
    ],
    ["down", changed({ kind: "cast", name: "text AS mood" }), "cast text AS mood is not restored"],
    ["down-again", extra(table), "down, run twice, adds table app.logs"],
    ["down-again", missing(table), "down, run twice, takes away table app.logs"],
    [
      "up-again",
      changed(column, otherDefault),
      "up, run twice, changes column app.users.email: its default is 4, was 3",
    ],
    ["up-again", extra(index), "up, run twice, adds index app.idx_x"],
    ["up-again", missing(index), "up, run twice, takes away index app.idx_x"],
    ["up-after-down", missing(index), "up after down does not bring back index app.idx_x"],
    ["up-after-down", extra(table), "up after down leaves table app.logs"],
    [
      "up-after-down",
      changed(column, lostNotNull),
      "up after down changes column app.users.email: lost NOT NULL",
    ],
  ])("%s: %o", (phase, difference, text) => {
    expect(differenceText(difference, phase)).toBe(text);
  });

  test.each(["index", "constraint", "trigger", "policy", "rule", "view", "materialized view"])(
    "a changed %s is to be recreated, for it cannot be altered",
    (kind) => {
      const text = differenceText(changed({ kind, name: "x" }, otherDefault), "down");
      expect(text).toBe(`${kind} x is not recreated: its default is 4, was 3`);
    },
  );
});

describe("without a side that is right", () => {
  test.each<[Difference, string]>([
    [missing(table), "only in migrations: table app.logs"],
    [extra(table), "only in database: table app.logs"],
    [changed(index, lostClause), "differs: index app.idx_x: lost its WHERE clause"],
  ])("%o", (difference, text) => {
    expect(neutralText(difference, "migrations", "database")).toBe(text);
  });
});

describe("an aspect", () => {
  const told = (detail: AspectDifference) =>
    differenceText(changed(column, detail), "down").replace(/^.*not restored: /, "");

  test.each<[AspectDifference, string]>([
    [{ aspect: "SECURITY DEFINER", was: "set" }, "lost SECURITY DEFINER"],
    [{ aspect: "COST", was: "10" }, "lost COST"],
    [{ aspect: "comment", was: "People" }, "lost its comment"],
    [{ aspect: "privileges of PUBLIC", was: "SELECT" }, "lost its privileges of PUBLIC"],
    [{ aspect: "default", is: "3" }, "has default 3 in addition"],
    [{ aspect: "UNIQUE", is: "set" }, "has UNIQUE in addition"],
    [{ aspect: "type", was: "integer", is: "bigint" }, "its type is bigint, was integer"],
    [
      { aspect: "column order", was: "a, b, c", is: "a, c, b" },
      "its columns are in the order a, c, b, were a, b, c",
    ],
  ])("%o", (detail, text) => {
    expect(told(detail)).toBe(text);
  });

  test("that is told alike of several entries is told once", () => {
    const detail = { aspect: "privileges", was: "set" };
    expect(differenceText(changed(column, detail, detail), "down")).toMatch(/: lost privileges$/);
  });

  test("of two long values only the part where they differ is shown", () => {
    const body = (column: string) =>
      `BEGIN IF NEW.id IS NULL THEN RAISE EXCEPTION 'no id'; END IF; NEW.${column} := now(); RETURN NEW; END`;
    expect(told({ aspect: "body", was: body("changed_at"), is: body("updated_at") })).toBe(
      "its body is …'no id'; END IF; NEW.updated_at := now(); RETURN NEW; END, was …'no id'; END IF; NEW.changed_at := now(); RETURN NEW; END",
    );
  });

  test("and that part is found in values without blanks", () => {
    const value = (end: string) => `${"x".repeat(100)}${end}`;
    expect(told({ aspect: "comment", was: value("a"), is: value("b") })).toBe(
      `its comment is …${"x".repeat(20)}b, was …${"x".repeat(20)}a`,
    );
  });

  test("values that stay long are cut, also where nothing is left to show", () => {
    const long = "word ".repeat(40).trim();
    expect(told({ aspect: "comment", is: long })).toMatch(
      /^has comment (?:word )+word?… in addition$/,
    );
    const [, is = "", was = ""] = /^its comment is (.*), was (.*)$/.exec(
      told({ aspect: "comment", was: long, is: `${long} more` }),
    )!;
    expect(is).toMatch(/^…[word ]+ more$/);
    expect(was).toMatch(/^…[word ]+word$/);
  });
});
