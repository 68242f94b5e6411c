import type { TakenLock } from "../locks/table/index.ts";
import type { StatementSummary } from "../sql/statement/index.ts";

/** A lock that a transaction holds until its end, on a relation that was there before it. */
export interface HeldLock extends TakenLock {
  readonly statement: StatementSummary;
}

/** The transaction that a statement runs in, as it is before the statement. */
export class Transaction {
  /** Counts all transactions of a lint run. */
  readonly number: number;
  /** False where the statement runs outside of any, and holds its locks only while it runs. */
  readonly isBlock: boolean;
  readonly locks: HeldLock[] = [];
  readonly statements: StatementSummary[] = [];

  constructor(number: number, isBlock: boolean) {
    this.number = number;
    this.isBlock = isBlock;
  }
}
