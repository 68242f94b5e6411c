import type { SeedFakeResult } from "../commands/seed-fake.ts";
import type { SeedResult } from "../commands/seed.ts";
import { columnsText } from "./columns.ts";
import { duration, plural, type Style } from "./style.ts";

/** The seeds that were planted, and how long each took. */
export function seedText({ seeds, durationMs }: SeedResult, style: Style): string {
  const lines = seeds.map(({ name, durationMs: took }) => `${name} ${style.dim(duration(took))}`);
  return [...lines, `${plural(seeds.length, "seed")} planted in ${duration(durationMs)}.`].join(
    "\n",
  );
}

/** How many rows were made up for each table, and which have none. */
export function seedFakeText(
  { filled, unfilled, durationMs }: SeedFakeResult,
  style: Style,
): string {
  const rows = filled.map(({ table, rows: made }) => [table, String(made)]);
  const total = filled.reduce((sum, { rows: made }) => sum + made, 0);
  return [
    ...(rows.length > 0 ? [columnsText(["Table", "Rows"], rows, { width: style.width })] : []),
    ...unfilled.map(({ table, reason }) => `${style.yellow("No row in")} ${table}: ${reason}`),
    total === 0 && unfilled.length === 0
      ? "All tables have that many rows."
      : `${plural(total, "row")} made up in ${duration(durationMs)}.`,
  ].join("\n");
}
