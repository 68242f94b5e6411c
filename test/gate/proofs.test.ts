import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors/index.ts";
import { keepProofs } from "../../src/gate/index.ts";
import { unproved } from "../../src/gate/judge.ts";
import { readProofs } from "../../src/gate/proofs.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

function migration(up: string, down = "drop table a;", name = "1_a") {
  return loadMigrations(directoryOf({ [`${name}.sql`]: upDown(up, down) }))[0]!;
}

const createA = () => migration("create table a ();");
const newFile = () => join(directoryOf({}), "kept/proofs.json");

function kindsOf(file: string, ...migrations: readonly ReturnType<typeof migration>[]) {
  return unproved(readProofs(file), migrations).map(({ kind }) => kind);
}

test("what was found sound is proved, as it was", () => {
  const first = createA();
  const file = newFile();
  expect(kindsOf(file, first)).toEqual(["no-proof"]);
  expect(keepProofs(file, [{ migration: first, isSound: true }], "18.4")).toEqual({
    file,
    proofs: 1,
  });
  expect(kindsOf(file, first)).toEqual([]);
  expect(kindsOf(file, migration("-- Another comment\ncreate table  a ( );"))).toEqual([]);
  expect(kindsOf(file, migration("create table a (id int);"))).toEqual(["other-proof"]);
  expect(kindsOf(file, migration("create table a ();", "drop table if exists a;"))).toEqual([
    "other-proof",
  ]);
});

test("what is no longer sound loses its proof, what was not tried keeps it", () => {
  const first = createA();
  const file = newFile();
  const other = migration("create table b ();", "drop table b;", "2_b");
  const sound = (isSound: boolean) => (one: ReturnType<typeof migration>) => ({
    migration: one,
    isSound,
  });
  keepProofs(file, [first, other].map(sound(true)), "18.4");
  keepProofs(file, [first].map(sound(false)), "18.4");
  expect(kindsOf(file, first, other)).toEqual(["no-proof"]);
});

test("a second time changes nothing, also on another server; one proof is one line, by name", () => {
  const first = createA();
  const file = newFile();
  const other = migration("create table b ();", "drop table b;", "0_b");
  keepProofs(file, [{ migration: first, isSound: true }], "18.4");
  keepProofs(file, [{ migration: other, isSound: true }], "18.4");
  const text = readFileSync(file, "utf8");
  keepProofs(file, [{ migration: first, isSound: true }], "15.18");
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(text.split("\n").filter((line) => line.includes("postgres"))).toEqual([
    expect.stringMatching(/^ {4}\{"name":"0_b".*\},$/),
    expect.stringMatching(/^ {4}\{"name":"1_a".*\}$/),
  ]);
});

test.each([
  ["cut off", '{"format": "pgmaestro-proofs", "vers', "cannot be read as proofs"],
  ["another file", '{"name": "app"}', "cannot be read as proofs"],
  [
    "of a later version",
    '{"format": "pgmaestro-proofs", "version": 2, "proofs": []}',
    "later version",
  ],
])("a file %s is refused with what to do", (_what, text, message) => {
  const file = join(directoryOf({ "proofs.json": "" }), "proofs.json");
  writeFileSync(file, text);
  const error = thrown(ConfigurationError, () => readProofs(file));
  expect(error.message).toContain(message);
  expect(error.hint).toBeTruthy();
});
