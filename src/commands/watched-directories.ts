import { existsSync, type FSWatcher, watch } from "node:fs";

/** Editors write a file in several steps; after so many milliseconds without another one they are through. */
const settled = 15;

/** What happens in directories, which may come to be and go. */
export class WatchedDirectories {
  readonly #directories: readonly string[];
  readonly #signal: AbortSignal;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #isChanged = false;
  #wake: (() => void) | undefined;

  constructor(directories: readonly string[], signal: AbortSignal) {
    this.#directories = directories;
    this.#signal = signal;
    signal.addEventListener("abort", this.#tell);
    this.#attach();
  }

  /** Whether something has changed, once it has; false when the signal is aborted. */
  async next(): Promise<boolean> {
    if (!this.#isChanged && !this.#signal.aborted)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#isChanged = false;
    this.#attach();
    return !this.#signal.aborted;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener("abort", this.#tell);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  /** Begins with those that are there by now. */
  #attach(): void {
    for (const directory of this.#directories) {
      if (this.#watchers.has(directory) || !existsSync(directory)) continue;
      const watcher = watch(directory, this.#later);
      const gone = () => {
        watcher.close();
        this.#watchers.delete(directory);
      };
      watcher.on("error", gone);
      watcher.on("change", () => existsSync(directory) || gone());
      this.#watchers.set(directory, watcher);
    }
  }

  readonly #later = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#tell, settled);
  };

  readonly #tell = (): void => {
    this.#isChanged = true;
    this.#wake?.();
  };
}
