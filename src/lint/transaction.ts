import type { TakenLock } from "../locks/table/index.ts";
import type { Statement } from "../sql/statement/index.ts";
import type { Section } from "../migrations/index.ts";
import type { Lintable } from "./lintable.ts";

/** A lock that a transaction holds until its end, on a relation that was in use before. */
export interface HeldLock extends TakenLock {
  readonly statement: Statement;
  /** Where in a DO block it is taken; absent where it is the whole statement's. */
  readonly at?: number;
  /** Where the statement is: of the same migration, or of an earlier one that shares the transaction. */
  readonly section: Section;
  readonly lintable: Lintable;
}

/** The transaction that a statement runs in, as it is before the statement; migrations share it as in the plan. */
export class Transaction {
  /** Counts all transactions of a lint run. */
  readonly number: number;
  /** False where the statement runs outside of any, and holds its locks only while it runs. */
  readonly isBlock: boolean;
  readonly locks: HeldLock[] = [];

  constructor(number: number, isBlock: boolean) {
    this.number = number;
    this.isBlock = isBlock;
  }
}
