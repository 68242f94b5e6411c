import { beforeAll, describe, expect, test } from "vitest";
import { apply, beforeAll as origin, Schema, timeoutOf } from "../../src/schema/index.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

function schemaAfter(text: string): Schema {
  const schema = new Schema();
  for (const { actions } of parseStatements(text))
    for (const action of actions) apply(schema, action, origin);
  return schema;
}

describe("lock_timeout", () => {
  test.each([
    ["set local lock_timeout = '2s'", 2000],
    ["set lock_timeout to 1500", 1500],
    ["set lock_timeout = '1min'", 60_000],
    ["set lock_timeout = 0", 0],
    ["select set_config('lock_timeout', '2s', true)", 2000],
    ["set lock_timeout = '1 fortnight'", undefined],
    ["set statement_timeout = '2s'", undefined],
    ["set lock_timeout = '2s'; reset lock_timeout", undefined],
    ["set lock_timeout = '2s'; set lock_timeout to default", undefined],
  ])("is a number of milliseconds: %s", (text, expected) => {
    expect(timeoutOf(schemaAfter(text).settings, "lock_timeout")?.milliseconds).toBe(expected);
  });
});

describe("the search path", () => {
  test.each([
    ["set search_path to app, public", ["app", "public"]],
    ["set search_path = 'app'", ["app"]],
    ["set search_path = app; reset search_path", ["public"]],
  ])("is a list of names: %s", (text, expected) => {
    expect(schemaAfter(text).path).toEqual(expected);
  });
});
