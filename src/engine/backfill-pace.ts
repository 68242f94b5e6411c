import type { PlannedBackfill } from "../plan/index.ts";

/** Who else was in the database at the end of a batch. */
export interface OtherSessions {
  /** How many sessions waited for the batch. */
  readonly waiting: number;
  /** How many have done something in the last seconds, or may have. */
  readonly others: number;
}

/**
 * How many rows a batch has, so that it takes as long as it is to: little while others use the database, as whoever commits waits until
 * what a batch has written is on disk, and less where somebody waits for its rows; it comes near the target while nobody else is there.
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
    this.#wanted = Math.min(target, besideOthers);
    this.#largest = largest;
  }

  get rows(): number {
    return this.#rows;
  }

  /** A batch is through. */
  took(ms: number, { waiting, others }: OtherSessions): void {
    this.#wanted = Math.min(this.#target, this.#next(ms, waiting, others));
    const ratio = this.#wanted / Math.max(ms, 1);
    this.#met += this.#rows;
    const rows = Math.round(this.#rows * Math.min(2, Math.max(0.5, ratio)));
    this.#rows = Math.max(1, Math.min(rows, this.#largest));
  }

  #next(ms: number, waiting: number, others: number): number {
    if (waiting > 0) return Math.max(shortest, Math.min(ms, this.#wanted) / 2);
    const longer = this.#wanted * growth;
    return others > 0 ? Math.min(longer, besideOthers) : longer;
  }

  /** How long so many rows take at the pace so far, pauses and all. */
  secondsFor(rows: number): number {
    const seconds = (performance.now() - this.#begin) / 1000;
    return this.#met === 0 ? 0 : (rows * seconds) / this.#met;
  }
}

const mostRows = 1_000_000;
/** Milliseconds that a batch takes while others use the database: `bench/backfill.js`. */
const besideOthers = 25;
const growth = 1.1;
/** Milliseconds that a batch may take though others wait, as a backfill must end. */
const shortest = 10;
