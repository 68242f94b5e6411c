import type { TracedStatement } from "../locks/index.ts";
import { locksTaken, type TakenLock } from "../locks/table/index.ts";
import {
  type Migration,
  offsetInFile,
  type Section,
  shownLine,
  spanInFile,
} from "../migrations/index.ts";
import { sharesTransaction, type AloneReason, type PlacedPart } from "../plan/index.ts";
import {
  calledBy,
  type Origin,
  type Relation,
  type Schema,
  type SessionSettings,
} from "../schema/index.ts";
import type { Action, RelationName, Statement, Stretch } from "../sql/statement/index.ts";
import type { SqlTextError } from "../sql/text/index.ts";
import { flattened, shownName } from "../sql/statement/index.ts";
import type { LintFacts } from "./facts.ts";
import { shifted } from "./edits.ts";
import type { Fix, Unfixed } from "./finding.ts";
import { InsideSchema, statementWith } from "./inside-block.ts";
import { isCode, type Lintable } from "./lintable.ts";
import { madeUnseen, type MadeUnseen } from "./made-unseen.ts";
import type { Unreadable } from "./read-section.ts";
import type { Report, ReportSink } from "./report.ts";
import type { HeldLock, Transaction } from "./transaction.ts";
import { unreadIn } from "./unread.ts";

/** What a rule gets of the migration it looks at. */
export class MigrationContext {
  readonly lintable: Lintable;
  readonly facts: LintFacts;
  /** The index of the migration in its directory. */
  readonly index: number;
  /** What of the file is no SQL that the parser reads. */
  readonly unreadable: readonly Unreadable[];
  /** All statements of its down section, as far as that can be read. */
  readonly downStatements: readonly Statement[];
  /** Where its statements are in the file, as far as they were gone through. */
  readonly statements: { readonly start: number; readonly end: number }[] = [];
  /** How many of its statements could not be looked into. */
  unread = 0;
  /** Its sections, as far as they were begun: in the down section what the up section did is known. */
  readonly sections: Partial<Record<"up" | "down", SectionContext>> = {};
  readonly #sink: ReportSink;

  constructor(
    lintable: Lintable,
    index: number,
    { unreadable, downStatements }: Pick<MigrationContext, "unreadable" | "downStatements">,
    facts: LintFacts,
    sink: ReportSink,
  ) {
    this.lintable = lintable;
    this.index = index;
    this.unreadable = unreadable;
    this.downStatements = downStatements;
    this.facts = facts;
    this.#sink = sink;
  }

  /** The whole file. */
  get source(): string {
    return this.lintable.source;
  }

  /** How a comment begins in the file. */
  get comment(): "--" | "//" {
    return isCode(this.lintable) ? "//" : "--";
  }

  /** Absent where the file cannot be read as a migration. */
  get migration(): Migration | undefined {
    return this.lintable.migration;
  }

  /**
   * Reports a place in the file; by default its beginning.
   * @param section where the place is in the file of a section, which of a pair may be the other one
   */
  report(report: Report, section?: Section): void {
    const at = report.at ?? 0;
    const { source } = section ?? this;
    this.#sink(
      { ...report, at, end: report.end ?? endOfLine(source, at) },
      { lintable: this.lintable, section, direction: undefined },
    );
  }
}

function endOfLine(text: string, offset: number): number {
  const end = text.slice(offset).search(/\r|\n/);
  return end < 0 ? text.length : offset + Math.max(1, end);
}

/** What a rule gets of a section after its last statement. */
export class SectionContext {
  readonly migration: MigrationContext;
  readonly direction: "up" | "down";
  readonly section: Section;
  readonly statements: readonly Statement[];
  /** Its statements that begin and end transactions, which are none of `statements`. */
  readonly control: readonly Statement[];
  /** Why those cannot be followed. */
  readonly problems: readonly SqlTextError[];
  /** What of it shares a transaction with nothing else, in order; absent where the section runs in one. */
  readonly parts: readonly PlacedPart[] | undefined;
  readonly stretches: readonly Stretch[];
  /** As it was before the migration; absent where that has no down section. */
  readonly before: Schema | undefined;
  /** As it is at this moment: before the statement, or after the section. */
  readonly schema: Schema;
  #actions: readonly Action[] | undefined;
  /** Of each statement, in order; none once the migration is left. */
  readonly contexts: StatementContext[] = [];
  readonly #sink: ReportSink;

  constructor(
    migration: MigrationContext,
    given: Pick<
      SectionContext,
      | "direction"
      | "section"
      | "statements"
      | "stretches"
      | "control"
      | "problems"
      | "parts"
      | "before"
      | "schema"
    >,
    sink: ReportSink,
  ) {
    this.migration = migration;
    this.direction = given.direction;
    this.section = given.section;
    this.statements = given.statements;
    this.stretches = given.stretches;
    this.control = given.control;
    this.problems = given.problems;
    this.parts = given.parts;
    this.before = given.before;
    this.schema = given.schema;
    this.#sink = sink;
  }

  get facts(): LintFacts {
    return this.migration.facts;
  }

  /** Why the whole section runs statement by statement; undefined where statements of it share a transaction. */
  get alone(): AloneReason | undefined {
    const reasons = (this.parts ?? []).map(aloneIn);
    return reasons.includes(undefined) ? undefined : reasons[0];
  }

  /** The same of one statement, by its index. */
  aloneAt(index: number): AloneReason | undefined {
    return aloneIn(this.partAt(index));
  }

  /** What of it shares a transaction with a statement, and with nothing else. */
  partAt(index: number): PlacedPart | undefined {
    return this.parts?.find(({ to }) => index < to);
  }

  /** All actions of the section, in order, those of DO blocks aside. */
  get actions(): readonly Action[] {
    return (this.#actions ??= this.statements.flatMap(({ actions }) => actions));
  }

  /** As it is for rules about the directory: what was known at its statements is let go of, and `schema` is that of all migrations. */
  left(schema: Schema): SectionContext {
    return new SectionContext(this.migration, { ...this, before: undefined, schema }, this.#sink);
  }

  report(report: Report): void {
    const at = report.at ?? 0;
    const { start, end } = spanInFile(this.section, {
      start: at,
      end: report.end ?? this.#endOfPlace(at),
    });
    this.#sink(
      {
        ...report,
        at: start,
        end,
        fix: report.fix && this.#fixInFile(report.fix),
      },
      { lintable: this.migration.lintable, section: this.section, direction: this.direction },
    );
  }

  /** The end of the line, or of the statement where that is before it. */
  #endOfPlace(at: number): number {
    const own = this.statementAt(at);
    return Math.min(endOfLine(this.section.text, at), own?.end ?? Infinity);
  }

  /** The statement in which a place of the section's text is, those that begin and end transactions among them. */
  statementAt(at: number): Statement | undefined {
    return [...this.control, ...this.statements].find(({ start, end }) => start <= at && at < end);
  }

  /** Only a text that is a stretch of the file can be rewritten. */
  #fixInFile(fix: Fix | Unfixed): Fix | Unfixed {
    if (this.migration.lintable.broken !== undefined)
      return { unfixed: "its file cannot be read as a migration" };
    if (this.migration.migration?.kind !== "sql" || isCode(this.migration.lintable))
      return { unfixed: "it is code, which is left to a person" };
    if (this.section.variables !== undefined)
      return { unfixed: "its section has values of variables in it" };
    return "unfixed" in fix ? fix : shifted(fix, this.section.start);
  }

  /** Whether this migration made it: nobody uses it yet, and taking it back loses nothing that was there before. */
  isOwn({ origin }: { readonly origin: Origin }): boolean {
    return origin.migration === this.migration.index;
  }

  /** The same of a relation by name; false for one that nobody is known to have made. */
  isOwnRelation(name: RelationName, schema = this.schema): boolean {
    const relation = schema.relation(name);
    return relation !== undefined && relation.isCreated && this.isOwn(relation);
  }
}

/** Why a part is a single statement that runs by itself. */
function aloneIn(part: PlacedPart | undefined): AloneReason | undefined {
  return part === undefined || sharesTransaction(part.reason) ? undefined : part.reason;
}

/** What a rule gets of a statement, before it takes effect. */
export class StatementContext {
  readonly section: SectionContext;
  readonly statement: Statement;
  /** Of the statement among those of its section. */
  readonly index: number;
  readonly transaction: Transaction;
  /** The action that is looked at; reports stand there unless they say otherwise. */
  current: Action | undefined;
  #madeUnseen: MadeUnseen | undefined;
  #actions: readonly Action[] | undefined;
  readonly #inside = new InsideSchema();
  readonly #locks = new Map<Action, readonly TakenLock[]>();

  constructor(section: SectionContext, index: number, transaction: Transaction) {
    this.section = section;
    this.index = index;
    this.statement = section.statements[index]!;
    this.transaction = transaction;
  }

  /** Why the statement runs by itself; undefined where it runs in one transaction with others of its section. */
  get alone(): AloneReason | undefined {
    return this.section.aloneAt(this.index);
  }

  /** What of its section shares a transaction with it, and with nothing else. */
  get part(): PlacedPart | undefined {
    return this.section.partAt(this.index);
  }

  /** What is known of the schema before the statement; while an action in a DO block is looked at, before that. */
  get schema(): Schema {
    return this.#inside.schema ?? this.section.schema;
  }

  /** What stands in one statement with the action that is looked at: in a DO block, that of the body. */
  get together(): readonly Action[] {
    return statementWith(this.current, this.statement);
  }

  /** Looks at what the statement does, one action after the other. */
  forEachAction(look: (action: Action) => void): void {
    for (const action of this.actions) {
      this.current = action;
      look(action);
      this.#inside.done(action, this);
    }
    this.current = undefined;
    this.#inside.leave();
  }

  /** What the section has set so far. */
  get settings(): SessionSettings {
    return this.schema.settings;
  }

  get facts(): LintFacts {
    return this.section.facts;
  }

  get direction(): "up" | "down" {
    return this.section.direction;
  }

  /** The PostgreSQL major version that is assumed. */
  get postgres(): number {
    return this.facts.postgres.major;
  }

  /** Where the statement begins in its file. */
  get line(): number {
    return shownLine(this.section.section, this.statement.start);
  }

  /** Reports a place in the section; by default the action that is looked at, or the statement. */
  report(report: Report): void {
    this.section.report({
      ...report,
      at: report.at ?? this.current?.at ?? this.statement.start,
      end: report.end ?? this.statement.end,
    });
  }

  /**
   * Whether sessions of the application may have to wait for what happens to a relation: neither did this migration make it
   * in this transaction, nor an earlier one that is pending in the target too, nor is it temporary, nor does anything say that it is small.
   */
  inUse(name: RelationName): boolean {
    const full = this.schema.resolve(name);
    const relation = this.schema.relation(name);
    if (full.schema === "pg_temp" || relation?.temporary || this.#isMadeUnseen(name)) return false;
    if (relation?.isCreated && this.#isNew(relation)) return false;
    return !this.facts.isSmall(full);
  }

  /** Made in this transaction, or by a migration that is pending too: then it is empty in the target. */
  #isNew(relation: Relation): boolean {
    const { migration } = relation.origin;
    const isOther = migration !== this.section.migration.index;
    return (
      this.isOfTransaction(relation) || (isOther && this.facts.isPending?.(migration) === true)
    );
  }

  /** Whether this migration made something in this very transaction. What earlier ones made is taken for long in use. */
  isOfTransaction({ origin }: { readonly origin: Origin }): boolean {
    return origin.transaction === this.transaction.number && this.section.isOwn({ origin });
  }

  /** The locks that the transaction holds since earlier statements of this migration. */
  get ownLocks(): HeldLock[] {
    return this.transaction.locks.filter(({ section }) => section === this.section.section);
  }

  /** Whether this migration made the relation, in any transaction: X-FILE, and in its down section X-DOWN. */
  isOwn(name: RelationName): boolean {
    return this.section.isOwnRelation(name, this.schema) || this.#isMadeUnseen(name);
  }

  /** Whether it is a DO block of this very statement that makes the relation, or a statement that nobody could read. */
  #isMadeUnseen(name: RelationName): boolean {
    this.#madeUnseen ??= madeUnseen(this.statement.actions, this.section.migration);
    if (this.#madeUnseen.isNothing || this.schema.relation(name)?.isCreated) return false;
    return this.#madeUnseen.has(this.schema.resolve(name), this.schema);
  }

  relation(name: RelationName): Relation | undefined {
    return this.schema.relation(name);
  }

  /** What the statement does, in DO blocks too, and in the functions that it calls where migrations show them. */
  get actions(): readonly Action[] {
    return (this.#actions ??= this.statement.actions.flatMap((action) => [
      ...flattened([action]),
      ...flattened(calledBy(action, this.schema).actions),
    ]));
  }

  /** Whether it does something that its text, and what migrations make, does not show. */
  get isUnread(): boolean {
    return this.actions.some((action) => unreadIn(action, this.schema) !== undefined);
  }

  /** A relation's name for messages: as written, with the schema where that is not the first of the search path. */
  show(name: RelationName): string {
    const { schema, name: last } = this.schema.resolve(name);
    return schema === this.schema.path[0] || schema === "pg_temp"
      ? shownName([last])
      : shownName([schema, last]);
  }

  /** The locks of an action of the statement on relations that are in use, as it is before the statement. */
  locksOf(action: Action): readonly TakenLock[] {
    const known = this.#locks.get(action);
    if (known !== undefined) return known;
    const locks = locksTaken(action, this.schema).filter(({ relation }) => this.inUse(relation));
    this.#locks.set(action, locks);
    return locks;
  }

  /** What was seen of the statement on a scratch database; undefined where it was not traced. */
  get observed(): TracedStatement | undefined {
    const { lintable } = this.section.migration;
    const offset = offsetInFile(this.section.section, this.statement.start);
    return this.facts
      .traced?.(lintable.name)
      ?.statements.find((one) => one.direction === this.direction && one.offset === offset);
  }
}
