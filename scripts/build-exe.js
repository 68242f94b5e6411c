// Builds the command line as one executable that needs no Node, in executable/ or the directory that is named: by bun's compiler, since
// a single executable of Node starts as slowly as Node. PostgreSQL's parser is in it; what needs an optional package says so.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { forNode, licensesOf, ofCommandLine, parserFrom, replaced } from "./bundle.js";

const bunVersion = "1.4.5";
const ending = process.platform === "win32" ? ".exe" : "";
const wasm = createRequire(import.meta.url).resolve("libpg-query/wasm/libpg-query.wasm");

/** What is found beside the sources when they run is found in the executable. */
const globInExecutable = {
  name: "glob-in-executable",
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/migrations\/glob\.ts$/ }, ({ path }) => ({
      contents: `import * as glob from "tinyglobby";${replaced(path, 'createRequire(import.meta.url)("tinyglobby")', "glob")}`,
      loader: "ts",
    }));
  },
};

await withTemporaryDirectory(buildIn);

async function buildIn(directory) {
  const { metafile, outputFiles } = await build({
    ...forNode,
    ...ofCommandLine,
    plugins: [globInExecutable, parserFrom("wasmPath"), ...ofCommandLine.plugins],
    external: [...ofCommandLine.external, "*.wasm"],
    entryPoints: { main: "src/cli/main.ts" },
    outdir: directory,
    format: "esm",
    metafile: true,
    banner: { js: 'import wasmPath from "./libpg-query.wasm" with { type: "file" };' },
  });
  writeFileSync(join(directory, "main.js"), outputFiles[0].text);
  writeFileSync(join(directory, "libpg-query.wasm"), readFileSync(wasm));
  const target = resolve(process.argv[2] ?? "executable");
  mkdirSync(target, { recursive: true });
  const made = join(target, `pgmaestro${ending}`);
  const external = ofCommandLine.external.map((name) => `--external=${name}`);
  const options = [
    "--compile",
    "--minify",
    "--bytecode",
    "--format=esm",
    ...external,
    "--outfile",
    made,
  ];
  execFileSync(bun(), ["build", join(directory, "main.js"), ...options], { stdio: "inherit" });
  writeFileSync(join(target, "LICENSES.txt"), licensesOf(metafile));
}

/** Bun's program; it is installed where caches of tools are. */
function bun() {
  const place = resolve("node_modules/.cache/bun", bunVersion);
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@oven/bun-${system}-${process.arch === "arm64" ? "aarch64" : process.arch}`;
  const program = join(place, "node_modules", name, "bin", `bun${ending}`);
  if (existsSync(program)) return program;
  mkdirSync(place, { recursive: true });
  const args = ["install", "--no-save", "--prefix", place, `${name}@${bunVersion}`];
  execFileSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
  return program;
}

async function withTemporaryDirectory(action) {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-exe-"));
  try {
    await action(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
