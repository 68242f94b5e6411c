import { describe, expect, test } from "vitest";
import { giveNames } from "../../src/import/names.ts";

const given = (...originals: readonly (readonly [number: string | undefined, words: string])[]) =>
  giveNames(
    originals.map(([number, words]) => ({
      id: words,
      file: { name: words, shown: words },
      number,
      words,
    })),
  );

describe("names of imported migrations", () => {
  test("keep numbers that keep the order", () => {
    expect(given(["1", "_create_users"], ["002", "_AddName"], ["10", " index it!"])).toEqual({
      names: ["1_create-users", "002_AddName", "10_index-it"],
      renumbered: false,
    });
  });

  test("let new migrations come after times to the second", () => {
    const { names, renumbered } = given(["0001", "a"], ["20240101120000", "b"]);
    expect([names, renumbered]).toEqual([["0001_a", "20240101120000000_b"], false]);
  });

  test.each([
    ["go down", ["2", "1"]],
    ["are not there", ["1", undefined]],
    ["are above those of new migrations", ["1", "999999999999999"]],
  ])("are counted where the numbers %s", (_, numbers) => {
    const { names, renumbered } = given(...numbers.map((number) => [number, "x"] as const));
    expect([names, renumbered]).toEqual([["0001_x", "0002_x"], true]);
  });

  test("are counted where two would be one", () => {
    expect(given(["1", "a b"], ["1", "a_b"]).names).toEqual(["0001_a-b", "0002_a-b"]);
  });

  test("are names of files, whatever they were", () => {
    const long = "é".repeat(300);
    expect(given(["1", "../up"], ["2", "x.up"], ["3", ""], ["4", long]).names).toEqual([
      "1_up",
      "2_x-up",
      "3_migration",
      `4_${"é".repeat(200)}`,
    ]);
  });
});
