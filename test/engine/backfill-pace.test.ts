import { expect, test } from "vitest";
import { Pace, type OtherSessions } from "../../src/engine/backfill-pace.ts";

/** How many rows the batch has that comes after some that took 0.1 ms a row, each beside such sessions. */
function rowsAfter(batches: readonly OtherSessions[], target = 500): number {
  const pace = new Pace({ batch: 100, target });
  for (const sessions of batches) pace.took(pace.rows / 10, sessions);
  return pace.rows;
}

const batches = (many: number, waiting: number, others: number) =>
  Array.from({ length: many }, (): OtherSessions => ({ waiting, others }));
const alone = batches(200, 0, 0);

test("batches begin short, and come near the target while nobody else is there", () => {
  expect(rowsAfter(alone.slice(0, 1))).toBe(200);
  expect(rowsAfter(alone.slice(0, 4))).toBeLessThan(400);
  expect(rowsAfter(alone)).toBe(5000);
  expect(rowsAfter(alone, 50)).toBe(500);
});

test("batches stay short while others use the database, and are at once when they come", () => {
  const beside = batches(10, 0, 3);
  expect(rowsAfter(batches(200, 0, 3))).toBe(250);
  expect(rowsAfter([...alone, ...beside])).toBe(250);
  expect(rowsAfter(batches(200, 0, 3), 20)).toBe(200);
});

test("batches that others wait for make the next ones shorter", () => {
  expect(rowsAfter([...batches(9, 0, 3), ...batches(1, 1, 3)])).toBe(125);
  expect(rowsAfter(batches(50, 3, 3))).toBe(100);
  expect(rowsAfter([...batches(50, 3, 3), ...batches(50, 0, 3)])).toBe(250);
});
