import { expect, test } from "vitest";
import { migrationsOf } from "../../src/engine/index.ts";
import { stateKeys } from "../../src/trial/index.ts";

const keysOf = (migrations: Record<string, string>) =>
  stateKeys(migrationsOf({ migrations }), [], {});

test.each(["1_a", "1_a--b", "1_a'b", "1_$$a"])("an edit of %s makes another key", (name) => {
  const [first, edited] = ["CREATE TABLE a ();", "CREATE TABLE b ();"].map((text) =>
    keysOf({ [name]: text }).at(-1)!,
  );
  expect(first).not.toBe(edited);
  expect(keysOf({ [name]: "CREATE TABLE a ();" }).at(-1)).toBe(first);
});
