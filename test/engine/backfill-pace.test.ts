import { expect, test } from "vitest";
import { Pace } from "../../src/engine/backfill-pace.ts";

/** How many rows the batch has that comes after some that took 0.1 ms a row, each with so many that waited. */
function rowsAfter(waiting: readonly number[], target = 500): number {
  const pace = new Pace({ batch: 100, target });
  for (const one of waiting) pace.took(pace.rows / 10, one);
  return pace.rows;
}

const alone = (batches: number) => Array<number>(batches).fill(0);

test("batches begin short, and come near the target while nobody waits", () => {
  expect(rowsAfter(alone(1))).toBe(200);
  expect(rowsAfter(alone(4))).toBeLessThan(1200);
  expect(rowsAfter(alone(200))).toBe(5000);
  expect(rowsAfter(alone(200), 50)).toBe(500);
});

test("batches that others wait for make the next ones shorter, and only slowly longer again", () => {
  const long = rowsAfter(alone(200));
  expect(rowsAfter([...alone(200), 1])).toBe(long / 2);
  expect(rowsAfter([...alone(200), 1, ...alone(10)])).toBeLessThan(long * 0.7);
  expect(rowsAfter([...alone(200), ...Array<number>(50).fill(3)])).toBe(200);
});
