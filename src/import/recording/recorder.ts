import { type Connection, LostConnection, StatementError } from "../../database/index.ts";
import type { CallInFile, Question, Setup, CodeTask, ToWorker, WatchedPart } from "./protocol.ts";
import { type Sort, sortOf, withValues } from "./sent.ts";
import { CodeWorker, type Listener } from "./worker.ts";

/** What a function of a migration sent. */
export interface SentStatement {
  readonly text: string;
  readonly caller: CallInFile | undefined;
}

/** One run of a function of a migration: what it sent, and what speaks against taking that for its SQL. */
export interface CodeRun {
  readonly inTransaction: boolean;
  readonly statements: SentStatement[];
  /** Whether there is such a function. */
  isThere: boolean;
  /** Whether the migration itself says that it is to have no transaction. */
  noTransaction: boolean;
  /** Why it did not get to its end, or the server's first refusal. */
  failure: string | undefined;
  /** The SQLSTATE of that refusal. */
  refusal: string | undefined;
  /** Why its SQL may be other on another database. */
  objection: string | undefined;
  /** Whether what it sent is not what stays. */
  isUndone: boolean;
}

/** Runs functions of migrations on a scratch database, and takes down what they send. */
export class Recorder implements Listener {
  readonly #connection: Connection;
  readonly #worker: CodeWorker;
  #attempt: CodeRun | undefined;
  #isRunning = false;
  /** Questions are answered one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Whether the scratch database lacks what an earlier migration does. */
  #lacks = false;

  constructor(setup: Setup, connection: Connection) {
    this.#connection = connection;
    this.#worker = new CodeWorker(setup, this);
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  /** Runs a migration's up; what it does stays. */
  async up(task: CodeTask): Promise<CodeRun> {
    const attempt = await this.#tried(task, "COMMIT", ({ refusal }) => refusal !== undefined);
    if (attempt.failure !== undefined) this.#lacks = true;
    return attempt;
  }

  /** Runs its down, and brings back the state before. */
  async down(task: CodeTask, up: CodeRun): Promise<CodeRun> {
    const attempt = await this.#tried(task, "ROLLBACK", wantsNoTransaction);
    if (!attempt.inTransaction) await this.#again(up.statements);
    return attempt;
  }

  /** In a transaction; where that fails, perhaps without one. */
  async #tried(
    task: CodeTask,
    end: "COMMIT" | "ROLLBACK",
    isAgain: (attempt: CodeRun) => boolean,
  ): Promise<CodeRun> {
    await this.#connection.query("BEGIN");
    const attempt = await this.#attempted(task, true);
    await this.#connection.query(attempt.failure === undefined ? end : "ROLLBACK");
    return isAgain(attempt) ? this.#attempted(task, false) : attempt;
  }

  async #attempted(task: CodeTask, inTransaction: boolean): Promise<CodeRun> {
    const attempt: CodeRun = {
      inTransaction,
      statements: [],
      isThere: true,
      noTransaction: !inTransaction,
      failure: undefined,
      refusal: undefined,
      objection: undefined,
      isUndone: false,
    };
    [this.#attempt, this.#isRunning] = [attempt, true];
    const end = await this.#worker.run(task);
    await this.#turn;
    this.#isRunning = false;
    if (end.outcome === "absent") attempt.isThere = false;
    if (end.outcome === "failed") {
      attempt.failure = end.message;
      if (attempt.refusal !== undefined || attempt.isUndone) attempt.objection = undefined;
    }
    if (end.outcome === "done") {
      attempt.noTransaction ||= end.noTransaction;
      attempt.isUndone ||= attempt.refusal !== undefined;
      if (end.isEarly) this.#object("it ends before all that it sends is done");
    }
    return attempt;
  }

  async #again(statements: readonly SentStatement[]): Promise<void> {
    try {
      for (const { text } of statements) await this.#connection.answers(text);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      this.#lacks = true;
    }
  }

  /** The code looked at rows of an answer. */
  read(text: string): void {
    this.#object(`it uses what \`${shortened(text)}\` gives`);
  }

  answer(question: Question): Promise<ToWorker> {
    const answer = this.#turn.then(() => this.#answered(question));
    this.#turn = answer;
    return answer;
  }

  async #answered(asked: Question): Promise<ToWorker> {
    const { question, opening, caller, preparing } = asked;
    const text = withValues(asked.text, asked.values);
    if (preparing) return this.#sent(question, text, "nothing");
    const sort = sortOf(text);
    const refusal = this.#refusal(sort);
    if (refusal !== undefined) return { type: "refusal", question, error: refusal };
    if (sort === "control" || sort === "rollback")
      return { type: "answer", question, answers: [], watch: "nothing" };
    if (sort !== "question" && !(sort === "setup" && opening))
      this.#attempt?.statements.push({ text, caller });
    return this.#sent(question, text, watchOf[sort]);
  }

  /** What must not run at all, and what must not be taken for SQL of the migration. */
  #refusal(sort: Sort): { message: string; code: string | undefined } | undefined {
    if (sort === "rollback" && this.#attempt?.failure === undefined)
      this.#undone("it rolls a transaction back");
    if (sort === "question" && this.#lacks)
      this.#object("it asks the catalogs, in which an earlier migration is missing");
    if (!this.#isRunning) {
      this.#undone("it sends SQL after it has ended");
      return { message: "The migration has ended", code: undefined };
    }
    if (sort !== "mixed" || !this.#attempt!.inTransaction) return undefined;
    const message = "It has transactions of its own";
    Object.assign(this.#attempt!, { failure: message, refusal: "25001" });
    return { message, code: "25001" };
  }

  async #sent(question: number, text: string, watch: WatchedPart): Promise<ToWorker> {
    try {
      const answers = await this.#connection.answers(text);
      return { type: "answer", question, answers, watch };
    } catch (error) {
      if (!(error instanceof StatementError || error instanceof LostConnection)) throw error;
      const { message } = error;
      const code = error instanceof StatementError ? error.server.sqlState : undefined;
      this.#refused(message, code);
      return { type: "refusal", question, error: { message, code } };
    }
  }

  /** Where the code goes on all the same, that counts; the first refusal does. */
  #refused(message: string, code: string | undefined): void {
    if (this.#attempt === undefined || this.#attempt.failure !== undefined) return;
    this.#attempt.failure = message;
    this.#attempt.refusal = code ?? "";
    this.#object(`it goes on after an error: ${message}`);
  }

  #undone(objection: string): void {
    this.#object(objection);
    if (this.#attempt !== undefined) this.#attempt.isUndone = true;
  }

  /** The first objection counts. */
  #object(objection: string): void {
    if (this.#attempt !== undefined) this.#attempt.objection ??= objection;
  }
}

/** active_sql_transaction, unsafe_new_enum_value_usage. Source: PostgreSQL manual, Appendix A. */
function wantsNoTransaction({ refusal }: CodeRun): boolean {
  return refusal === "25001" || refusal === "55P04";
}

const watchOf: Record<Sort, WatchedPart> = {
  control: "nothing",
  rollback: "nothing",
  setup: "nothing",
  question: "nothing",
  data: "rows",
  work: "values",
  mixed: "rows",
};

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
