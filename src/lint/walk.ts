import { applyAll, beforeAll, Schema, type Origin } from "../schema/index.ts";
import { type Baseline, locatingIn, spanInFile } from "../migrations/index.ts";
import {
  readWork,
  Transactions,
  type CutOptions,
  type PlacedPart,
  type Placement,
} from "../plan/index.ts";
import {
  schemaStatements,
  type SectionStatements,
  type Statement,
} from "../sql/statement/index.ts";
import { MigrationContext, SectionContext, StatementContext } from "./context.ts";
import type { DirectoryContext } from "./directory-context.ts";
import type { ReportSink } from "./report.ts";
import type { LintFacts } from "./facts.ts";
import type { LeftState } from "./kept-states.ts";
import type { KnownFindings } from "./kept-findings.ts";
import type { KeptStatements } from "./kept-statements.ts";
import type { Kept } from "./kept.ts";
import { isRepeatable, isSeed, type Lintable } from "./lintable.ts";
import { type ActiveRule, type Hooked, type Hooks, hooksOf } from "./hooks.ts";
import { originIn } from "./inside-block.ts";
import { brokenOf, type ReadSection, readSection } from "./read-section.ts";
import type { Rule } from "./rule.ts";
import { Transaction } from "./transaction.ts";

/**
 * Goes through migrations in their order, with what they make in mind. Those that are not linted are gone through
 * all the same, so that the rules know the tables that were there before.
 */
export class Walk {
  readonly schema: Schema;
  /** What was linted so far. */
  readonly chosen: MigrationContext[] = [];
  readonly #asked: Hooks;
  /** What is asked about repeatable migrations. */
  readonly #askedAgain: Hooks;
  readonly #kept: KeptStatements | undefined;
  /** And about what may take back something that nobody could read. */
  readonly #askedOfUnknown: Hooks;
  /** And about seeds. */
  readonly #askedOfSeeds: Hooks;
  readonly #facts: LintFacts;
  readonly #cutting: CutOptions;
  /** Of the up sections that are linted, as if they were pending together. */
  readonly #ups: Transactions;
  /** The one that they share at the moment. */
  #shared: Transaction;
  #count = 0;
  #sink: ReportSink = () => {};

  /** @param known `left`: what migrations leave that were gone through before; absent for the beginning */
  constructor(
    asked: readonly ActiveRule[],
    facts: LintFacts,
    { left, statements }: { left?: LeftState | undefined } & Pick<Kept, "statements"> = {},
  ) {
    this.schema = left?.schema ?? new Schema(facts.searchPath ?? ["public"]);
    this.#count = left?.transactions ?? 0;
    this.#asked = hooksOf(asked);
    this.#askedAgain = hooksOf(asked.filter(({ rule }) => !rule.ofOnceRun));
    this.#askedOfUnknown = hooksOf(asked.filter(({ rule }) => !isAboutTakingAway(rule)));
    this.#kept = statements;
    this.#askedOfSeeds = hooksOf(asked.filter(({ rule }) => rule.ofSeeds));
    this.#facts = facts;
    this.#cutting = {
      mode: facts.transaction,
      searchPath: facts.searchPath,
      keepSettings: facts.keepSettings,
      inUseAfter: "migration",
    };
    this.#ups = new Transactions(this.#cutting);
    this.#shared = this.#begin(true);
    if (left === undefined) this.#standOn(facts.baseline);
  }

  /** What the migrations that were gone through leave. */
  get left(): LeftState {
    return { schema: this.schema, transactions: this.#count };
  }

  /** Begins with the schema that migrations stand on, of which no migration is known to have made anything. */
  #standOn(baseline: Baseline | undefined): void {
    if (baseline === undefined) return;
    const { section } = baseline;
    const statements = locatingIn(section, () => schemaStatements(section.text));
    this.#applyAll(statements, beforeAll.migration);
    this.schema.settings.reset("all");
  }

  /** Takes a migration's up section for done. */
  pass(lintable: Lintable, index: number): void {
    const { up } = lintable.sections;
    if (lintable.isPartial) this.schema.isPartial = true;
    const { statements, unreadable } = readSection(up, this.#kept);
    if (unreadable.length > 0) this.schema.isPartial = true;
    if (up !== undefined) this.#applyAll(statements, index);
  }

  /** Asks the rules about a migration, and leaves it done; about its down section only where it is known what that takes back. */
  lint(lintable: Lintable, index: number): void {
    const { up, down } = lintable.sections;
    const [readUp, readDown] = [readSection(up, this.#kept), readSection(down, this.#kept)];
    const migration = this.#choose(lintable, index, readUp, readDown);
    const asked = this.#about(lintable);
    this.#ask(asked.migration, (ask) => ask(migration));
    const before = down && this.schema.clone();
    const sections = { migration, before, schema: this.schema, asked };
    if (up !== undefined)
      this.#section({ ...sections, direction: "up", section: up, ...readUp }, this.#ups);
    if (down !== undefined && !up?.opaque)
      this.#section(
        { ...sections, schema: this.schema.clone(), direction: "down", section: down, ...readDown },
        new Transactions(this.#cutting),
      );
    this.#leave(migration);
  }

  /** Leaves a migration done of which it is known what the rules say. */
  recall(lintable: Lintable, index: number, { unread, statements }: KnownFindings): void {
    const { up } = lintable.sections;
    const readUp = readSection(up, this.#kept);
    const migration = this.#choose(lintable, index, readUp);
    migration.unread = unread;
    migration.statements.push(...statements);
    if (up === undefined) return;
    const given = { migration, before: undefined, schema: this.schema, asked: undefined };
    this.#section({ ...given, direction: "up", section: up, ...readUp }, this.#ups);
    this.#leave(migration);
  }

  /** Keeps of a migration what rules about the directory ask for. */
  #leave({ sections }: MigrationContext): void {
    const { up, down } = sections;
    if (up !== undefined) sections.up = up.left(this.schema);
    if (down !== undefined) sections.down = down.left(this.schema);
  }

  #choose(
    lintable: Lintable,
    index: number,
    up: ReadSection,
    down?: ReadSection,
  ): MigrationContext {
    const unreadable = [...brokenOf(lintable), ...up.unreadable, ...(down?.unreadable ?? [])];
    const found = { unreadable, downStatements: down?.written ?? [] };
    const migration = new MigrationContext(lintable, index, found, this.#facts, this.#report);
    this.chosen.push(migration);
    if (lintable.isPartial || up.unreadable.length > 0) this.schema.isPartial = true;
    return migration;
  }

  /** Asks about the directory as a whole. */
  finish(given: readonly Lintable[]): void {
    const { schema } = this;
    const chosen = this.chosen.filter(({ lintable }) => !isSeed(lintable));
    const reportAbout: DirectoryContext["reportAbout"] = ({ name, file }, report) => {
      const lintable = { name, file, source: "", sections: {}, isPartial: true };
      this.#report(
        { ...report, at: 0, end: 0 },
        { lintable, section: undefined, direction: undefined },
      );
    };
    const all = given.filter((one) => !isSeed(one));
    const context = { all, chosen, schema, facts: this.#facts, reportAbout };
    const ofOnceRun = {
      ...context,
      all: all.filter((one) => !isRepeatable(one)),
      chosen: chosen.filter(({ lintable }) => !isRepeatable(lintable)),
    };
    this.#ask(this.#asked.directory, (ask, rule) => ask(rule.ofOnceRun ? ofOnceRun : context));
  }

  #about(lintable: Lintable): Hooks {
    if (isSeed(lintable)) return this.#askedOfSeeds;
    return isRepeatable(lintable) ? this.#askedAgain : this.#asked;
  }

  readonly #report: ReportSink = (report, where) => this.#sink(report, where);

  #ask<Hook>(hooks: readonly Hooked<Hook>[], question: (hook: Hook, rule: Rule) => void): void {
    for (const { hook, rule, sink } of hooks) {
      this.#sink = sink;
      question(hook, rule);
    }
  }

  #askOfStatement(context: StatementContext, asked: Hooks): void {
    if (context.isUnread) context.section.migration.unread++;
    this.#ask(asked.statement, (ask) => ask(context));
    context.forEachAction((action) =>
      this.#ask(asked.action.of(action), (ask) => ask(action, context)),
    );
  }

  #applyAll(statements: readonly Statement[], index: number): void {
    const origin: Origin = { migration: index, section: "up", transaction: ++this.#count };
    applyAll(this.schema, statements, origin);
    this.#endSettings(this.schema);
  }

  #section(given: GivenSection, transactions: Transactions): void {
    const { migration, direction, section, statements, schema, asked } = given;
    const { name } = migration.lintable;
    const placement = transactions.place(readWork(name, direction, section, given));
    const parts = this.#partsOf(placement);
    const view = new SectionContext(migration, { ...given, parts }, this.#report);
    migration.sections[direction] = view;
    if (asked !== undefined) migration.statements.push(...placesOf(given));
    const shared = direction === "up" ? this.#transactionOf(placement) : this.#begin(true);
    let transaction = shared;
    for (const index of statements.keys()) {
      const part = parts?.find(({ from }) => from === index);
      if (part !== undefined) {
        if (index > 0) schema.settings.endTransaction();
        transaction = this.#begin(part.transaction);
      }
      const context = new StatementContext(view, index, transaction);
      view.contexts.push(context);
      if (asked !== undefined)
        this.#askOfStatement(context, mayTakeBack(context) ? this.#askedOfUnknown : asked);
      takeEffect(context);
    }
    if (asked !== undefined) this.#ask(asked.section, (ask) => ask(view));
    this.#endSettings(schema);
  }

  #endSettings({ settings }: Schema): void {
    if (this.#facts.keepSettings) settings.endTransaction();
    else settings.reset("all");
  }

  /** The parts that share no transaction. Where all is to be one transaction, an enum value is used in it all the same. */
  #partsOf({ parts }: Placement): readonly PlacedPart[] | undefined {
    const isAllOfEnum =
      this.#facts.transaction === "all" && parts?.[0]?.reason.kind === "enum-value";
    return isAllOfEnum ? undefined : parts;
  }

  #transactionOf(placement: Placement): Transaction {
    if (this.#partsOf(placement) !== undefined || placement.begins !== undefined)
      this.#shared = this.#begin(true);
    return this.#shared;
  }

  #begin(isBlock: boolean): Transaction {
    return new Transaction(++this.#count, isBlock);
  }
}

/** Makes locks, settings and schema what they are after a statement. */
function takeEffect(context: StatementContext): void {
  const { statement, transaction, schema, section } = context;
  const { lintable } = section.migration;
  for (const action of statement.actions) {
    for (const lock of context.locksOf(action))
      transaction.locks.push({ ...lock, statement, section: section.section, lintable });
  }
  applyAll(schema, [statement], originIn(context));
}

/** Whether a statement of a down section is about what a statement of the up section names that could not be read. */
function mayTakeBack({ section, direction, statement }: StatementContext): boolean {
  const { unreadable } = section.migration;
  if (direction === "up" || unreadable.length === 0) return false;
  return statement.mentions.some(({ name }) =>
    unreadable.some(({ words, section: other }) => other !== section.section && words.has(name)),
  );
}

/** Whether it is about what was there before the migration, and is so no longer. */
function isAboutTakingAway({ stake }: Rule): boolean {
  return stake === "loss" || stake === "breakage";
}

/** A section to ask about; `asked` is absent where it is known what the rules say. */
type GivenSection = Pick<SectionContext, "direction" | "section" | "before" | "schema"> &
  SectionStatements & { readonly migration: MigrationContext; readonly asked: Hooks | undefined };

/** Where statements are in their file, those that begin and end transactions among them. */
function placesOf({ section, statements, control }: GivenSection): {
  readonly start: number;
  readonly end: number;
}[] {
  return [...statements, ...control]
    .toSorted((one, other) => one.start - other.start)
    .map((statement) => section.callAt?.(statement.start) ?? spanInFile(section, statement));
}
