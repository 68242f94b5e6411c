import { expect, test } from "vitest";
import { migrationStates } from "../../src/plan/index.ts";
import { historyOf, migrationsOf, statesOf } from "../support/plans.ts";

test.each([
  ["nothing at all", [], [], []],
  ["no history: all pending", ["1_a", "2_b"], [], ["1_a pending", "2_b pending"]],
  ["all applied", ["1_a", "2_b"], ["1_a", "2_b"], ["1_a applied", "2_b applied"]],
  ["newer than all applied: pending", ["1_a", "2_b"], ["1_a"], ["1_a applied", "2_b pending"]],
  [
    "older than an applied one: out of order",
    ["1_a", "2_b", "3_c"],
    ["2_b"],
    ["1_a out-of-order", "2_b applied", "3_c pending"],
  ],
  ["applied without a file: missing", ["1_a"], ["1_a", "2_x"], ["1_a applied", "2_x missing"]],
  [
    "a missing one stands between those applied before and after it",
    ["1_a", "3_c", "4_d"],
    ["1_a", "2_x", "3_c"],
    ["1_a applied", "2_x missing", "3_c applied", "4_d pending"],
  ],
  [
    "several missing ones keep their order",
    ["1_a"],
    ["0_x", "1_a", "2_y", "3_z"],
    ["0_x missing", "1_a applied", "2_y missing", "3_z missing"],
  ],
  [
    "applied in another order than that of the files is no fault",
    ["1_a", "2_b"],
    ["2_b", "1_a"],
    ["1_a applied", "2_b applied"],
  ],
])("%s", (_title, files, rows, expected) => {
  expect(statesOf(files, rows).map(({ name, state }) => `${name} ${state}`)).toEqual(expected);
});

test("edited is what the journal knows by another checksum", () => {
  const migrations = migrationsOf("1_a", "2_b", "3_c");
  const history = historyOf(`1_a:${migrations[0]!.up.checksum}`, "2_b:another", "3_c");
  expect(migrationStates(migrations, history).map(({ state }) => state)).toEqual([
    "applied",
    "edited",
    "applied",
  ]);
});

test("a state carries the file and the row, where there is one", () => {
  const [a, x] = statesOf(["1_a"], ["1_a", "2_x"]);
  expect([a!.migration?.name, a!.applied?.id]).toEqual(["1_a", 1]);
  expect([x!.migration, x!.applied?.id]).toEqual([undefined, 2]);
});
