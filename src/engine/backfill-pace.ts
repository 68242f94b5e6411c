import type { PlannedBackfill } from "../plan/index.ts";

/**
 * How many rows a batch has, so that it takes as long as it is to. That is little at first, and comes near the target while nobody waits for
 * rows of a batch; where somebody does, the next ones are shorter.
 */
export class Pace {
  readonly #target: number;
  readonly #largest: number;
  readonly #begin = performance.now();
  #wanted: number;
  #rows: number;
  #met = 0;

  constructor({ batch, target }: Pick<PlannedBackfill, "batch" | "target">, largest = mostRows) {
    this.#rows = Math.min(batch, largest);
    this.#target = target;
    this.#wanted = Math.min(target, firstTarget);
    this.#largest = largest;
  }

  get rows(): number {
    return this.#rows;
  }

  /** A batch is through. */
  took(ms: number, waiting: number): void {
    this.#wanted = Math.min(
      this.#target,
      waiting > 0 ? shorter(ms, this.#wanted) : this.#wanted * growth,
    );
    const ratio = this.#wanted / Math.max(ms, 1);
    this.#met += this.#rows;
    const rows = Math.round(this.#rows * Math.min(2, Math.max(0.5, ratio)));
    this.#rows = Math.max(1, Math.min(rows, this.#largest));
  }

  /** How long so many rows take at the pace so far, pauses and all. */
  secondsFor(rows: number): number {
    const seconds = (performance.now() - this.#begin) / 1000;
    return this.#met === 0 ? 0 : (rows * seconds) / this.#met;
  }
}

function shorter(ms: number, wanted: number): number {
  return Math.max(shortest, Math.min(ms, wanted) / 2);
}

const mostRows = 1_000_000;
/** Milliseconds. */
const firstTarget = 100;
/** So that one batch in thirty or so is waited for, where all rows are wanted alike: `bench/backfill.js`. */
const growth = 1.02;
/** What a batch may take though others wait, as a backfill must end. */
const shortest = 20;
