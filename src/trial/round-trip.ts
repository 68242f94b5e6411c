import {
  BackfillDiffersError,
  MigrationFailedError,
  MigrationFileError,
  NoDownSectionError,
} from "../errors/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Plan } from "../plan/index.ts";
import { rowsOf, type TableRows } from "../rows/index.ts";
import { fillAndObserve, isSame, observe, observeSchema, type Observation } from "./observation.ts";
import { isGuarded } from "./plan-text.ts";
import type { Stage, Stages } from "./stage.ts";

/** What goes there and back, and what is looked at on the way. */
export interface RoundTrip {
  /** One migration, or several that make one change. */
  readonly migrations: readonly Migration[];
  /** Those whose down sections go back, found once up has run; undefined where there is no way. Default: the same. */
  readonly wayBack?: (up: PhaseResult) => Promise<WayBack | undefined>;
  /** How many migrations come before. */
  readonly place: number;
  readonly stages: Stages;
  /** A stage on which those are applied, where there is one already. */
  readonly stage?: Stage | undefined;
  /** What that was seen like last, where nothing has happened to it since. */
  readonly seen?: Observation | undefined;
  readonly rows: RoundTripRows;
  /** Whether up is run twice before the way back. */
  readonly repeats: boolean;
}

/** How to go back. */
export interface WayBack {
  readonly migrations: readonly Migration[];
  /** Whether the stage was changed to find it, so that the rest is done on a new one. */
  readonly isSpoilt: boolean;
}

/**
 * Which rows there are to look at. `unseen`: only schemas are looked at. `as-they-are`: those that migrations
 * insert. `filled-before`: tables that are there before get some. `filled-made`: those that the migrations make do.
 * `filled`: all; `filled-tamely`: with ordinary rows. Where a step is refused with such rows, it is tried again without them.
 */
type RoundTripRows =
  | "unseen"
  | "as-they-are"
  | "filled-before"
  | "filled-made"
  | "filled-tamely"
  | "filled";

const fillings: ReadonlySet<RoundTripRows> = new Set<RoundTripRows>([
  "filled-before",
  "filled-made",
  "filled-tamely",
  "filled",
]);

/** What to try where a step is refused with these rows, the most rows first. */
function insteadOf(rows: RoundTripRows, phase: Phase): RoundTripRows[] {
  const none = phase === "up" && rows !== "filled-before" ? "filled-made" : "as-they-are";
  return rows === "filled" ? ["filled-tamely", none] : [none];
}

/** What is run, one after the other. */
export type Phase = "up" | "up-again" | "down" | "down-again" | "up-after-down";

/** Why a phase did not run. */
export type Refusal = MigrationFailedError | MigrationFileError | NoDownSectionError;

/** Rows that were made up, and what the server said with them in the tables. */
export interface RefusedRows {
  readonly error: MigrationFailedError;
  readonly rows: readonly TableRows[];
  /** Whether there were others in their place. */
  readonly left: boolean;
}

/** What was seen at one moment of a round trip. */
export interface PhaseResult {
  /** What was run last; `before` anything was, or `afresh`: applied once on a new stage, as the last one was spoilt. */
  readonly phase: Phase | "before" | "afresh";
  readonly stage: Stage;
  /** What was run, as far as it was known beforehand; empty where it was refused. */
  readonly plans: readonly Plan[];
  readonly refusal?: Refusal;
  /** The step was refused with rows in the tables that were made up; this is what it did without. */
  readonly refusedRows?: RefusedRows;
  /** The stage as it was before the migrations. */
  readonly before: Observation;
  /** The stage with the migrations applied once; before that, as it was before. */
  readonly applied: Observation;
  /** The stage after the way back; before that, as it was before. */
  readonly back: Observation;
  /** The stage as it is now. */
  readonly now: Observation;
}

/**
 * Goes up, up again where that is asked for, down, down again where every statement is guarded, and up: as far as it
 * runs, and as long as somebody goes on looking. Where up again changes anything, the rest is done on a new stage.
 */
export async function* roundTrip(trip: RoundTrip): AsyncGenerator<PhaseResult, void, void> {
  const run = await TripRun.begin(trip);
  yield run.result("before");
  const up = await run.run("up");
  yield up;
  if (up.refusal !== undefined) return;
  if (trip.repeats) {
    const again = await run.run("up-again");
    yield again;
    if (!isSame(again.applied, again.now)) yield await run.startAfresh();
  }
  const way = await wayBackOf(trip, up);
  if (!way?.migrations.every(canGoBack)) return;
  if (way.isSpoilt) yield await run.startAfresh();
  run.back = way.migrations;
  const down = await run.run("down");
  yield down;
  if (down.refusal !== undefined) return;
  if (down.plans.every(isGuarded)) yield await run.run("down-again");
  yield await run.run("up-after-down");
}

function wayBackOf(trip: RoundTrip, up: PhaseResult): Promise<WayBack | undefined> | WayBack {
  return trip.wayBack?.(up) ?? { migrations: trip.migrations, isSpoilt: false };
}

/** Whether it has a down section, an empty one perhaps, and does not say that there is no way back. */
export function canGoBack({ down, irreversible }: Migration): boolean {
  return irreversible === undefined && down !== undefined;
}

class TripRun {
  /** Those whose down sections go back. */
  back: readonly Migration[] = [];
  readonly #trip: RoundTrip;
  #stage: Stage;
  #rows: RoundTripRows;
  #before: Observation;
  #applied: Observation;
  #back: Observation;
  /** What was run since the stage was new. */
  #done: Phase[] = [];

  static async begin(trip: RoundTrip): Promise<TripRun> {
    const stage = trip.stage ?? (await trip.stages.withApplied(trip.place));
    return new TripRun(trip, stage, await observeBefore(stage, trip.rows, trip.seen));
  }

  private constructor(trip: RoundTrip, stage: Stage, before: Observation) {
    this.#trip = trip;
    this.#rows = trip.rows;
    this.#stage = stage;
    this.#before = before;
    this.#applied = before;
    this.#back = before;
  }

  /** The next step; where it is refused with made-up rows in the tables, all of it with ordinary ones, or none. */
  async run(phase: Phase): Promise<PhaseResult> {
    const first = await this.#attempt(phase);
    if (first.refusal === undefined || !this.#mayBeAboutRows(first.refusal))
      return this.#arrived(phase, first);
    const [rows, applied, done] = [this.#rows, this.#applied, this.#done];
    let last: Attempt = first;
    for (const instead of insteadOf(rows, phase)) {
      last = await this.#repeat(instead, done, phase);
      if (last.refusal !== undefined) continue;
      const left = instead === "filled-tamely";
      const refusedRows = { error: first.refusal, rows: applied.rows, left };
      return { ...(await this.#arrived(phase, last)), refusedRows };
    }
    if (phase === "up") return this.#arrived(phase, last);
    const again = await this.#repeat(rows, done, phase);
    if (again.isEarlier !== true) return this.#arrived(phase, again);
    this.#applied = applied;
    return this.#arrived(phase, first);
  }

  /** A new stage, with the migrations applied once. */
  async startAfresh(): Promise<PhaseResult> {
    await this.#renew();
    const { plans } = await this.#attempt("up");
    this.#applied = await this.#observeApplied();
    this.#done = ["up"];
    return this.result("afresh", this.#applied, plans);
  }

  result(
    phase: PhaseResult["phase"],
    now = this.#applied,
    plans: readonly Plan[] = [],
    refusal?: Refusal,
  ): PhaseResult {
    const [stage, before, applied, back] = [this.#stage, this.#before, this.#applied, this.#back];
    return { phase, stage, plans, ...(refusal && { refusal }), before, applied, back, now };
  }

  /**
   * The server refuses rows in many ways: by types, constraints, triggers, and what a migration itself asks of them; but
   * not with class 42, syntax error or access rule violation, unless code says so. Source: PostgreSQL manual, Appendix A.
   */
  #mayBeAboutRows(refusal: Refusal): refusal is MigrationFailedError {
    if (!fillings.has(this.#rows) || !(refusal instanceof MigrationFailedError)) return false;
    if (refusal instanceof BackfillDiffersError) return false;
    const { sqlState, where } = refusal.server;
    const { rows } = this.#done.length === 0 ? this.#before : this.#applied;
    return !(sqlState?.startsWith("42") && where === undefined) && rows.some(hasRows);
  }

  /** The same steps on a new stage with other rows; a stage that was gone on with may have had yet others. */
  async #repeat(rows: RoundTripRows, done: readonly Phase[], phase: Phase): Promise<Attempt> {
    this.#rows = rows;
    await this.#renew();
    for (const step of done) {
      const earlier = await this.#attempt(step);
      if (earlier.refusal !== undefined) return { ...earlier, isEarlier: true };
      await this.#arrived(step, earlier);
    }
    return this.#attempt(phase);
  }

  /** The stage is looked at where it was refused, too: a part may be done. */
  async #arrived(phase: Phase, { plans, refusal }: Attempt): Promise<PhaseResult> {
    const isApplied = phase === "up" && refusal === undefined;
    const now = await (isApplied ? this.#observeApplied() : this.#observe());
    if (isApplied) this.#applied = now;
    const seen = this.result(phase, now, plans, refusal);
    if (phase === "down") this.#back = now;
    if (refusal === undefined) this.#done.push(phase);
    return seen;
  }

  async #renew(): Promise<void> {
    this.#stage = await this.#trip.stages.withApplied(this.#trip.place);
    this.#before = await observeBefore(this.#stage, this.#rows);
    this.#applied = this.#before;
    this.#done = [];
  }

  /** @throws what is no fault of the migrations */
  async #attempt(phase: Phase): Promise<Attempt> {
    try {
      return { plans: await this.#runAll(phase.startsWith("down") ? "down" : "up") };
    } catch (error) {
      if (isRefusal(error)) return { plans: [], refusal: error };
      throw error;
    }
  }

  async #runAll(direction: "up" | "down"): Promise<Plan[]> {
    const plans: Plan[] = [];
    for (const migration of direction === "up" ? this.#trip.migrations : this.back.toReversed())
      plans.push(await this.#stage.run(migration, direction));
    return plans;
  }

  #observe(): Promise<Observation> {
    return this.#rows === "unseen" ? observeSchema(this.#stage) : observe(this.#stage);
  }

  /** Tables that the migrations make get rows, too. */
  #observeApplied(): Promise<Observation> {
    return this.#rows !== "filled-before" && fillings.has(this.#rows)
      ? fillAndObserve(this.#stage, this.#before, this.#rows === "filled-tamely")
      : this.#observe();
  }
}

function observeBefore(
  stage: Stage,
  rows: RoundTripRows,
  seen?: Observation,
): Promise<Observation> {
  switch (rows) {
    case "unseen":
      return observeSchema(stage);
    case "as-they-are":
    case "filled-made":
      return observe(stage);
    default:
      return fillAndObserve(stage, undefined, rows === "filled-tamely", seen);
  }
}

interface Attempt {
  readonly plans: readonly Plan[];
  readonly refusal?: Refusal;
  /** An earlier step was refused, so that nothing is applied on the stage. */
  readonly isEarlier?: true;
}

function hasRows(table: TableRows): boolean {
  return rowsOf(table).rows.length > 0;
}

function isRefusal(error: unknown): error is Refusal {
  return (
    error instanceof MigrationFailedError ||
    error instanceof MigrationFileError ||
    error instanceof NoDownSectionError
  );
}
