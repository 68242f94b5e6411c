import { shownStatement } from "../plan/index.ts";
import { StatementError, type Connection, type Notice, type RunWatch } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import { actionsIn } from "./actions.ts";
import type { Action } from "../sql/statement/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { documentedLocks, untraceableStatement } from "./documented.ts";
import { Ledger } from "./ledger.ts";
import { isSent, sortMessages } from "./messages.ts";
import { readRelations } from "./relations.ts";
import type { Expected, Script } from "./script.ts";
import type { TracedStatement } from "./trace.ts";
import { isAboutSavepoints, TracedTransaction, type Observed } from "./traced-transaction.ts";

/** Counts the transactions of a trace. */
export interface TransactionNumbers {
  next: number;
}

/** Records what statements do; its connection passes each of them to it. */
export class Tracer {
  readonly statements: TracedStatement[] = [];
  /** What could not be seen, each a clause: `the statement in line 3 …`. */
  readonly gaps: string[] = [];
  readonly #connection: Connection;
  readonly #own: HistoryTable;
  readonly #script: Script;
  readonly #numbering: TransactionNumbers;
  #open: { readonly transaction: TracedTransaction; number: number | undefined } | undefined;

  constructor(
    connection: Connection,
    own: HistoryTable,
    script: Script,
    numbering: TransactionNumbers,
  ) {
    this.#connection = connection;
    this.#own = own;
    this.#script = script;
    this.#numbering = numbering;
  }

  /** A transaction was begun, or has ended. */
  begun(): void {
    this.#open = { transaction: this.#newTransaction(), number: undefined };
  }

  ended(): void {
    this.#open = undefined;
  }

  /** Runs one statement; writes down what it did if it is a migration's. */
  async run(text: string, watch: RunWatch | undefined): Promise<void> {
    const expected = this.#script.take(text);
    if (expected === undefined) return this.#connection.run([text], watch);
    if (this.#open === undefined) return this.#runAlone(expected, watch);
    const { transaction } = this.#open;
    const observed = await this.#observe(expected, transaction, watch);
    this.#write(expected, observed, "observed", this.#number());
  }

  /** A query of a migration's own code. Its notices do not come here. */
  async runRaw(text: string, query: () => Promise<unknown>): Promise<unknown> {
    const { running } = this.#script;
    if (this.#open === undefined || running === undefined) {
      this.gaps.push("its code asked the database outside of a transaction");
      return query();
    }
    const { transaction } = this.#open;
    let result: unknown;
    const observed = await transaction.observeQuietly(text, async () => (result = await query()));
    transaction.forgetLevel();
    const expected = { ...running, statement: { ...running.statement, text } };
    const remarks = ["Sent by the migration's code: whether it scans a table is not seen."];
    this.#write(expected, { ...observed, remarks }, "observed", this.#number());
    return result;
  }

  /** In a transaction of its own, if the server lets it. */
  async #runAlone(expected: Expected, watch: RunWatch | undefined): Promise<void> {
    const notices: Notice[] = [];
    const transaction = this.#newTransaction();
    await this.#connection.run(["BEGIN"]);
    try {
      const listener = { notice: (_: number, notice: Notice) => void notices.push(notice) };
      const observed = await this.#observe(expected, transaction, listener);
      await this.#connection.run(["COMMIT"]);
      this.#write(expected, observed, "observed", undefined);
    } catch (error) {
      await this.#connection.run(["ROLLBACK"]).catch(() => {});
      if (!isRefusedInTransaction(error)) throw error;
      return this.#runOutside(expected, watch);
    }
    for (const notice of notices) watch?.notice?.(0, notice);
    watch?.completed?.(0);
  }

  async #runOutside(expected: Expected, watch: RunWatch | undefined): Promise<void> {
    const { text } = expected.statement;
    const ledger = new Ledger(await this.#relations());
    const expectation = await untraceableStatement(text, this.#connection, ledger);
    const notices: Notice[] = [];
    const begin = performance.now();
    await this.#connection.run(
      [text],
      listening(watch, (notice) => notices.push(notice)),
    );
    const durationMs = elapsedSince(begin);
    if (expectation === undefined) return this.#leaveOpen(expected);
    const stored = ledger.stored(await this.#relations());
    const locks = documentedLocks(expectation, stored, ledger);
    const { validates, cascades, remarks } = sortMessages(notices);
    const observed = { locks, ...stored, scans: [], validates, cascades, remarks, durationMs };
    this.#write(expected, observed, "documented", undefined);
  }

  #leaveOpen(expected: Expected): void {
    if (locksNoRelation(expected.statement.text)) {
      this.#write(expected, nothing, "documented", undefined);
      return;
    }
    const { line } = placeOf(expected);
    this.gaps.push(
      `what the statement in line ${line} locks cannot be seen, for it ends transactions itself`,
    );
  }

  #observe(
    { statement: { text } }: Expected,
    transaction: TracedTransaction,
    watch: RunWatch | undefined,
  ): Promise<Observed> {
    const run = async (onNotice: (notice: Notice) => void) => {
      const heard = filtered(watch, (notice) => isSent(notice, transaction.level));
      await this.#connection.run([text], listening(heard, onNotice));
    };
    return isAboutSavepoints(text)
      ? transaction.observeQuietly(text, run)
      : transaction.observe(text, run);
  }

  #newTransaction(): TracedTransaction {
    return new TracedTransaction(this.#connection, this.#own);
  }

  #relations() {
    return readRelations(this.#connection, this.#own);
  }

  #number(): number {
    return (this.#open!.number ??= this.#numbering.next++);
  }

  #write(
    expected: Expected,
    observed: Observed,
    source: TracedStatement["source"],
    transaction: number | undefined,
  ): void {
    const { step, statement } = expected;
    const { durationMs, ...effects } = observed;
    this.statements.push({
      migration: step.migration,
      direction: step.direction,
      file: statement.section.file,
      ...placeOf(expected),
      offset: statement.offset,
      text: shownStatement(statement),
      ...(transaction !== undefined && { transaction }),
      source,
      ...effects,
      durationMs,
    });
  }
}

/** Whether a statement is about the server, a whole database or the session alone. */
function locksNoRelation(text: string): boolean {
  const actions = actionsIn(text);
  return actions.length > 0 && actions.every(isAboutNoRelation);
}

function isAboutNoRelation(action: Action): boolean {
  switch (action.kind) {
    case "create-database":
    case "drop-database":
    case "discard":
    case "set":
      return true;
    default:
      return "objectKind" in action && /^(?:DATABASE|TABLESPACE|SYSTEM)$/.test(action.objectKind);
  }
}

const nothing: Observed = {
  locks: [],
  rewrites: [],
  scans: [],
  validates: [],
  builds: [],
  cascades: [],
  remarks: [],
  durationMs: 0,
};

/**
 * active_sql_transaction, and invalid_transaction_termination for code that commits.
 * Source: PostgreSQL manual, Appendix A.
 */
function isRefusedInTransaction(error: unknown): boolean {
  return (
    error instanceof StatementError && ["25001", "2D000"].includes(error.server.sqlState ?? "")
  );
}

function placeOf({ statement: { section, offset } }: Expected) {
  return lineColumn(section.source, offset);
}

/** Milliseconds with two decimals. */
function elapsedSince(begin: number): number {
  return Math.round((performance.now() - begin) * 100) / 100;
}

function listening(watch: RunWatch | undefined, onNotice: (notice: Notice) => void): RunWatch {
  return {
    ...watch,
    notice(statement, notice) {
      onNotice(notice);
      watch?.notice?.(statement, notice);
    },
  };
}

function filtered(
  watch: RunWatch | undefined,
  isHeard: (notice: Notice) => boolean,
): RunWatch | undefined {
  return (
    watch && {
      ...watch,
      notice: (statement, notice) => {
        if (isHeard(notice)) watch.notice?.(statement, notice);
      },
    }
  );
}
