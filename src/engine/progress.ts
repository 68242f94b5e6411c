import type { Notice } from "../database/index.ts";
import type { DirectedMigration, RunReport } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import type { BegunStatement } from "../history/index.ts";
import type { Plan, Segment, Step } from "../plan/index.ts";
import type { DoneMigration, EngineContext } from "./context.ts";
import { begunBy, isSameBegun } from "./begun.ts";
import { flushState, type Line } from "./message.ts";

/** How far a run has come: what to report to its watcher, and what to report if it ends early. */
export class Progress {
  /** Recorded, though not yet committed where the segment is still running. */
  #recorded: DoneMigration[] = [];
  #committed: DoneMigration[] = [];
  #statements = 0;
  #started: string | undefined;
  readonly #plan: Plan;
  readonly #watch: Watch;
  #cutOff: readonly BegunStatement[];
  readonly #earlier: readonly DoneMigration[];
  /** Statements of a migration, run outside a transaction, that stay. */
  partial: RunReport["partial"];
  /** Whether something of this segment was begun of which no transaction tells whether it was done. */
  begun = false;
  /** The line that failed, or was running when the connection was lost. */
  failing: Line | undefined;

  /**
   * @param before what earlier runs were cut off in, and what this one did by the plans before this one
   */
  constructor(
    plan: Plan,
    watch: Watch,
    { begun = [], earlier = [] }: Pick<EngineContext, "begun" | "earlier"> = {},
  ) {
    this.#plan = plan;
    this.#watch = watch;
    this.#cutOff = [...begun];
    this.#earlier = earlier;
    const steps = plan.segments.flatMap((segment) => segment.steps);
    const statements = steps.reduce((sum, step) => sum + step.statements.length, 0);
    watch({ type: "started", migrations: steps.filter((step) => step.record).length, statements });
  }

  get done(): DoneMigration[] {
    return this.#committed;
  }

  /** A line's turn has come. */
  begin(line: Line | undefined): void {
    this.failing = line;
    if (line?.step === undefined || line.statement === undefined) return;
    const { migration, direction } = line.step;
    if (this.#started === `${direction} ${migration}`) return;
    this.#started = `${direction} ${migration}`;
    this.#watch({ type: "migration-started", migration, direction });
  }

  wasCutOff(line: Line): boolean {
    return this.#cutOff.some((one) => isSameBegun(one, begunBy(line)));
  }

  /** Whether an earlier run was cut off in a line: in the first of several that are alike. */
  takeCutOff(line: Line): boolean {
    const found = this.wasCutOff(line);
    this.#cutOff = this.#cutOff.filter((one) => !isSameBegun(one, begunBy(line)));
    return found;
  }

  completed({ statement }: Line): void {
    if (statement === undefined) return;
    this.#watch({ type: "progress", statements: ++this.#statements });
  }

  /** The row that a record returned: the duration comes first. */
  recorded({ step, records }: Line, [duration]: readonly (string | null)[]): void {
    if (!records || step === undefined) return;
    const { migration, direction } = step;
    const durationMs = Math.round(Number(duration));
    this.#recorded.push({ name: migration, direction, durationMs });
    this.#watch({ type: "migration-ran", migration, direction, durationMs });
  }

  notice(
    line: Line | undefined,
    { severity, message, sqlState }: Notice,
  ): Promise<void> | undefined {
    const migration = line?.step?.migration;
    if (sqlState === flushState || migration === undefined || line?.statement === undefined) return;
    this.#watch({ type: "notice", migration, severity, message });
    return this.#watch.drained?.();
  }

  droppedInvalidIndex(migration: string, index: string): void {
    this.#watch({ type: "dropped-invalid-index", migration, index });
  }

  segmentDone(segment: Segment): void {
    for (const { name: migration, direction, durationMs } of this.#recorded)
      this.#watch({ type: "migration-done", migration, direction, durationMs });
    this.#committed = [...this.#committed, ...this.#recorded];
    this.#recorded = [];
    this.begun = false;
    const last = segment.steps.at(-1)!;
    this.partial =
      last.record || !last.part
        ? undefined
        : { ...directed(last), statements: last.part.done, of: last.part.of };
    this.#watch({
      type: "segment-done",
      migrations: segment.steps.filter((step) => step.record).map((step) => step.migration),
    });
  }

  segmentRolledBack(): void {
    for (const { name: migration, direction } of this.#recorded)
      this.#watch({ type: "migration-rolled-back", migration, direction });
    this.#recorded = [];
  }

  /** @param inDoubt the segment whose fate is not known */
  report(inDoubt?: Segment): RunReport {
    const { done, ...rest } = reportOf(this.#plan, {
      done: this.#committed.map(named),
      inDoubt: inDoubt?.steps.map(directed),
      partial: this.partial ?? this.#partialBefore(),
    });
    return { done: [...this.#earlier.map(named), ...done], ...rest };
  }

  /** What an earlier run has done of the migration that failed now. */
  #partialBefore(): RunReport["partial"] {
    const step = this.failing?.step;
    const { from = 0, of = 0 } = step?.part ?? {};
    if (step === undefined || from === 0) return undefined;
    return { ...directed(step), statements: from, of };
  }
}

/** What becomes of a plan of which so much is done, in order; what is in doubt is not said to be done in part as well. */
export function reportOf(
  plan: Plan,
  {
    done = [],
    inDoubt = [],
    partial,
  }: { readonly [Part in keyof RunReport]?: RunReport[Part] | undefined },
): RunReport {
  const doubtful = once(inDoubt);
  const part = doubtful.some((one) => partial && isSame(one, partial)) ? undefined : partial;
  const elsewhere = [...doubtful, ...(part ? [part] : [])];
  const notDone = plan.segments
    .flatMap((segment) => segment.steps)
    .filter((step) => step.record)
    .map(directed)
    .slice(done.length)
    .filter((one) => !elsewhere.some((it) => isSame(it, one)));
  return { done, notDone: once(notDone), inDoubt: doubtful, ...(part && { partial: part }) };
}

function named({ name, direction }: DirectedMigration): DirectedMigration {
  return { name, direction };
}

function directed({ migration, direction }: Step): DirectedMigration {
  return { name: migration, direction };
}

function isSame(one: DirectedMigration, other: DirectedMigration): boolean {
  return one.name === other.name && one.direction === other.direction;
}

function once(migrations: readonly DirectedMigration[]): DirectedMigration[] {
  return migrations.filter((one, index) => migrations.findIndex((it) => isSame(it, one)) === index);
}
