// @ts-check

/**
 * What pgmaestro promises, and what it came to.
 * @param {import("./summary.js").Summary[]} summaries
 * @returns {import("./types.d.ts").Goal[]}
 */
export function checkGoals(summaries) {
  const own = summaries.find(({ tool }) => tool === "pgmaestro");
  const megabytes = own?.peakBytes && own.peakBytes / 1e6;
  return [
    { name: "apply / psql -1", value: own?.timesPsql, limit: 1.15, unit: "" },
    { name: "apply far away / locally", value: own?.timesLocal, limit: 1.5, unit: "" },
    { name: "nothing to do - node -e 0", value: own?.moreThanNode, limit: 0.12, unit: " s" },
    { name: "peak memory of apply", value: megabytes, limit: 120, unit: " MB" },
  ];
}
