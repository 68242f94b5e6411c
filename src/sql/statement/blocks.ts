import { type ControlProblem, type SqlTextError, transactionControl } from "../text/index.ts";
import type { ActionOf } from "./action.ts";
import type { TransactionModes } from "./parts.ts";
import { isSetting } from "./session.ts";
import { parseStatements, type Statement } from "./statements.ts";
import { modesSet } from "./transaction-modes.ts";

/** What a section runs, and what it says of the transactions that it is to run in. */
export interface SectionStatements {
  /** Without those that begin or end a transaction, or set its modes at its beginning. */
  readonly statements: readonly Statement[];
  /** The statements between one BEGIN or COMMIT and the next, in order: one stretch or more, that hold all of them. */
  readonly stretches: readonly Stretch[];
  /** The statements that begin and end transactions. */
  readonly control: readonly Statement[];
  /** Why they cannot be followed. */
  readonly problems: readonly SqlTextError[];
}

/** Statements `from` (from 0) up to `to` (exclusive), that the text puts into one transaction, or leaves outside of all. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether BEGIN and COMMIT stand around it. */
  readonly isBlock: boolean;
  readonly modes?: TransactionModes;
}

/**
 * What a migration's section runs, and in which transactions of its own. `loadParser` must have been awaited before.
 * @throws SqlTextError as `parseStatements`, and for transaction control that cannot be followed
 */
export function parseSection(text: string): SectionStatements {
  const read = sectionStatements(parseStatements(text));
  if (read.problems[0] !== undefined) throw read.problems[0];
  return read;
}

/** Takes BEGIN … COMMIT out of a section's statements, and notes where they stood. */
export function sectionStatements(all: readonly Statement[]): SectionStatements {
  const reading = new Reading();
  for (const statement of all) reading.take(statement);
  return reading.finish();
}

class Reading {
  readonly #statements: Statement[] = [];
  readonly #control: Statement[] = [];
  readonly #stretches: Stretch[] = [];
  readonly #problems: SqlTextError[] = [];
  /** The BEGIN of the block that is open. */
  #begin: Statement | undefined;
  #from = 0;
  #modes: TransactionModes = {};

  take(statement: Statement): void {
    const control = controlOf(statement);
    if (control !== undefined) this.#follow(control, statement);
    else if (!this.#takeModes(statement)) this.#statements.push(statement);
    if (this.#begin !== undefined && control === undefined) this.#refuseOutside(statement);
  }

  finish(): SectionStatements {
    if (this.#begin !== undefined) this.#refuse("unclosed", this.#begin);
    this.#close(false);
    const [statements, control, problems] = [this.#statements, this.#control, this.#problems];
    const filled = this.#stretches.filter(({ from, to }) => from < to);
    const stretches = filled.length > 0 ? filled : [this.#stretches.at(-1)!];
    return { statements, control, problems, stretches };
  }

  #follow(action: ActionOf<"transaction">, statement: Statement): void {
    this.#control.push(statement);
    const { command, chain } = action;
    if (command === "BEGIN" || command === "START") this.#open(action, statement);
    else if (command === "COMMIT") this.#commit(chain, statement);
    else {
      this.#refuse(command === "ROLLBACK" ? "rollback" : "two-phase", statement);
      this.#begin = undefined;
    }
  }

  #open({ modes = {} }: ActionOf<"transaction">, statement: Statement): void {
    if (this.#begin !== undefined) return this.#refuse("begun", statement);
    this.#close(false);
    this.#begin = statement;
    this.#modes = modes;
  }

  #commit(chain: boolean, statement: Statement): void {
    if (this.#begin === undefined) return this.#refuse("not-begun", statement);
    const modes = this.#modes;
    this.#close(true);
    this.#begin = chain ? statement : undefined;
    if (chain) this.#modes = modes;
  }

  #close(isBlock: boolean): void {
    const [from, to] = [this.#from, this.#statements.length];
    const modes = this.#modes;
    this.#stretches.push({
      from,
      to,
      isBlock,
      ...(Object.keys(modes).length > 0 && { modes }),
    });
    this.#from = to;
    this.#modes = {};
  }

  /** Modes are set before anything is asked of the server: only settings may stand before them. */
  #takeModes(statement: Statement): boolean {
    if (statement.creates !== undefined) return false;
    const [action, ...others] = statement.actions;
    const modes = action && others.length === 0 ? modesSet(action) : undefined;
    const isFirst = () => this.#statements.slice(this.#from).every(isMereSetting);
    if (modes === undefined || !isFirst()) return false;
    this.#modes = { ...this.#modes, ...modes };
    return true;
  }

  #refuseOutside(statement: Statement): void {
    const command = statement.creates === undefined && statement.outsideTransaction;
    if (command) this.#refuse("outside", statement, command);
  }

  #refuse(
    problem: ControlProblem,
    { text, start }: Statement,
    command: string = wordsOf(text),
  ): void {
    this.#problems.push(transactionControl(problem, command, start));
  }
}

function wordsOf(text: string): string {
  const [words = ""] = /^\w+(?:\s+(?:TRANSACTION|PREPARED|AND\s+CHAIN))?/i.exec(text) ?? [];
  return words.toUpperCase().replaceAll(/\s+/g, " ");
}

/** The actions of a plain creation are not asked for: they are read from the tree only then. */
function controlOf(statement: Statement): ActionOf<"transaction"> | undefined {
  if (statement.creates !== undefined) return undefined;
  return statement.actions.find(
    (one): one is ActionOf<"transaction"> =>
      one.kind === "transaction" && !withinTransaction.test(one.command),
  );
}

const withinTransaction = /^(?:SAVEPOINT|RELEASE|ROLLBACK TO)$/;

function isMereSetting(statement: Statement): boolean {
  return statement.creates === undefined && isSetting(statement);
}
