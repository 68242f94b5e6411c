import type { Schema } from "../schema/index.ts";
import type { Lintable } from "./lintable.ts";

/** What migrations leave behind: their schema, and how many transactions they were. */
export interface LeftState {
  readonly schema: Schema;
  readonly transactions: number;
}

/** Where it is known what migrations leave to the next one. */
export interface StatesBefore {
  /** What the longest run of these migrations leaves that is known, and how many they are. */
  after(migrations: readonly Lintable[]): { readonly count: number; readonly left?: LeftState };
  /** Keeps what all of these leave. */
  keep(passed: readonly Lintable[], left: LeftState): void;
}

/** Enough for the files that somebody works on at a time. */
const most = 8;

/**
 * What migrations leave to the next one, kept for when that is linted again: an editor asks at every keystroke, and those
 * before it stay. Of one setup of lint only.
 */
export class KeptStates implements StatesBefore {
  #kept: { readonly passed: readonly Lintable[]; readonly left: LeftState }[] = [];

  after(migrations: readonly Lintable[]): { readonly count: number; readonly left?: LeftState } {
    const fitting = this.#kept.filter(({ passed }) => isBeginning(passed, migrations));
    const longest = fitting.toSorted((a, b) => b.passed.length - a.passed.length)[0];
    if (longest === undefined) return { count: 0 };
    const { schema, transactions } = longest.left;
    return { count: longest.passed.length, left: { schema: schema.clone(), transactions } };
  }

  keep(passed: readonly Lintable[], { schema, transactions }: LeftState): void {
    const left = { schema: schema.clone(), transactions };
    this.#kept = [{ passed, left }, ...this.#kept].slice(0, most);
  }
}

/** Migrations that were changed are other values. */
function isBeginning(some: readonly Lintable[], all: readonly Lintable[]): boolean {
  return some.length <= all.length && some.every((one, index) => one === all[index]);
}
