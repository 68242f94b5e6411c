import { describe, expect, test } from "vitest";
import {
  extensionsIn,
  loadExtensions,
  recordedExtensions,
  recordExtensions,
} from "../../src/database/extensions.ts";
import { directoryOf } from "../support/migrations.ts";

describe("the extensions that SQL asks for", () => {
  test.each([
    ["create extension vector;", ["vector"]],
    ['CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;', ["uuid-ossp"]],
    ["create extension\n  if not\texists PgCrypto cascade", ["pgcrypto"]],
    ["create extension a; create extension b; create extension a;", ["a", "b"]],
    ["drop extension vector; comment on extension vector is 'x'", []],
    ["select create_distributed_table('t', 'id')", ["citus (assumed)"]],
    ["select create_distributed_table_concurrently('t', 'id')", ["citus (assumed)"]],
    ["create extension citus; select create_distributed_table('t', 'id')", ["citus"]],
    ["", []],
  ])("%s", (text, expected) => {
    expect(extensionsIn([text])).toEqual(expected);
  });

  test("are found in all texts, each once", () => {
    expect(extensionsIn(["create extension a", "create extension a; create extension b"])).toEqual([
      "a",
      "b",
    ]);
  });
});

test("a bundle is loaded by the extension's name, whatever the package calls it", async () => {
  const bundles = await loadExtensions(["uuid-ossp", "pgcrypto"]);
  expect(Object.keys(bundles)).toEqual(["uuid-ossp", "pgcrypto"]);
  expect(bundles["uuid-ossp"]).toMatchObject({ name: expect.any(String) });
});

test("one that there is not, and one with a path for a name, are left out", async () => {
  expect(await loadExtensions(["no_such_extension", "../../pglite", "a/b", "plpgsql"])).toEqual({});
});

test("what a directory was opened with is remembered", () => {
  const directory = directoryOf({});
  expect(recordedExtensions(directory)).toEqual([]);
  recordExtensions(directory, ["vector", "pgcrypto"]);
  expect(recordedExtensions(directory)).toEqual(["pgcrypto", "vector"]);
});
