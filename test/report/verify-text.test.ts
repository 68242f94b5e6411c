import { expect, test } from "vitest";
import { createStyle } from "../../src/report/style.ts";
import { verifyText } from "../../src/report/verify-text.ts";
import type { VerifyResult } from "../../src/verify/verdict.ts";
import {
  downFails,
  failed,
  leftTable,
  notCovered,
  notReached,
  notDescribed,
  passed,
  refusal,
  resultOf,
  skipped,
  verified,
} from "../support/verdicts.ts";

const text = (result: VerifyResult) => verifyText(result, createStyle(false));

test("a line for each migration under a legend, and a sum", () => {
  expect(text(resultOf([verified("1_first"), verified("2_b", { durationMs: 1234 })]))).toBe(
    `✓ holds  ✗ fails  ~ not covered  – not checked
Up  Repeatable  Down  Round trip  Data  Migration  Took
✓   ✓           ✓     ✓           ✓     1_first    12 ms
✓   ✓           ✓     ✓           ✓     2_b        1.2 s

Running twice: what fails is an error, as the files use guards.
2 migrations verified on PGlite (PostgreSQL 18.3) in 3.4 s: none failed`,
  );
});

test("problems stand below their migration, with what would mend them; skips that follow from them do not", () => {
  const bad = verified("1_a", {
    repeatable: failed(refusal("up-again", "migrations/1_a.sql", 'relation "x" already exists')),
    roundTrip: failed(
      leftTable("app.logs", "down", "DROP TABLE app.logs"),
      leftTable("app.more", "down"),
    ),
    data: skipped(downFails),
  });
  expect(
    text(resultOf([bad, verified("2_b")]))
      .split("\n")
      .slice(2),
  ).toEqual([
    "✓   ✗           ✓     ✗           –     1_a        12 ms",
    '  ✗ up, run twice, fails: relation "x" already exists',
    "      at migrations/1_a.sql:3:7",
    "  ✗ down leaves table app.logs",
    "      the down section needs: DROP TABLE app.logs;",
    "  ✗ down leaves table app.more",
    "✓   ✓           ✓     ✓           ✓     2_b        12 ms",
    "",
    "Running twice: what fails is an error, as the files use guards.",
    "2 migrations verified on PGlite (PostgreSQL 18.3) in 3.4 s: 1 failed",
  ]);
});

test("what cannot run twice is one line where nobody asked for it", () => {
  const refused = refusal("up-again", "migrations/1_a.sql", 'relation "x" already exists');
  const repeatable = { ...failed(refused), verdict: "noted" } as const;
  const because = { mode: "note", because: "no-guards" } as const;
  expect(text(resultOf([verified("1_a", { repeatable })], { repeatable: because }))).toBe(
    `✓ holds  ✗ fails  ! noted  ~ not covered  – not checked
Up  Repeatable  Down  Round trip  Data  Migration  Took
✓   !           ✓     ✓           ✓     1_a        12 ms
  ! up, run twice, fails: relation "x" already exists

Running twice: what fails is noted, no error, as hardly any file uses guards; --repeatable error makes it one.
1 migration verified on PGlite (PostgreSQL 18.3) in 3.4 s: none failed`,
  );
});

test("what is not covered is said with its reason, once for all checks that it concerns", () => {
  const reason = notDescribed("cast", "(text AS mood)");
  const lines = text(
    resultOf([verified("1_a", { repeatable: notCovered(reason), roundTrip: notCovered(reason) })]),
  ).split("\n");
  expect(lines[2]).toMatch(/^✓ {3}~ {11}✓ {5}~ {11}✓/);
  expect(lines[3]).toBe(
    `  ~ repeatable, round trip not covered: catalogs do not describe cast (text AS mood)`,
  );
  expect(lines.at(-1)).toMatch(/: none failed, 1 not covered$/);
});

test("why nothing was checked is said where no failure explains it", () => {
  const skips = {
    down: skipped({ kind: "no-way-back" }),
    roundTrip: skipped({ kind: "no-way-back" }),
  };
  const lines = (more: object) =>
    text(resultOf([verified("1_a", { ...skips, ...more })])).split("\n");
  expect(lines({ irreversible: "names are merged", data: passed })[3]).toBe(
    "  irreversible: names are merged",
  );
  expect(lines({})[3]).toBe(
    "  down, round trip not checked: the migration's code says that there is no way back",
  );
});

test("notes are told although all is well", () => {
  const objects = [{ kind: "column", name: "app.users.nick" }];
  const notes = [{ kind: "dropped-by-down", objects } as const];
  const lines = text(resultOf([verified("1_a", { data: { ...passed, notes } })])).split("\n");
  expect(lines[3]).toBe("  down loses what is in column app.users.nick");
});

test("what the run as a whole does not tell stands at the end", () => {
  const result = resultOf([verified("1_a", { up: failed(refusal("up", "1_a.sql", "no")) })], {
    unfilled: [{ table: "app.z", reason: "its check is never true" }],
    undescribed: ["cast (text AS app.mood)", "operator app.@@"],
    notReached: [
      notReached("2_b", "1_a"),
      notReached("3_c", "1_a", "2_b"),
      notReached("4_d", "1_a", "2_b", "3_c"),
    ],
    passed: false,
  });
  expect(text(result).split("\n\n")[1]!.split("\n")).toEqual([
    "Not filled, so that nothing is known of its data: app.z (its check is never true)",
    "There, but not compared, since catalogs do not describe them: cast (text AS app.mood), operator app.@@",
    "Not reached: 2_b: it fails without 1_a, which does not run: no",
    "Not reached: 3_c: it fails without those above: no",
    "Not reached: 4_d: it fails without those above: no",
  ]);
});

test("nothing to verify is said", () => {
  expect(text(resultOf([]))).toBe("Nothing to verify.");
});

test("colours change no letter", () => {
  const result = resultOf([
    verified("1_a", {
      up: failed(leftTable("x", "down", "DROP TABLE x")),
      data: skipped(downFails),
    }),
  ]);
  const coloured = verifyText(result, createStyle(true));
  expect(coloured).toContain("\u001B[31m✗");
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001B\[\d+m/g, "")).toBe(text(result));
});

test("that an extension had a stand-in is said, as it proves less", () => {
  const result = { ...resultOf([verified("1_first")]), standIns: ["citus"] as const };
  expect(text(result)).toContain(
    "\n\nWithout Citus: its functions had a stand-in that checks their arguments and moves no row; --scratch with the URL of a server that has Citus tries them\n\n",
  );
});
