import { describe, expect, test } from "vitest";
import { InvalidRequestError, UnknownMigrationError } from "../../src/errors/index.ts";
import { resolveName } from "../../src/migrations/names.ts";
import { thrown } from "../support/thrown.ts";

const names = ["1_users", "12_posts", "12_comments", "1730000000001_initial-schema", "3_v1.beta"];

describe("a migration may be named by", () => {
  test.each([
    ["its name", "1_users", "1_users"],
    ["its file", "1_users.sql", "1_users"],
    ["its up file", "1_users.up.sql", "1_users"],
    ["its down file", "1_users.down.sql", "1_users"],
    ["a path", "./migrations/1_users.sql", "1_users"],
    ["a Windows path", String.raw`migrations\1_users.sql`, "1_users"],
    ["its number", "1", "1_users"],
    ["a long number", "1730000000001", "1730000000001_initial-schema"],
    ["a name with a dot", "3_v1.beta", "3_v1.beta"],
    ["a path to a name with a dot", "migrations/3_v1.beta", "3_v1.beta"],
    ["a file whose name has a dot", "migrations/3_v1.beta.sql", "3_v1.beta"],
  ])("%s", (_what, given, name) => {
    expect(resolveName(given, names)).toBe(name);
  });
});

test("a number that two share is refused with both", () => {
  const error = thrown(InvalidRequestError, () => resolveName("12", names));
  expect(error.message).toBe('"12" may mean 12_posts or 12_comments');
});

describe("an unknown name is refused with suggestions", () => {
  test.each([
    ["a slip of the pen", "1_usres", ["1_users"]],
    ["the words under another number", "9_users.sql", ["1_users"]],
    ["the words alone", "initial schema", ["1730000000001_initial-schema"]],
    ["nothing near", "completely-different", []],
    ["the beginning of a number", "173", []],
  ])("%s", (_what, given, suggestions) => {
    expect(thrown(UnknownMigrationError, () => resolveName(given, names)).suggestions).toEqual(
      suggestions,
    );
  });

  test("or none where there are no migrations", () => {
    expect(thrown(UnknownMigrationError, () => resolveName("1_a", [])).suggestions).toEqual([]);
  });
});
