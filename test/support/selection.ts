import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { parseCLI } from "vitest/node";
import { hasTurn, soak } from "./turn.ts";

/** Files whose tests need no database: `npx vitest run --project pure` starts no server. */
export const pure = globSync(
  [
    "catalog/pure",
    "gate",
    "impact/pure",
    "import/pure",
    "lint",
    "locks/pure",
    "plan",
    "report",
    "schema",
    "sources",
    "sql",
  ].map((folder) => `test/${folder}/**/*.test.ts`),
  { ignore: ["test/lint/databases/**", "test/sql/guards.test.ts"] },
);

/** Run by the soak only: processes that are killed or cut off, or race. */
export const races = named([
  "processes/broken-input",
  "processes/connection-cut",
  "processes/executable",
  "processes/kill",
  "processes/race",
  "processes/soak",
]);

/** Run by the soak only, as they take long and rarely find something: a third each day, all in a long night. */
const slow = named([
  "ci/action",
  "ci/documented",
  "ci/gitlab",
  "cli/documented",
  "commands/check-proofs",
  "compat/side-by-side",
  "database/scratch-embedded",
  "package",
  "pages/check",
  "processes/test-run",
  "testing/documented",
]);

/** Run by the soak only; each has a turn of its own (sixthOfSoak). */
const longest = named([
  "catalog/pairs",
  "verify/planted-faults-embedded",
  "verify/planted-faults-server",
]);

/** Files that share their tests between `npm test` and the soak themselves; each runs all days. */
const sharing = globSync("test/**/*.test.ts").filter((file) =>
  /support\/(?:share|turn)\.ts"/.test(readFileSync(file, "utf8")),
);

/** What is at the heart of the tool, all of which runs each time. */
const heart = named(
  "adopt create down lint mark plan redo repair status up verify"
    .split(" ")
    .map((name) => `commands/${name}`),
);

/** Files that start many processes and databases: `npm test` runs a sixth of them each day, the soak two others. */
const inTurn = globSync([
  "test/{citus,cli,commands,compat,editor,import,testing}/**/*.test.ts",
  "test/{release,catalog/{alike,read-back},database/{private-files,scratch-server},engine/replica,history/alternate}.test.ts",
  "test/fleet/{drift,kill,members,rollout,shared}.test.ts",
  "test/{lint/databases/{helps,safe-recipes},migrations/foreign-code,verify/phases}.test.ts",
  "test/processes/{backfill,interrupt,slow-reader,watch-saves}.test.ts",
])
  .filter((file) => ![...pure, ...slow, ...heart, ...sharing].includes(file))
  .toSorted();

/** Whether files are named on the command line, by their paths or parts of them: these are run, whatever the day is. */
export const areNamed = parseCLI(["vitest", ...process.argv.slice(2)]).filter.length > 0;

/** What `npm test` leaves out today. */
export const notToday = areNamed
  ? []
  : [...races, ...slow, ...longest, ...inTurn.filter((_, index) => !hasTurn(index, 6, "test"))];

/** What the soak runs today beside the races. */
export const inSoak = [
  ...sharing.filter((file) => !slow.includes(file)),
  ...longest,
  ...slow.filter((_, index) => areNamed || soak === "night" || hasTurn(index, 3, "test")),
  ...inTurn.filter((_, index) => areNamed || hasTurn(index, 6, soak)),
];

function named(names: readonly string[]): string[] {
  return names.map((name) => `test/${name}.test.ts`);
}
