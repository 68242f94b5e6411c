import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What a kept file says of itself, in its first line. */
interface Heading {
  /** Of which build of pgmaestro it is: the code of another one is another code. */
  readonly build: string;
  /** The scripts with the lengths of what is kept of them. */
  readonly scripts: readonly (readonly [name: string, length: number])[];
}

/** Where the parts of a kept file begin; V8 copies what is not aligned. */
const alignment = 8;

/**
 * What V8 has compiled of the scripts of one command, kept in a file from run to run. Where it cannot be read or written, all
 * goes on without; V8 itself refuses what another version of it has made.
 */
export class CodeCache {
  readonly #file: string;
  readonly #build: string;

  constructor(file: string, build: string) {
    this.#file = file;
    this.#build = build;
  }

  read(): ReadonlyMap<string, Buffer> {
    try {
      return this.#parts(readFileSync(this.#file));
    } catch {
      return new Map();
    }
  }

  #parts(content: Buffer): ReadonlyMap<string, Buffer> {
    const first = content.indexOf("\n") + 1;
    const { build, scripts } = JSON.parse(content.toString("latin1", 0, first)) as Heading;
    let end = first;
    const parts = scripts.map(([name, length]) => {
      const start = end;
      end = aligned(start + length);
      return [name, content.subarray(start, start + length)] as const;
    });
    return new Map(build === this.#build && end === content.length ? parts : []);
  }

  /** Puts another file in the place of the one that is there, as a whole. */
  write(parts: ReadonlyMap<string, Buffer>): void {
    const temporary = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(temporary, this.#content(parts));
      renameSync(temporary, this.#file);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  #content(parts: ReadonlyMap<string, Buffer>): Buffer {
    const scripts = [...parts].map(([name, { length }]) => [name, length] as const);
    const heading: Heading = { build: this.#build, scripts };
    const line = JSON.stringify(heading);
    const all = [
      Buffer.from(`${line.padEnd(aligned(line.length + 1) - 1)}\n`, "latin1"),
      ...[...parts.values()].map((part) => Buffer.concat([part], aligned(part.length))),
    ];
    return Buffer.concat(all);
  }
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
