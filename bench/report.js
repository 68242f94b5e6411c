// @ts-check

/** @typedef {import("./summary.js").Summary} Summary */

const heads = [
  "",
  "local min",
  "median",
  "/ psql -1",
  "delayed min",
  "median",
  "/ local",
  "idle min",
  "median",
  "- node -e 0",
  "peak MB",
];

/**
 * The whole report for people.
 * @param {Summary[]} summaries
 * @param {import("./types.d.ts").Goal[]} goals
 * @param {{ roundTrip: number, options: import("./types.d.ts").Options, facts: Record<string, string> }} about
 */
export function format(summaries, goals, { roundTrip, options, facts }) {
  const title = `${options.migrations} migrations, ${options.runs} runs, seconds; delayed: ${roundTrip.toFixed(1)} ms of round trip`;
  const versions = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return [
    title,
    versions.join(", "),
    "",
    table([heads, ...summaries.map(row)]),
    "",
    ...goals.map(goalLine),
  ].join("\n");
}

/**
 * One tool's line of the table.
 * @param {Summary} summary
 */
function row(summary) {
  return [
    summary.tool,
    ...[summary.local?.min, summary.local?.median, summary.timesPsql].map(fixed(2)),
    ...[summary.delayed?.min, summary.delayed?.median, summary.timesLocal].map(fixed(2)),
    ...[summary.nothingToDo?.min, summary.nothingToDo?.median, summary.moreThanNode].map(fixed(3)),
    fixed(0)(summary.peakBytes && summary.peakBytes / 1e6),
  ];
}

/**
 * Writes numbers with so many digits, and nothing where there is none.
 * @param {number} digits
 * @returns {(value: number | undefined) => string}
 */
function fixed(digits) {
  return (value) => value?.toFixed(digits) ?? "";
}

/**
 * A Markdown table, the first column to the left and the numbers to the right.
 * @param {string[][]} rows
 */
function table(rows) {
  const widths = heads.map((_, column) =>
    Math.max(4, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const lines = [rows[0] ?? [], rule, ...rows.slice(1)].map((cells) =>
    cells.map((cell, column) => pad(cell, column, widths)),
  );
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * A cell as wide as its column.
 * @param {string} cell
 * @param {number} column
 * @param {number[]} widths
 */
function pad(cell, column, widths) {
  const width = widths[column] ?? 0;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/**
 * One goal and whether it is met.
 * @param {import("./types.d.ts").Goal} goal
 */
export function goalLine({ name, value, limit, unit }) {
  const goal = `(goal ≤ ${limit}${unit})`;
  if (value === undefined) return `${name}: not measured ${goal}`;
  const digits = limit < 1 ? 3 : limit < 100 ? 2 : 0;
  return `${name}: ${value.toFixed(digits)}${unit} ${goal} ${value <= limit ? "✓" : "✗"}`;
}
