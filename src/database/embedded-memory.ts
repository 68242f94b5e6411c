/** What is used of Emscripten's options: the memory to run in, and how the program is made to run in it. */
interface ProgramOptions {
  instantiateWasm(imports: unknown, done: Instantiated): unknown;
}

type Instantiated = (instance: ProgramInstance, program: unknown) => void;

interface ProgramInstance {
  readonly exports: { emscripten_get_sbrk_ptr?(): number };
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** Memory of databases that were closed. Their pages are there: new ones take longer than all else of starting a database. */
const spare: Memory[] = [];

/** One for who opens database after database; what two tests at the same time need is the most that is kept. */
const mostSpare = 2;

/** As PGlite has it: pages of 64 kB to begin with, 128 MB, and at most. */
const pages = { initial: 2048, maximum: 32768 };

const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { readonly Memory: new (size: typeof pages) => Memory };
};

/** Memory for one embedded database, and for another one after it. */
export class EmbeddedMemory {
  readonly #memory = spare.pop() ?? new WebAssembly.Memory(pages);
  #exports: ProgramInstance["exports"] | undefined;

  /** Options with which the program runs in this memory. */
  given(own: ProgramOptions) {
    const instantiateWasm: ProgramOptions["instantiateWasm"] = (imports, done) =>
      own.instantiateWasm(imports, (instance, program) => {
        this.#exports = instance.exports;
        done(instance, program);
      });
    return { wasmMemory: this.#memory as never, instantiateWasm: instantiateWasm as never };
  }

  /** Makes the memory like new, once, when the database is closed: nothing above the end of its heap was ever written to. */
  giveBack(): void {
    const end = this.#exports?.emscripten_get_sbrk_ptr?.();
    this.#exports = undefined;
    const { buffer } = this.#memory;
    if (end === undefined || spare.length === mostSpare || hasGrown(buffer)) return;
    const [used] = new Uint32Array(buffer, end, 1);
    new Uint8Array(buffer, 0, used).fill(0);
    spare.push(this.#memory);
  }
}

/** What needed much keeps much. */
function hasGrown(buffer: ArrayBuffer): boolean {
  return buffer.byteLength > pages.initial * 65_536;
}
