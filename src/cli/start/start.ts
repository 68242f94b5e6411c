#!/usr/bin/env node
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { CodeCache } from "./code-cache.ts";
import { Scripts } from "./scripts.ts";

/** Of the code that is loaded; the build writes it here. */
declare const buildId: string;

/** After a usage error nobody knows which command it was. */
const usageError = 2;

setFlags();
const directory = import.meta.dirname;
const scripts = new Scripts(directory, new CodeCache(cacheFile(), buildId));
process.once("exit", (exitCode) => {
  if (exitCode === usageError) return;
  setFlags(); // V8 compares them with those of the next start
  scripts.keep();
});
scripts.require("./main.js");

/**
 * A run is over in a moment, so that compiling hundreds of functions a second time, for speed, takes longer than it saves:
 * with a budget of fifteen times the default, linting 1,000 migrations takes two thirds of the processor time. Only the V8 of Node 20
 * has the flag, and others complain of it. The parser in WebAssembly is not compiled a second time at all, which saves 30 MB too;
 * before the embedded PostgreSQL is loaded, which needs that speed, this is taken back. Of WebAssembly only what is called is validated.
 * And what little garbage there is one thread collects: on a busy machine several of them wait for each other longer than they work.
 */
function setFlags(): void {
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-validation");
  setFlagsFromString("--no-parallel-scavenge");
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1000000");
}

/** Beside the installed packages, where nobody writes who may not change them too. A command has a file, as it loads the same again. */
function cacheFile(): string {
  const root = resolve(directory, "../..");
  const around = dirname(root);
  const packages = basename(around) === "node_modules" ? around : join(root, "node_modules");
  const [word = ""] = process.argv.slice(2);
  const command = /^[a-z][a-z-]{0,20}$/.test(word) ? word : "other";
  const name = `${command}-${process.version}-${process.arch}.bin`;
  return existsSync(packages) ? join(packages, ".cache", "pgmaestro", name) : "";
}
