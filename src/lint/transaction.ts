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

/** What SET and set_config have put in force, by the names of settings. */
export class Settings {
  readonly #session = new Map<string, string>();
  readonly #local = new Map<string, string>();

  /** The value in force; undefined where nobody has set one in this section. */
  get(name: string): string | undefined {
    return this.#local.get(name) ?? this.#session.get(name);
  }

  set(name: string, value: string | undefined, local: boolean): void {
    const scope = local ? this.#local : this.#session;
    if (value === undefined) scope.delete(name);
    else scope.set(name, value);
  }

  reset(name: string): void {
    for (const scope of [this.#session, this.#local])
      if (name === "all") scope.clear();
      else scope.delete(name);
  }

  endTransaction(): void {
    this.#local.clear();
  }
}
