import { compareMigrationFileNames } from "node-pg-migrate/utils/comparators";
import { expect, test } from "vitest";
import { compareNames, prefixOf } from "../../src/migrations/prefix.ts";

test.each([
  ["1_a", 1],
  ["0001_a", 1],
  ["1730000000001_a", 1_730_000_000_001],
  ["20240131123456789_a", Date.UTC(2024, 0, 31, 12, 34, 56, 789)],
  ["20240131123456_a", 20_240_131_123_456],
  ["12a", 12],
  ["7", 7],
  ["a_1", undefined],
  ["_1", undefined],
  ["٣_a", undefined],
  ["", undefined],
])("the number of %j is %s", (name, number) => {
  expect(prefixOf(name)).toBe(number);
});

const names = [
  "1_a",
  "1_a-b",
  "1_ab",
  "1_A",
  "1_a_2",
  "1_a_10",
  "01_b",
  "1-c",
  "1a",
  "10_a",
  "9_z",
  "1_é",
  "1_z",
  "1730000000001_a",
  "20240101000000_a",
  "20240101000000000_a",
  "20231231235959999_b",
  "1704067200000_c",
  "1704067199999_d",
  "1704067200000_C",
];

test("the order is node-pg-migrate's", () => {
  const files = names.map((name) => `${name}.sql`).toSorted();
  const theirs = files.toSorted((a, b) => compareMigrationFileNames(a, b));
  expect(names.toSorted(compareNames).map((name) => `${name}.sql`)).toEqual(theirs);
});

test("the order does not depend on the order of reading", () => {
  const sorted = names.toSorted(compareNames);
  expect(names.toReversed().toSorted(compareNames)).toEqual(sorted);
});
