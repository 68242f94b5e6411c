import { deserialize, serialize } from "node:v8";
import { readKept, writeKept } from "../database/index.ts";

/** How many are kept at least that were not asked for this time: other directories may keep theirs in the same place. */
const usualSpare = 4000;

/** What is in the file: those that were used last at the end. */
interface Content {
  readonly build: string;
  readonly keys: readonly string[];
  /** Where the value of each ends in `values`. */
  readonly ends: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Values by keys, kept in a file from run to run, so that nothing has to be told of what has changed; each is read only when
 * it is asked for. A file that cannot be read, or is another build's, is as good as none.
 */
export class KeptValues<Value> {
  readonly #file: string;
  readonly #build: string;
  readonly #spare: number;
  #known: ReadonlyMap<string, Uint8Array> | undefined;

  /**
   * @param build tells apart what makes different values for a key
   * @param spare how many are kept at least that were not asked for the last time
   */
  constructor(file: string, build: string, spare = usualSpare) {
    this.#file = file;
    this.#spare = spare;
    this.#build = `${build} ${process.versions.v8}`;
  }

  has(key: string): boolean {
    return this.#all().has(key);
  }

  /** A value of its own each time. */
  get(key: string): Value | undefined {
    const found = this.#all().get(key);
    return found && (deserialized(found) as Value | undefined);
  }

  #all(): ReadonlyMap<string, Uint8Array> {
    return (this.#known ??= this.#read());
  }

  #read(): ReadonlyMap<string, Uint8Array> {
    const kept = readKept(this.#file);
    const content = kept && (deserialized(kept) as Partial<Content> | undefined);
    const { build, keys = [], ends = [], values = new Uint8Array() } = content ?? {};
    if (build !== this.#build) return new Map();
    return new Map(keys.map((key, index) => [key, values.subarray(ends[index - 1], ends[index])]));
  }

  /** Writes what was used this time, where enough of that is new to be worth it. */
  save<Used>(used: ReadonlyMap<string, Used>, valueOf: (used: Used) => Value): void {
    if (used.size === 0) return;
    const known = this.#all();
    const added = [...used.keys()].filter((key) => !known.has(key)).length;
    if (added * 20 < used.size) return;
    const unused = [...known].filter(([key]) => !used.has(key));
    const values = new Map(unused.slice(-Math.max(this.#spare, used.size)));
    for (const [key, one] of used) values.set(key, known.get(key) ?? serialize(valueOf(one)));
    writeKept(this.#file, serialize(contentOf(this.#build, values)));
  }
}

function contentOf(build: string, all: ReadonlyMap<string, Uint8Array>): Content {
  let end = 0;
  const ends = Array.from(all.values(), ({ length }) => (end += length));
  return { build, keys: [...all.keys()], ends, values: Buffer.concat([...all.values()]) };
}

/** Undefined where it cannot be read. */
function deserialized(value: Uint8Array): unknown {
  try {
    return deserialize(value);
  } catch {
    return undefined;
  }
}
