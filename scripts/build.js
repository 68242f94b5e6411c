// Builds dist/: the library file by file with its types (tsc, which leaves checking them to check:types), and the
// command line as one bundle split by command (esbuild), because loading many small files is most of its start-up.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { throughDoors } from "./through-doors.js";

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** `src/version.ts` with what package.json says written out. */
const versionModule = [
  `export const version = ${JSON.stringify(manifest.version)};`,
  `export const optionalDependencies = ${JSON.stringify(manifest.optionalDependencies)};`,
].join("\n");

const versionWritten = {
  name: "version-written",
  setup(build) {
    build.onLoad({ filter: /\/src\/version\.ts$/ }, () => ({ contents: versionModule }));
  },
};

if (process.argv.includes("--after-install")) skipNeedlessBuild();
rmSync("dist", { recursive: true, force: true });
buildLibrary();
await buildCommandLine();

/** `npm ci` builds a checkout; not one that is built, nor one without the packages for development. */
function skipNeedlessBuild() {
  if (isFresh()) process.exit();
  if (["typescript", "esbuild"].every(isInstalled)) return;
  console.error("dist/ is not built: that takes the development packages.");
  process.exit();
}

function isFresh() {
  const built = modified("dist/bin/pgmaestro.js");
  const sources = readdirSync("src", { recursive: true }).map((file) => `src/${file}`);
  return [...sources, "scripts/build.js", "package.json"].every((file) => modified(file) < built);
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function isInstalled(name) {
  try {
    return require.resolve(name) !== "";
  } catch {
    return false;
  }
}

function buildLibrary() {
  const tsc = require.resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--noCheck"], {
    stdio: "inherit",
  });
  writeFileSync("dist/version.js", `${versionModule}\n`);
}

async function buildCommandLine() {
  const { build } = await import("esbuild");
  const { metafile } = await build({
    entryPoints: {
      pgmaestro: "src/cli/main.ts",
      "command-line": "src/cli/command-line.ts", // for tests, which run it in their own process
      "recording-worker": "src/import/recording/recording-worker.ts",
    },
    outdir: "dist/bin",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    plugins: [versionWritten, throughDoors],
    // pg builds a Response to find out whether it runs on Cloudflare, which makes Node 20 load its whole fetch.
    define: { Response: "undefined" },
    external: ["libpg-query", "pg-native", ...optionalPackages()],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    logLevel: "warning",
  });
  chmodSync("dist/bin/pgmaestro.js", 0o755);
  writeFileSync("dist/bin/LICENSES.txt", licensesOf(metafile));
}

function optionalPackages() {
  return [...Object.keys(manifest.optionalDependencies), "@electric-sql/*"];
}

/** The licenses of the packages that are part of the bundle. */
function licensesOf({ inputs }) {
  const folders = Object.keys(inputs).flatMap(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? [],
  );
  return [...new Set(folders)].toSorted().map(licenseOf).join("\n\n");
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? "" : readFileSync(`${folder}/${file}`, "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
