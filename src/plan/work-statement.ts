import type { Section } from "../migrations/index.ts";
import { spanInFile } from "../migrations/index.ts";
import {
  type Action,
  type Atomicity,
  atomicityOf,
  changesSession,
  onlySets,
  outsideTransaction,
  type PlainCreation,
  type Statement,
  waitsForOlderTransactions,
} from "../sql/statement/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import type { PlannedStatement } from "./plan.ts";

/** A statement with what decides in which transaction it may run. */
export interface WorkStatement extends PlannedStatement {
  /** Where it is such a statement, all that has to be known of it. */
  readonly creates?: PlainCreation | undefined;
  readonly actions: readonly Action[];
  /** The command that PostgreSQL refuses in a transaction; absent where it does not. */
  readonly outsideTransaction?: string | undefined;
  /** Whether it can change settings or the role, if only for the transaction. */
  readonly changesSession: boolean;
  /** Whether it does nothing else, so that a new session needs it again. */
  readonly onlySets: boolean;
}

/** A statement of a section as work. */
export function workStatement(statement: Statement, section: Section): WorkStatement {
  const { text, start, creates } = statement;
  const place = placed(text, start, section);
  if (creates !== undefined) return new CreationWork(statement, creates, place);
  const { actions } = statement;
  const command = actions.map(outsideTransaction).find(Boolean);
  const isAlone = section.noTransaction || command !== undefined;
  return {
    ...place,
    actions,
    outsideTransaction: command,
    changesSession: changesSession(actions),
    onlySets: onlySets(actions),
    ...(isAlone && { atomicity: atomicityOf(actions) }),
    ...(actions.some(waitsForOlderTransactions) && { waitsForTransactions: true }),
  };
}

/** A plain creation: its actions are read only where somebody asks for them. */
class CreationWork implements WorkStatement {
  readonly text: string;
  readonly section: Section;
  readonly at: number;
  readonly offset: number;
  readonly written?: string;
  readonly creates: PlainCreation;
  readonly changesSession = false;
  readonly onlySets = false;
  readonly atomicity?: Atomicity;
  readonly #statement: Statement;

  constructor(statement: Statement, creates: PlainCreation, place: StatementPlace) {
    const { text, section, at, offset, written } = place;
    this.text = text;
    this.section = section;
    this.at = at;
    this.offset = offset;
    if (written !== undefined) this.written = written;
    this.creates = creates;
    if (section.noTransaction) this.atomicity = { kind: "whole" };
    this.#statement = statement;
  }

  get actions(): readonly Action[] {
    return this.#statement.actions;
  }
}

type StatementPlace = Pick<PlannedStatement, "text" | "section" | "at" | "offset" | "written">;

/** A statement at its place in the section, and in the file. */
export function placed(text: string, at: number, section: Section): StatementPlace {
  const { start, end } = spanInFile(section, { start: at, end: at + text.length });
  const written = section.variables && section.source.slice(start, end);
  return { text, section, at, offset: start, ...(written !== undefined && { written }) };
}

/** A statement as its author knows it: with variables, which may be secret, and not with their values. */
export function writtenStatement({
  text,
  written,
}: Pick<PlannedStatement, "text" | "written">): string {
  return written ?? text;
}

/** A statement as it may be shown: as its author knows it, with every secret in it starred out. */
export function shownStatement(statement: Pick<PlannedStatement, "text" | "written">): string {
  return maskSecrets(writtenStatement(statement));
}

/** A statement as the engine needs it. */
export function plannedStatement({
  text,
  section,
  at,
  offset,
  written,
  atomicity,
  backfill,
  waitsForTransactions,
}: WorkStatement): PlannedStatement {
  return {
    text,
    section,
    at,
    offset,
    ...(written !== undefined && { written }),
    ...(atomicity && { atomicity }),
    ...(backfill && { backfill }),
    ...(waitsForTransactions && { waitsForTransactions }),
  };
}
