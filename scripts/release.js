// npm run release -- X.Y.Z [--publish]: checks that this can be released, then writes the version and the
// changelog's heading, commits and tags. It publishes only with --publish, and never pushes.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const [version, ...flags] = process.argv.slice(2);
const changelog = readFileSync("CHANGELOG.md", "utf8");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

refuseUnless(/^\d+\.\d+\.\d+$/.test(version ?? ""), "Name the version: npm run release -- X.Y.Z");
refuseUnless(
  flags.every((flag) => flag === "--publish"),
  "There is no flag but --publish.",
);
refuseUnless(
  !flags.includes("--publish") || manifest.repository !== undefined,
  "package.json has no repository: say where the source is before you publish.",
);
refuseUnless(git("branch", "--show-current") === "main", "Releases are made on the branch main.");
refuseUnless(
  git("status", "--porcelain") === "",
  "The tree is dirty: commit or remove what is changed.",
);
refuseUnless(git("tag", "--list", `v${version}`) === "", `There is a tag v${version} already.`);
refuseUnless(
  isNewer(version, manifest.version) || (version === manifest.version && git("tag") === ""),
  `${version} is not newer than ${manifest.version}.`,
);
refuseUnless(section(version) === undefined, `CHANGELOG.md has a section ${version} already.`);
refuseUnless(
  /^- /m.test(section("Unreleased") ?? ""),
  "The changelog is unwritten: CHANGELOG.md has nothing under [Unreleased].",
);
runChecks();

writeVersion();
git("commit", "--all", "--message", `release: ${version}`);
git("tag", "--annotate", `v${version}`, "--message", `pgmaestro ${version}`);
if (flags.includes("--publish")) npm("publish");
console.log(`Released ${version}. Push it: git push --follow-tags`);

function refuseUnless(holds, reason) {
  if (holds) return;
  console.error(`Not released. ${reason}`);
  process.exit(1);
}

function git(...args) {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}

function npm(...args) {
  execFileSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
}

function isNewer(one, than) {
  const [ours, theirs] = [one, than].map((name) => name.split(".").map(Number));
  const place = ours.findIndex((number, index) => number !== theirs[index]);
  return place !== -1 && ours[place] > theirs[place];
}

/** What stands below a heading `## [name]`, to the next one. */
function section(name) {
  const sections = changelog.split(/^## /m);
  return sections.find((text) => text.startsWith(`[${name}]`));
}

function runChecks() {
  try {
    npm("test");
  } catch {
    refuseUnless(false, "The checks fail: npm test");
  }
}

/** The version in package.json and its lock file, the date in the changelog. */
function writeVersion() {
  npm("version", version, "--no-git-tag-version", "--ignore-scripts", "--allow-same-version");
  const today = new Date().toISOString().slice(0, 10);
  const heading = `## [Unreleased]\n\n## [${version}] - ${today}`;
  writeFileSync("CHANGELOG.md", changelog.replace("## [Unreleased]", heading));
}
