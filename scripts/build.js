// Builds dist/: types file by file (tsc, which leaves checking them to check:types), and two bundles split by what is loaded together
// (esbuild): the library, since each of a thousand small files takes a block of a disk, and the command line, whose start-up is mostly loading.
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
import { dirname, join, normalize, resolve } from "node:path";
import { throughDoors } from "./through-doors.js";
import { asScript, plainClock } from "./as-scripts.js";
import {
  forNode,
  licensesOf,
  manifest,
  ofCommandLine,
  parserFrom,
  versionWritten,
} from "./bundle.js";

const require = createRequire(import.meta.url);

/** Programs of threads, beside the file that says where they are. */
const threads = {
  "scratch-thread": "src/database/scratch-thread.ts",
  "recording-worker": "src/import/recording/recording-worker.ts",
};

/** The WebAssembly of the installed package, which the library loads too. */
const installedWasm =
  'require("node:module").createRequire(__filename).resolve("libpg-query/wasm/libpg-query.wasm")';

if (process.argv.includes("--after-install")) skipNeedlessBuild();
rmSync("dist", { recursive: true, force: true });
const { build } = await import("esbuild");
buildTypes();
await buildLibrary();
await buildCommandLine();

/** `npm ci` builds a checkout; not one that is built, nor one without the packages for development. */
function skipNeedlessBuild() {
  if (isFresh()) process.exit();
  if (["typescript", "@typescript/native/package.json", "esbuild"].every(isInstalled)) return;
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

function buildTypes() {
  const tsc = join(dirname(require.resolve("@typescript/native/package.json")), "bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--noCheck"], {
    stdio: "inherit",
  });
  removeUnreachedTypes();
}

/** What package.json exports, what runs in threads, and what tests and benches run by themselves. */
async function buildLibrary() {
  const entries = Object.values(manifest.exports).flatMap(({ default: file }) => file ?? []);
  const inner = ["database/index", "fleet/index"];
  const files = [...entries.map((file) => file.slice("./dist/".length, -".js".length)), ...inner];
  const { outputFiles } = await build({
    ...forNode,
    minifySyntax: false,
    minifyWhitespace: false,
    outdir: "dist",
    entryPoints: {
      ...Object.fromEntries(files.map((name) => [name, `src/${name}.ts`])),
      ...threads,
    },
    splitting: true,
    format: "esm",
    packages: "external",
    plugins: [versionWritten, throughDoors],
  });
  for (const file of outputFiles) write(file.path, file.text);
  if (!outputFiles.some((file) => findsThreads(file) && isBeside(file)))
    throw new Error("The programs of threads are not beside the file that says where they are.");
}

function findsThreads({ text }) {
  return text.includes("src/thread-program.ts");
}

function isBeside({ path }) {
  return dirname(path) === resolve("dist");
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
  const { metafile, outputFiles } = await build({
    ...forNode,
    outdir: "dist/bin",
    entryPoints: {
      main: "src/cli/main.ts",
      "command-line": "src/cli/command-line.ts", // for tests, which run it in their own process
      ...threads,
    },
    splitting: true,
    format: "esm",
    metafile: true,
    ...ofCommandLine,
    plugins: [parserFrom(installedWasm), ...ofCommandLine.plugins],
    define: { ...ofCommandLine.define, ...plainClock },
  });
  for (const file of outputFiles) write(file.path, asScript(file.text));
  write("dist/bin/import.js", "module.exports = (specifier) => import(specifier);\n");
  write("dist/bin/package.json", '{ "type": "commonjs" }\n');
  write("dist/bin/LICENSES.txt", licensesOf(metafile));
  await buildStart(outputFiles);
}

/** What is run, and loads the rest. */
async function buildStart(loaded) {
  const hash = createHash("sha256");
  for (const { contents } of loaded) hash.update(contents);
  const { outputFiles } = await build({
    ...forNode,
    outdir: "dist/bin",
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
