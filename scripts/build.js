// Builds dist/: the library file by file with its types (tsc, which leaves checking them to check:types), and the
// command line as one bundle split by command (esbuild), because loading many small files is most of its start-up.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { asScript, plainClock } from "./as-scripts.js";
import { throughDoors } from "./through-doors.js";

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** `src/version.ts` with what package.json says written out. */
const versionModule = [
  `export const version = ${JSON.stringify(manifest.version)};`,
  `export const build = ${JSON.stringify(hashOfSources())};`,
  `export const optionalDependencies = ${JSON.stringify(manifest.optionalDependencies)};`,
].join("\n");

const versionWritten = {
  name: "version-written",
  setup(build) {
    build.onLoad({ filter: /\/src\/version\.ts$/ }, () => ({ contents: versionModule }));
  },
};

/** Tells one build from another. */
function hashOfSources() {
  const hash = createHash("sha256").update(JSON.stringify(manifest.dependencies));
  const files = readdirSync("src", { recursive: true }).filter((file) => file.endsWith(".ts"));
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(`src/${file}`));
  return hash.digest("hex").slice(0, 16);
}

/** What packages load at once of Node's own, and need only for something rare: with what stands where it is used instead. */
const laterInPackages = {
  "commander/lib/command.js": { childProcess: "require('node:child_process')" },
  "pg/lib/connection-parameters.js": { dns: "require('dns')" },
  "pg/lib/crypto/utils.js": {
    subtleCrypto: "nodeCrypto.webcrypto.subtle",
    webCrypto: "nodeCrypto.webcrypto",
    nodeCrypto: "require('crypto')",
  },
};

const packagesRewritten = {
  name: "packages-rewritten",
  setup(build) {
    for (const [file, constants] of Object.entries(laterInPackages))
      build.onLoad({ filter: new RegExp(`/node_modules/${file}$`) }, ({ path }) => ({
        contents: Object.entries(constants).reduce(withoutConstant, readFileSync(path, "utf8")),
      }));
  },
};

/** A text with what a constant stands for in its place. */
function withoutConstant(text, [name, value]) {
  const declared = new RegExp(`^const ${name} = .*$`, "m");
  if (!declared.test(text))
    throw new Error(`There is no ${name} any more: is it still loaded at once?`);
  return text.replace(declared, "").replaceAll(`${name}.`, `${value}.`);
}

/** Settings of esbuild for all that it builds. */
const forNode = {
  outdir: "dist/bin",
  write: false,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none", // the licenses stand in LICENSES.txt
  logLevel: "warning",
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
  removeUnreachedTypes();
}

/** Types that no entry of the package leads to are nobody's, and a file takes 4 kB on disk. */
function removeUnreachedTypes() {
  const ts = require("typescript");
  const reached = new Set();
  const reach = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
    for (const { fileName } of importedFiles)
      if (fileName.startsWith("."))
        reach(join(dirname(file), fileName.replace(/\.[jt]s$/, ".d.ts")));
  };
  for (const { types } of Object.values(manifest.exports)) if (types) reach(normalize(types));
  for (const file of readdirSync("dist", { recursive: true }).map((one) => join("dist", one)))
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
}

async function buildCommandLine() {
  const { build } = await import("esbuild");
  const { metafile, outputFiles } = await build({
    ...forNode,
    entryPoints: {
      main: "src/cli/main.ts",
      "command-line": "src/cli/command-line.ts", // for tests, which run it in their own process
      "recording-worker": "src/import/recording/recording-worker.ts",
    },
    splitting: true,
    format: "esm",
    metafile: true,
    plugins: [versionWritten, throughDoors, packagesRewritten],
    // pg builds a Response to find out whether it runs on Cloudflare, which makes Node 20 load its whole fetch.
    define: { Response: "undefined", ...plainClock },
    external: ["libpg-query", "pg-native", ...optionalPackages()],
  });
  for (const file of outputFiles) write(file.path, asScript(file.text));
  write("dist/bin/import.js", "module.exports = (specifier) => import(specifier);\n");
  write("dist/bin/package.json", '{ "type": "commonjs" }\n');
  write("dist/bin/LICENSES.txt", licensesOf(metafile));
  await buildStart(build, outputFiles);
}

/** What is run, and loads the rest. */
async function buildStart(build, loaded) {
  const hash = createHash("sha256");
  for (const { contents } of loaded) hash.update(contents);
  const { outputFiles } = await build({
    ...forNode,
    entryPoints: { pgmaestro: "src/cli/start/start.ts" },
    format: "cjs",
    define: {
      buildId: JSON.stringify(hash.digest("hex").slice(0, 16)),
      "import.meta.dirname": "__dirname",
    },
  });
  write("dist/bin/pgmaestro.js", outputFiles[0].text);
  chmodSync("dist/bin/pgmaestro.js", 0o755);
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
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
