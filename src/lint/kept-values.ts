import { deserialize, serialize } from "node:v8";
import { readKept, writeKept } from "../database/index.ts";

/** How many are kept at least that were not asked for this time. */
const spare = 1000;

/** What is in the file: those that were used last at the end. */
interface Content<Value> {
  readonly build: string;
  readonly values: ReadonlyMap<string, Value>;
}

/**
 * Values by keys, kept in a file from run to run, so that nothing has to be told of what has changed. A file that cannot be
 * read, or is another build's, is as good as none.
 */
export class KeptValues<Value> {
  readonly #file: string;
  readonly #build: string;
  #known: ReadonlyMap<string, Value> | undefined;

  /** @param build tells apart what makes different values for a key */
  constructor(file: string, build: string) {
    this.#file = file;
    this.#build = `${build} ${process.versions.v8}`;
  }

  /** What is in the file. */
  get known(): ReadonlyMap<string, Value> {
    return (this.#known ??= this.#read());
  }

  #read(): Content<Value>["values"] {
    const kept = readKept(this.#file);
    if (kept === undefined) return new Map();
    try {
      const { build, values } = deserialize(kept) as Content<Value>;
      return build === this.#build && values instanceof Map ? values : new Map();
    } catch {
      return new Map();
    }
  }

  /** Writes what was used this time, where enough of that is new to be worth it. */
  save<Used>(used: ReadonlyMap<string, Used>, valueOf: (used: Used) => Value): void {
    if (used.size === 0) return;
    const added = [...used.keys()].filter((key) => !this.known.has(key)).length;
    if (added * 20 < used.size) return;
    const unused = [...this.known].filter(([key]) => !used.has(key));
    const values = new Map(unused.slice(-Math.max(spare, used.size)));
    for (const [key, one] of used) values.set(key, valueOf(one));
    writeKept(this.#file, serialize({ build: this.#build, values }));
  }
}
