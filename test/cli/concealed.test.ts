import { afterEach, expect, test } from "vitest";
import { conceal, forgetConcealed, withoutConcealed } from "../../src/cli/output.ts";
import { junitDocument } from "../../src/report/junit-document.ts";

const secret = `a&b<c>"d"'e\\f`;

afterEach(forgetConcealed);

test.each([
  ["a text", `the key is ${secret}.`, "the key is ***."],
  ["an object", JSON.stringify({ message: `is ${secret}` }), '{"message":"is ***"}'],
  ["a list", JSON.stringify([{ message: `is ${secret}` }]), '[{"message":"is ***"}]'],
  ["what only looks like JSON", `[${secret}] is not`, "[***] is not"],
])("a secret is starred in %s", (_, text, shown) => {
  conceal([secret]);
  expect(withoutConcealed(text)).toBe(shown);
});

test("a secret is starred in what JUnit gets", () => {
  conceal([secret]);
  const failure = { "@_message": `is ${secret}`, "#text": `is ${secret}` };
  const cases = [{ "@_classname": "c", "@_name": `is ${secret}`, failure }];
  const suites = [{ name: "s", cases, properties: [] }];
  const shown = junitDocument("all", suites, withoutConcealed);
  expect(shown.match(/is \*{3}/g)).toHaveLength(3);
  expect(shown).not.toMatch(/&amp;b|b&lt;/);
});
