import type { Section } from "../migrations/index.ts";
import { spanInFile } from "../migrations/index.ts";
import {
  atomicityOf,
  changesSession,
  onlySets,
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
  /** What it does; that of a plain creation is read from the tree only where somebody asks. */
  readonly read: Pick<Statement, "actions">;
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
  if (creates !== undefined)
    return {
      ...place,
      read: statement,
      creates,
      changesSession: false,
      onlySets: false,
      ...(section.noTransaction && { atomicity: { kind: "whole" } }),
    };
  const { actions, outsideTransaction } = statement;
  const isAlone = section.noTransaction || outsideTransaction !== undefined;
  return {
    ...place,
    read: { actions },
    outsideTransaction,
    changesSession: changesSession(actions),
    onlySets: onlySets(actions),
    ...(isAlone && { atomicity: atomicityOf(actions) }),
    ...(actions.some(waitsForOlderTransactions) && { waitsForTransactions: true }),
  };
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
