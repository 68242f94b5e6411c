import type {
  BuilderCall,
  BuilderDatabase,
  Continuation,
  Evaluation,
  MadeStep,
} from "../migrations/index.ts";
import { callFinder, locating, locatingIn, storedText } from "../migrations/index.ts";
import type { Migration, Section } from "../migrations/index.ts";
import {
  type Backfill,
  checksum,
  refuseTransactionControl,
  transactionControl,
  undefinedVariable,
} from "../sql/text/index.ts";
import type { SectionStatements, Stretch } from "../sql/statement/index.ts";
import { plannedBackfill } from "./backfill.ts";
import { keptReading, keptStatements } from "./kept-reading.ts";
import type { Direction, PlannedStatement, StepRecord, Waiting } from "./plan.ts";
import {
  placed,
  plannedStatement,
  workStatement,
  type WorkStatement,
  writtenStatement,
} from "./work-statement.ts";

/** A migration to run, with its statements; what segments are cut from. */
export interface MigrationWork {
  readonly migration: string;
  readonly direction: Direction;
  /** As the step's. */
  readonly phase?: "after";
  readonly section: Section;
  readonly statements: readonly WorkStatement[];
  /** What of them its text puts into transactions of its own; one stretch where it says nothing, or means all of it. */
  readonly stretches: readonly Stretch[];
  /** How many statements an earlier run has done already. */
  readonly done: number;
  readonly record: StepRecord;
  /** Of a JS or TS migration whose function waits for the database. */
  readonly waiting?: Waiting;
}

/**
 * A migration's up section as work. The parser must be loaded.
 * @param partial what an earlier run, halted halfway, has done of it
 * @throws MigrationFileError
 */
export function upWork(migration: Migration, partial?: PartialWork): MigrationWork {
  const { name, up, down, phase } = migration;
  const read = statementsOf(up);
  return {
    migration: name,
    direction: "up",
    ...(phase && { phase }),
    section: up,
    ...read,
    done: doneOf(read.statements, partial),
    record: {
      upChecksum: up.checksum,
      ...(down && { downChecksum: down.checksum, downSql: storedText(down) }),
    },
  };
}

/** What the functions of a JS or TS migration gave as work. The parser must be loaded. */
export function moduleWork(
  migration: Migration,
  direction: Direction,
  evaluated: Evaluation,
  partial?: PartialWork,
): MigrationWork {
  const { continuation, usesTransaction } = evaluated;
  const section = generatedSection(migration, direction, evaluated, !usesTransaction);
  const read = statementsOf(section);
  return {
    migration: migration.name,
    direction,
    ...(direction === "up" && migration.phase && { phase: migration.phase }),
    section,
    ...read,
    done: doneOf(read.statements, partial),
    record: direction === "up" ? { upChecksum: migration.up.checksum } : {},
    ...(continuation && {
      waiting: {
        section: migration.up,
        resume: (database) => resumed(migration, direction, continuation, database),
      },
    }),
  };
}

async function resumed(
  migration: Migration,
  direction: Direction,
  continuation: Continuation,
  database: BuilderDatabase,
): Promise<PlannedStatement[]> {
  const section = generatedSection(
    migration,
    direction,
    { steps: await continuation.resume(database), calls: [] },
    false,
  );
  const { statements, stretches } = statementsOf(section);
  const own = stretches.find(({ modes }) => modes !== undefined) ?? stretches[1];
  if (own !== undefined) refuseOwnTransaction(section, statements[own.from]);
  return statements.map(plannedStatement);
}

/** What a function gives that has read the database runs in the transaction in which it has done so. */
function refuseOwnTransaction(
  { file, source }: Section,
  { offset }: Pick<WorkStatement, "offset"> = { offset: 0 },
): never {
  return locating(file, source, () => {
    throw transactionControl("unfollowed", "BEGIN", offset);
  });
}

/** The SQL that one of a migration's functions made, as if it were a file. */
function generatedSection(
  { file, up }: Migration,
  direction: Direction,
  { steps, calls }: Pick<Evaluation, "steps" | "calls">,
  noTransaction: boolean,
): Section {
  const made = madeSteps(steps, calls);
  const text = made.map(({ sql }) => sql).join("\n");
  return {
    file: `${file} (its SQL${direction === "down" ? " in down" : ""})`,
    generatedFrom: file,
    callAt: callFinder(file, up.source, made),
    source: text,
    start: 0,
    text,
    checksum: checksum(text),
    noTransaction,
    opaque: false,
  };
}

/** Steps with the semicolons that they lack, and where they are in a text of one below the other. */
function madeSteps(steps: readonly string[], calls: readonly BuilderCall[]): MadeStep[] {
  let at = 0;
  return steps.map((step, index) => {
    const sql = /;\s*$/.test(step) ? step : `${step};`;
    at += sql.length + 1;
    return { to: at, sql, call: calls[index] };
  });
}

/**
 * A down section as work.
 * @param partial what an earlier rollback, halted halfway, has done of it
 */
export function downWork(name: string, down: Section, partial?: PartialWork): MigrationWork {
  const read = statementsOf(down);
  return {
    migration: name,
    direction: "down",
    section: down,
    ...read,
    done: doneOf(read.statements, partial),
    record: {},
  };
}

/** What an earlier run, halted halfway, has done of a section. */
interface PartialWork {
  readonly statements: number;
  readonly checksum: string;
}

/** How many statements need not run again: none where those that ran have been changed since. */
function doneOf(statements: MigrationWork["statements"], partial: PartialWork | undefined): number {
  return partial !== undefined &&
    prefixChecksum(statements, partial.statements) === partial.checksum
    ? partial.statements
    : 0;
}

/** Identifies the first statements of a migration, so that a halted run goes on only where they are unchanged. */
export function prefixChecksum(
  statements: readonly Pick<PlannedStatement, "text" | "written">[],
  count: number,
): string {
  return checksum(statements.slice(0, count).map(writtenStatement).join(";\n"));
}

type ReadSection = Pick<MigrationWork, "statements" | "stretches">;

/** The statements of a section, with what decides in which transactions they may run. */
export function statementsOf(section: Section): ReadSection {
  return keptReading(section, () => readSection(section));
}

function readSection(section: Section): ReadSection {
  return locatingIn(section, () => {
    refuseUnset(section);
    if (section.opaque) return opaqueStatement(section);
    const read = keptStatements(section);
    return section.backfill ? inBatches(read, section, section.backfill) : inSection(read, section);
  });
}

/** @throws SqlTextError at the first variable that nothing defines */
function refuseUnset({ variables }: Section): void {
  const [first] = variables?.unset ?? [];
  if (first !== undefined) throw undefinedVariable(first.name, first.offset);
}

function inSection(
  { statements, stretches }: ReadStatements,
  section: Section,
): Pick<MigrationWork, "statements" | "stretches"> {
  return {
    statements: statements.map((statement) => workStatement(statement, section)),
    stretches,
  };
}

/** The one statement of a section that asks for batches. */
function inBatches(
  read: ReadStatements,
  section: Section,
  asked: Backfill,
): Pick<MigrationWork, "statements" | "stretches"> {
  const backfill = plannedBackfill(read, asked);
  const { statements, stretches } = inSection(read, section);
  const atomicity = { kind: "repeatable" } as const;
  return { statements: statements.map((one) => ({ ...one, backfill, atomicity })), stretches };
}

type ReadStatements = Pick<SectionStatements, "statements" | "stretches">;

/** Statements that are read already, as work that is only looked at. */
export function readWork(
  migration: string,
  direction: Direction,
  section: Section,
  read: ReadStatements,
): MigrationWork {
  return { migration, direction, section, ...inSection(read, section), done: 0, record: {} };
}

/** A text that is not parsed goes out whole; all that is asked of it is to leave transactions alone. */
function opaqueStatement(section: Section): Pick<MigrationWork, "statements" | "stretches"> {
  const { text } = section;
  refuseTransactionControl(text);
  const unknown = { read: { actions: [] }, changesSession: true, onlySets: false };
  const atomicity = section.noTransaction ? ({ kind: "parts" } as const) : undefined;
  const statement = { ...placed(text, 0, section), ...unknown };
  return {
    statements: [{ ...statement, ...(atomicity && { atomicity }) }],
    stretches: [{ from: 0, to: 1, isBlock: false }],
  };
}
