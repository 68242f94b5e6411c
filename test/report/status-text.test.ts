import { describe, expect, test } from "vitest";
import type { StatusEntry, StatusResult } from "../../src/commands/status.ts";
import { statusText } from "../../src/report/status-text.ts";
import { createStyle } from "../../src/report/style.ts";

const none = { applied: 0, pending: 0, edited: 0, missing: 0, "out-of-order": 0 };

function text(result: Partial<StatusResult>): string[] {
  const whole = {
    target: "db",
    table: '"public"."pgmigrations"',
    migrations: [],
    repeatables: [],
    counts: none,
  };
  return statusText(
    { ...whole, partial: [], begun: [], backfills: [], looseEnds: [], warnings: [], ...result },
    createStyle(false),
  ).split("\n");
}

test("a row tells state, name, description, when, how long and who", () => {
  const entry: StatusEntry = {
    name: "1_a",
    state: "applied",
    description: "Users.",
    at: "2026-01-02T03:04:05",
    durationMs: 1234,
    who: "me@here",
    event: "up",
  };
  expect(text({ migrations: [entry], counts: { ...none, applied: 1 } })).toEqual([
    "State    Migration  Description  When                 Took   By",
    "applied  1_a        Users.       2026-01-02 03:04:05  1.2 s  me@here",
    '1 applied, 0 pending in db, history "public"."pgmigrations"',
  ]);
});

test("the phase has a column where one has another than the usual", () => {
  const migrations = [
    { name: "1_a", state: "pending" },
    { name: "2_b", state: "pending", phase: "after" },
  ] as const;
  expect(text({ migrations }).slice(0, 3)).toEqual([
    "State    Phase  Migration  Description  When  Took  By",
    "pending         1_a",
    "pending  after  2_b",
  ]);
});

describe("who", () => {
  test.each([
    ["a mark", { who: "me", event: "mark" }, "me (marked)"],
    ["an adopted one", { who: "me", event: "adopt" }, "another tool"],
    ["no journal", {}, "another tool"],
  ] as const)("%s is %s", (_what, journal, by) => {
    const entry = { name: "1_a", state: "applied", at: "2026-01-02T03:04:05", ...journal } as const;
    expect(
      text({ migrations: [entry] })[1]
        ?.split(/ {2,}/)
        .at(-1),
    ).toBe(by);
  });

  test("nobody applied what is pending", () => {
    expect(text({ migrations: [{ name: "1_a", state: "pending" }] })[1]).toBe("pending  1_a");
  });
});

test("bad states are counted only where there are some", () => {
  const counts = { ...none, applied: 3, missing: 1, "out-of-order": 2 };
  expect(text({ counts }).at(-1)).toMatch(/^3 applied, 0 pending, 1 missing, 2 out-of-order in db/);
});

test("no migrations at all is said", () => {
  expect(text({})[0]).toBe("No migrations.");
});

test("warnings stand below: a misnamed table, a run in part, a file", () => {
  const lines = text({
    dotted: { sql: '"public"."app.pgmigrations"', rows: 2 },
    partial: [{ name: "1_a", direction: "up", statements: 1, next: "goes-on" }],
    warnings: [{ file: "1_a.sql", line: 3, text: "Look here." }],
  });
  expect(lines.slice(2)).toEqual([
    expect.stringMatching(/^Warning: .*2 rows .*"public"\."app\.pgmigrations".*`pgmaestro adopt`/),
    expect.stringMatching(/^Warning: 1_a is done in part \(1 statement\)/),
    "Warning: 1_a.sql:3: Look here.",
  ]);
});

test("repeatable migrations have a table of their own, and those that are due are counted", () => {
  const repeatables = [
    { name: "repeatable/a", state: "applied", at: "2026-01-02T03:04:05", durationMs: 9, who: "me" },
    { name: "repeatable/b", state: "pending", description: "Rights." },
    { name: "repeatable/c", state: "missing", at: "2026-01-02T03:04:05", who: "me" },
  ] as const;
  expect(text({ repeatables })).toEqual([
    "No migrations.",
    "",
    "State    Repeatable    Description  Ran                  Took  By",
    "applied  repeatable/a               2026-01-02 03:04:05  9 ms  me",
    "pending  repeatable/b  Rights.",
    "missing  repeatable/c               2026-01-02 03:04:05        me",
    "",
    '0 applied, 0 pending, 2 repeatable to run in db, history "public"."pgmigrations"',
  ]);
});
