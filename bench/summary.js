// @ts-check

/** @typedef {import("./types.d.ts").Run} Run */

/**
 * The numbers of every tool.
 * @param {Run[]} runs
 */
export function summarize(runs) {
  return [...new Set(runs.map(({ tool }) => tool))].map((tool) => summarizeTool(runs, tool));
}

/** @typedef {ReturnType<typeof summarizeTool>} Summary */

/**
 * The numbers of one tool. Ratios and differences are of runs that followed each other, and then the median.
 * @param {Run[]} runs
 * @param {string} tool
 */
function summarizeTool(runs, tool) {
  const ofTool = (/** @type {Run} */ run) => run.tool === tool;
  const applied = runs.filter(({ scenario }) => scenario === "apply");
  const latency = runs.filter(({ scenario }) => scenario === "latency").filter(ofTool);
  const idle = runs.filter(({ scenario }) => scenario === "nothing to do");
  const [near, far] = [
    latency.filter(({ delayed }) => !delayed),
    latency.filter(({ delayed }) => delayed),
  ];
  const psql = applied.filter((run) => run.tool === "psql");
  const node = idle.filter((run) => run.tool === "node -e 0");
  return {
    tool,
    local: spread(applied.filter(ofTool)),
    timesPsql: pairwise(applied.filter(ofTool), psql, (a, b) => a / b),
    delayed: spread(far),
    timesLocal: pairwise(far, near, (a, b) => a / b),
    nothingToDo: spread(idle.filter(ofTool)),
    moreThanNode: pairwise(idle.filter(ofTool), node, (a, b) => a - b),
    peakBytes: highest(applied.filter(ofTool)),
  };
}

/**
 * The median over the rounds of what `compare` says about two runs of one round.
 * @param {Run[]} runs
 * @param {Run[]} others
 * @param {(a: number, b: number) => number} compare
 */
function pairwise(runs, others, compare) {
  return median(
    runs.flatMap(({ round, seconds }) => {
      const other = others.find((run) => run.round === round);
      return other ? [compare(seconds, other.seconds)] : [];
    }),
  );
}

/**
 * The shortest and the median time.
 * @param {Run[]} runs
 */
function spread(runs) {
  const seconds = runs.map((run) => run.seconds);
  return runs.length === 0 ? undefined : { min: Math.min(...seconds), median: median(seconds) };
}

/**
 * The highest peak memory.
 * @param {Run[]} runs
 */
function highest(runs) {
  const peaks = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
  return peaks.length === 0 ? undefined : Math.max(...peaks);
}

/**
 * The middle of some numbers, or of the two in the middle.
 * @param {number[]} numbers
 */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
