import type { PlannedBackfill } from "../plan/index.ts";

/** How many rows a batch has, so that it takes as long as it is to. */
export class Pace {
  readonly #target: number;
  readonly #largest: number;
  #rows: number;
  #begin: number | undefined;
  #met = 0;

  constructor({ batch, target }: PlannedBackfill, largest = mostRows) {
    this.#rows = Math.min(batch, largest);
    this.#target = target;
    this.#largest = largest;
  }

  get rows(): number {
    return this.#rows;
  }

  async during<Result>(batch: () => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    this.#begin ??= begin;
    const result = await batch();
    const ratio = this.#target / Math.max(performance.now() - begin, 1);
    this.#met += this.#rows;
    const rows = Math.round(this.#rows * Math.min(2, Math.max(0.5, ratio)));
    this.#rows = Math.max(1, Math.min(rows, this.#largest));
    return result;
  }

  /** How long so many rows take at the pace so far, pauses and all. */
  secondsFor(rows: number): number {
    const seconds = (performance.now() - (this.#begin ?? performance.now())) / 1000;
    return this.#met === 0 ? 0 : (rows * seconds) / this.#met;
  }
}

const mostRows = 1_000_000;
