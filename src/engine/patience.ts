const longestPause = 10_000;
const longestInAll = 300_000;

/** How often a run tries again what met a lock, and how long it pauses before. */
export class Patience {
  #tries = 0;
  #since = 0;
  readonly #retries: number;

  constructor(retries = 30) {
    this.#retries = retries;
  }

  /** How often the statement that met a lock was tried. */
  get tries(): number {
    return this.#tries;
  }

  /** Since it first met one, in milliseconds. */
  get elapsed(): number {
    return this.#tries === 0 ? 0 : performance.now() - this.#since;
  }

  /**
   * One try was in vain.
   * @returns how long to pause before the next one, in milliseconds; undefined where there is none. The pauses grow, and are never the
   * same for two runs, which else would meet each other again.
   */
  next(): number | undefined {
    if (this.#tries++ === 0) this.#since = performance.now();
    if (this.#tries > this.#retries || this.elapsed > longestInAll) return undefined;
    const pause = Math.min(200 * 1.5 ** (this.#tries - 1), longestPause);
    return Math.round(pause * (0.5 + Math.random() / 2));
  }

  /** Something was done since. */
  reset(): void {
    this.#tries = 0;
  }
}
