// @ts-check
// Lints the same migrations with pgmaestro and with squawk, whole processes, in interleaved rounds. README.md says what for.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { runBench } from "./run-bench.js";
import { writeMixed, writeOrdinary } from "./lint-workload.js";
import { goalLine } from "./report.js";
import { withTemporaryDirectory } from "./temporary.js";
import { pgmaestro, program } from "./tools/pgmaestro.js";
import { versionIn } from "./tools/version.js";

/** @typedef {import("./lint-workload.js").Directory} Directory */
/** @typedef {{ name: string, directory: Directory, files: string[] }} Scenario What is linted of which directory. */
/** @typedef {{ seconds: number, findings: number }} Outcome */
/** @typedef {{ scenario: Scenario, pgmaestro: Outcome[], squawk: Outcome[] }} Measured In rounds. */

await runBench(main);

/** The whole bench. */
async function main() {
  const missing = pgmaestro.missing();
  if (missing !== undefined) throw new Error(missing);
  const rounds = roundsAsked();
  await withTemporaryDirectory(async (temporary) => {
    const [load = 0] = loadavg();
    const measured = measureAll(scenarios(temporary), rounds);
    console.log(heading(rounds, load));
    for (const line of measured.flatMap(linesOf)) console.log(line);
    for (const goal of goals(measured)) console.log(goalLine(goal));
  });
}

function roundsAsked() {
  const { values } = parseArgs({ options: { runs: { type: "string", default: "10" } } });
  const runs = Number(values.runs);
  if (Number.isInteger(runs) && runs >= 1 && runs <= 100) return runs;
  throw new Error(`--runs is a whole number from 1 to 100, not "${values.runs}"`);
}

/**
 * @param {string} temporary
 * @returns {Scenario[]}
 */
function scenarios(temporary) {
  const all = writeMixed(join(temporary, "all"), 1000);
  const few = writeMixed(join(temporary, "few"), 3);
  const ordinary = writeOrdinary(join(temporary, "ordinary"), 60);
  const kilobytes = Math.round(all.bytes / 1000);
  return [
    { name: `1,000 migrations (${kilobytes} kB)`, directory: all, files: all.files },
    { name: "the last of 1,000", directory: all, files: all.files.slice(-1) },
    { name: "the last of 3", directory: few, files: few.files.slice(-1) },
    { name: "60 ordinary ones", directory: ordinary, files: ordinary.files },
  ];
}

/**
 * Both tools in turn, all scenarios once before all of them again: a machine's speed drifts.
 * @param {Scenario[]} all
 * @param {number} rounds
 * @returns {Measured[]}
 */
function measureAll(all, rounds) {
  /** @type {Measured[]} */
  const measured = all.map((scenario) => ({ scenario, pgmaestro: [], squawk: [] }));
  for (let round = 1; round <= rounds; round++) {
    for (const { scenario, ...kept } of measured) {
      kept.pgmaestro.push(withPgmaestro(scenario));
      kept.squawk.push(withSquawk(scenario));
    }
    console.error(`round ${round} of ${rounds}`);
  }
  return measured;
}

/**
 * The whole directory by its name, one file by its path.
 * @param {Scenario} scenario
 * @returns {Outcome}
 */
function withPgmaestro({ directory, files }) {
  const which = files.length === 1 ? files : ["--migrations-dir", directory.directory];
  const { seconds, output } = timed([process.execPath, program, "lint", ...which], directory);
  const [, errors, warnings] =
    /^(?:(\d+) errors?)?(?:, )?(?:(\d+) warnings?)? in \d+ migrations?[.;]/m.exec(output) ?? [];
  return { seconds, findings: Number(errors ?? 0) + Number(warnings ?? 0) };
}

/**
 * The program itself, without the Node script around it.
 * @param {Scenario} scenario
 * @returns {Outcome}
 */
function withSquawk({ directory, files }) {
  const names = files.map((file) => basename(file));
  const { seconds, output } = timed([squawk(), ...names], directory, directory.directory);
  const [, issues = "0"] = /^Found (\d+) issues?/m.exec(output) ?? [];
  return { seconds, findings: Number(issues) };
}

function squawk() {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve("squawk-cli/package.json"));
  const own = `@squawk-cli/${process.platform}-${process.arch}/package.json`;
  return join(dirname(createRequire(join(home, "package.json")).resolve(own)), "bin", "squawk");
}

/**
 * Runs a linter to its end: 0 where it has nothing to say, 1 where it has.
 * @param {string[]} command
 * @param {Directory} directory
 * @param {string} [place] where it runs
 */
function timed([file = "", ...args], directory, place = dirname(directory.directory)) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: place,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`${file} failed:\n${stderr}`);
  return { seconds, output: stdout };
}

/**
 * @param {number} rounds
 * @param {number} load
 */
function heading(rounds, load) {
  const versions = `pgmaestro ${pgmaestro.version()}, squawk ${versionIn("../node_modules/squawk-cli/")}`;
  return `${versions}, Node ${process.versions.node}, ${rounds} rounds, load ${load.toFixed(1)}`;
}

/** @param {Measured} measured */
function linesOf({ scenario, pgmaestro: own, squawk: other }) {
  const ratios = own.map(({ seconds }, round) => seconds / (other[round]?.seconds ?? seconds));
  const times = (/** @type {Outcome[]} */ outcomes) =>
    spread(outcomes.map(({ seconds }) => seconds))
      .map((value) => `${value.toFixed(3)} s`)
      .join(", ");
  return [
    `${scenario.name}: min, median, max`,
    `  pgmaestro ${times(own)}; ${own[0]?.findings} findings`,
    `  squawk    ${times(other)}; ${other[0]?.findings} findings`,
    `  ratio     ${spread(ratios)
      .map((value) => value.toFixed(1))
      .join(", ")}`,
  ];
}

/**
 * The smallest, the middle and the largest of some numbers.
 * @param {number[]} numbers
 */
function spread(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (/** @type {number} */ place) => sorted[Math.floor(place)] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return [at(0), (at(middle) + at(Math.ceil(middle))) / 2, at(sorted.length - 1)];
}

/**
 * What pgmaestro promises, and what the medians came to.
 * @param {Measured[]} measured
 * @returns {import("./types.d.ts").Goal[]}
 */
function goals(measured) {
  const median = (/** @type {number} */ index) =>
    spread((measured[index]?.pgmaestro ?? []).map(({ seconds }) => seconds))[1];
  return [
    { name: "1,000 migrations", value: median(0), limit: 0.6, unit: " s" },
    { name: "the last of 1,000", value: median(1), limit: 0.2, unit: " s" },
    { name: "the last of 3", value: median(2), limit: 0.15, unit: " s" },
    {
      name: "findings in 60 ordinary ones",
      value: measured[3]?.pgmaestro[0]?.findings,
      limit: 0,
      unit: "",
    },
  ];
}
