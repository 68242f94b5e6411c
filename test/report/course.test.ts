import { expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { courseAfter, courseAt, courseText } from "../../src/report/course.ts";

const begun: RunEvent = { type: "migration-started", migration: "2_region", direction: "up" };
const nobodyWaits = { sessions: 0, longestSeconds: 0 };

/** What is said 40 s after the first of these events, which are a second apart. */
function after(...events: RunEvent[]): string {
  const course = events.reduce(
    (before, event, index) => courseAfter(before, event, index * 1000),
    courseAt(0),
  );
  return courseText(course, 40_000);
}

test("before anything has happened it is at work", () => {
  expect(after()).toBe("at work for 40.0 s");
});

test("what is waited for is said", () => {
  expect(after({ type: "waiting", holder: undefined })).toBe("waiting for another run for 40.0 s");
  expect(after({ type: "waiting-for-server", target: "db", message: "" })).toBe(
    "waiting for the server for 40.0 s",
  );
});

test("a migration is said with its command, the phase, and the time left", () => {
  const progress = {
    command: "CREATE INDEX",
    relation: "orders",
    phase: "building index: scanning table",
    percent: 43,
    secondsLeft: 125,
  };
  const seen: RunEvent = {
    type: "seen",
    seconds: 39,
    blockers: [],
    waiting: nobodyWaits,
    progress,
  };
  expect(after(begun, seen)).toBe(
    "up 2_region for 40.0 s: CREATE INDEX of orders, building index: scanning table, 43 %, 2 min 5 s left",
  );
});

test("who is in the way and who waits is said, until it is seen that they are gone", () => {
  const blockers = [{ pid: 4711, state: "active" }];
  const waiting = { sessions: 3, longestSeconds: 1 };
  const seen = { type: "seen", seconds: 1, blockers, waiting } as const;
  expect(after(begun, seen)).toBe(
    "up 2_region for 40.0 s: waits behind process 4711 (active), 3 sessions wait for this run, the longest for 1 s",
  );
  expect(after(begun, seen, { ...seen, blockers: [], waiting: nobodyWaits })).toBe(
    "up 2_region for 40.0 s",
  );
});

test("tries are counted, from the first one on", () => {
  const { migration, direction } = begun;
  const gaveWay: RunEvent = {
    ...{ type: "gave-way", migration, direction },
    ...{ reason: "lock-timeout", tries: 1, pauseMs: 200 },
  };
  expect(after(begun, gaveWay)).toBe("up 2_region for 40.0 s, pausing before try 2");
  expect(after(begun, gaveWay, begun)).toBe("up 2_region for 40.0 s, try 2");
});

test("what was seen of one migration is not said of the next", () => {
  const blockers = [{ pid: 4711 }];
  const seen: RunEvent = { type: "seen", seconds: 1, blockers, waiting: nobodyWaits };
  const next: RunEvent = { type: "migration-started", migration: "3_c", direction: "up" };
  expect(after(begun, seen, next)).toBe("up 3_c for 38.0 s");
});
