// What the command line is bundled with, in `dist/` and in the executable.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { throughDoors } from "./through-doors.js";

/** What package.json says. */
export const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** `src/version.ts` with what package.json says written out. */
const versionModule = [
  `export const version = ${JSON.stringify(manifest.version)};`,
  `export const repository = ${JSON.stringify(manifest.repository?.url)};`,
  `export const build = ${JSON.stringify(hashOfSources())};`,
  `export const optionalDependencies = ${JSON.stringify(manifest.optionalDependencies)};`,
].join("\n");

/** That in the place of `src/version.ts`. */
export const versionWritten = {
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

/** PostgreSQL's parser as a part of the bundle, but for its WebAssembly: that is the file which an expression names. */
export function parserFrom(wasmFile) {
  return {
    name: "parser",
    setup(build) {
      const module = resolve("node_modules/libpg-query/wasm/index.js"); // not the script, whose names no import() finds
      build.onResolve({ filter: /^libpg-query$/ }, () => ({ path: module }));
      build.onLoad({ filter: /\/libpg-query\/wasm\/libpg-query\.js$/ }, ({ path }) => ({
        contents: replaced(path, 'locateFile("libpg-query.wasm")', wasmFile),
      }));
    },
  };
}

/** The text of a file with something else in the place of what must be in it. */
export function replaced(file, from, to) {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`There is no ${from} in ${file} any more.`);
  return text.replace(from, () => to);
}

/** Settings of esbuild for all that it builds. */
export const forNode = {
  write: false,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none", // the licenses stand in LICENSES.txt
  logLevel: "warning",
};

/** Settings of esbuild for the sources of the command line. */
export const ofCommandLine = {
  plugins: [versionWritten, throughDoors, packagesRewritten],
  // pg builds a Response to find out whether it runs on Cloudflare, which makes Node 20 load its whole fetch.
  define: { Response: "undefined" },
  external: ["pg-native", ...optionalPackages()],
};

function optionalPackages() {
  const { optionalDependencies, peerDependencies } = manifest;
  return [
    ...Object.keys(optionalDependencies),
    "@electric-sql/*",
    ...Object.keys(peerDependencies),
  ];
}

/** The licenses of the packages that are part of the bundle. */
export function licensesOf({ inputs }) {
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
