// @ts-check

/**
 * Runs a bench; where it cannot go on, its reason is all that is shown.
 * @param {() => Promise<void>} bench
 */
export async function runBench(bench) {
  try {
    await bench();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
