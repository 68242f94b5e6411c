import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";

type Exports = Record<string, unknown>;
type Require = (name: string) => unknown;
type Run = (
  exports: Exports,
  require: Require,
  module: unknown,
  file: string,
  directory: string,
) => void;

/** What stands around a script, as Node's `require` puts it there. */
const [before, after] = ["(function(exports,require,module,__filename,__dirname){", "\n})"];

/** The one file that may import: V8 knows no importing in what is compiled here. */
const importer = "./import.js";

/** The scripts of a directory, loaded as Node's `require` does, but with what V8 made of them before. */
export class Scripts {
  readonly #directory: string;
  readonly #cache: CodeCache;
  readonly #kept: ReadonlyMap<string, Buffer>;
  readonly #others: Require;
  readonly #loaded = new Map<string, { readonly script: Script; readonly exports: Exports }>();
  /** Whether something was compiled of which nothing fitting was kept. */
  #isIncomplete = false;

  constructor(directory: string, cache: CodeCache) {
    this.#directory = directory;
    this.#cache = cache;
    this.#kept = cache.read();
    this.#others = createRequire(join(directory, importer));
  }

  /** A script of the directory by its name, `./main.js`; everything else as from anywhere. */
  readonly require = (name: string): unknown => {
    if (!name.startsWith("./") || name === importer) return this.#others(name);
    return (this.#loaded.get(name) ?? this.#load(name)).exports;
  };

  #load(name: string) {
    const file = join(this.#directory, name);
    const cachedData = this.#kept.get(name);
    const source = before + readFileSync(file, "latin1") + after; // the build leaves nothing but ASCII
    const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
    if (script.cachedDataRejected !== false) this.#isIncomplete = true;
    const loaded = { script, exports: {} };
    this.#loaded.set(name, loaded);
    const run = script.runInThisContext() as Run;
    run(loaded.exports, this.require, loaded, file, this.#directory);
    return loaded;
  }

  /** Keeps what has been compiled until now, all of it, where that is more than was kept. */
  keep(): void {
    if (!this.#isIncomplete) return;
    this.#cache.write(
      new Map([...this.#loaded].map(([name, { script }]) => [name, script.createCachedData()])),
    );
  }
}
