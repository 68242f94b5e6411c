import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { withPackage } from "../optional-package.ts";

/** @throws MissingPackageError */
export function loadPGlite(): Promise<typeof import("@electric-sql/pglite")> {
  allowSpeed();
  return withPackage("@electric-sql/pglite", () => import("@electric-sql/pglite"));
}

/** The command line starts without V8's second compiler of WebAssembly: with the flag go those that it implies. */
function allowSpeed(): void {
  for (const flag of ["--no-liftoff-only", "--wasm-tier-up", "--wasm-dynamic-tiering"])
    setFlagsFromString(flag);
}

/** Node has it; its types have it only with those of browsers. */
interface Compiler {
  readonly WebAssembly: { compile(program: Uint8Array): Promise<WebAssembly.Module> };
}

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The program of PGlite, compiled once in a process: else each database would do so.
 * @throws MissingPackageError
 */
export function pgliteProgram(): Promise<WebAssembly.Module> {
  allowSpeed();
  return (compiled ??= withPackage("@electric-sql/pglite", () =>
    (globalThis as unknown as Compiler).WebAssembly.compile(
      readFileSync(join(dirname(entryOf()), "pglite.wasm")),
    ),
  ));
}

/** Takes what another thread has compiled. */
export function usePGliteProgram(program: object): void {
  allowSpeed();
  compiled = Promise.resolve(program as WebAssembly.Module);
}

/** How a database is started: with 8 MB of buffers, of which PGlite takes 128 and zeroes them at each start. */
export function startParameters(PGlite: {
  readonly defaultStartParams: readonly string[];
}): string[] {
  return [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB"];
}

/**
 * The version of PGlite that is installed.
 * @throws MissingPackageError
 */
export function pgliteVersion(): Promise<string> {
  return withPackage("@electric-sql/pglite", versionOf);
}

/** The package shows its entry only; package.json stands above the directory of that. */
function versionOf(): string {
  const manifest = readFileSync(join(dirname(entryOf()), "..", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function entryOf(): string {
  return createRequire(import.meta.url).resolve("@electric-sql/pglite");
}
