import { MigrationFailedError, MigrationFileError, NoDownSectionError } from "../errors/index.ts";
import { isEmpty, type Migration } from "../migrations/index.ts";
import type { Plan } from "../plan/index.ts";
import { fillAndObserve, isSame, observe, observeSchema, type Observation } from "./observation.ts";
import { actionsOfRefused, isGuarded } from "./plan-text.ts";
import type { Stage, Stages } from "./stage.ts";

/** What goes there and back, and what is looked at on the way. */
export interface RoundTrip {
  /** One migration, or several that make one change. */
  readonly migrations: readonly Migration[];
  /** Those whose down sections go back. Default: the same. */
  readonly back?: readonly Migration[];
  /** How many migrations come before. */
  readonly place: number;
  readonly stages: Stages;
  /** A stage on which those are applied, where there is one already. */
  readonly stage?: Stage | undefined;
  readonly rows: RoundTripRows;
  /** Whether up is run twice before the way back. */
  readonly repeats: boolean;
}

/**
 * Which rows there are to look at. `unseen`: only schemas are looked at. `as-they-are`: those that migrations
 * insert. `filled-before`: tables that are there before get some. `filled`: those that the migrations make get
 * some too; and where up refuses the rows, it is run without.
 */
export type RoundTripRows = "unseen" | "as-they-are" | "filled-before" | "filled";

/** What is run, one after the other. */
export type Phase = "up" | "up-again" | "down" | "down-again" | "up-after-down";

/** Why a phase did not run. */
export type Refusal = MigrationFailedError | MigrationFileError | NoDownSectionError;

/** What was seen at one moment of a round trip. */
export interface PhaseResult {
  /** What was run last; `before` anything was, or `afresh`: applied once on a new stage, as the last one was spoilt. */
  readonly phase: Phase | "before" | "afresh";
  readonly stage: Stage;
  /** What was run, as far as it was known beforehand; empty where it was refused. */
  readonly plans: readonly Plan[];
  readonly refusal?: Refusal;
  /** Up was refused for the rows that tables had been given; this is what it did without. */
  readonly refusedRows?: MigrationFailedError;
  /** The stage as it was before the migrations. */
  readonly before: Observation;
  /** The stage with the migrations applied once; before that, as it was before. */
  readonly applied: Observation;
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
  const up = await run.goUp();
  yield up;
  if (up.refusal !== undefined) return;
  if (trip.repeats) {
    const again = await run.run("up-again");
    yield again;
    if (!isSame(again.applied, again.now)) yield await run.startAfresh();
  }
  if (!(trip.back ?? trip.migrations).every(canGoBack)) return;
  const down = await run.run("down");
  yield down;
  if (down.refusal !== undefined) return;
  if (down.plans.every(isGuarded)) yield await run.run("down-again");
  yield await run.run("up-after-down");
}

/** Whether it has a down section, and does not say that there is no way back. */
export function canGoBack({ down, irreversible }: Migration): boolean {
  return irreversible === undefined && down !== undefined && !isEmpty(down);
}

class TripRun {
  readonly #trip: RoundTrip;
  #stage: Stage;
  #rows: RoundTripRows;
  #before: Observation;
  #applied: Observation;

  static async begin(trip: RoundTrip): Promise<TripRun> {
    const stage = trip.stage ?? (await trip.stages.withApplied(trip.place));
    return new TripRun(trip, stage, await observeBefore(stage, trip.rows));
  }

  private constructor(trip: RoundTrip, stage: Stage, before: Observation) {
    this.#trip = trip;
    this.#rows = trip.rows;
    this.#stage = stage;
    this.#before = before;
    this.#applied = before;
  }

  /** Up for the first time; where it refuses the rows that tables were given, without them. */
  async goUp(): Promise<PhaseResult> {
    const up = await this.#attempt("up");
    if (up.refusal === undefined || this.#rows !== "filled" || !isAboutRows(up.refusal))
      return this.#arrived(up);
    this.#rows = "as-they-are";
    await this.#renew();
    return { ...(await this.#arrived(await this.#attempt("up"))), refusedRows: up.refusal };
  }

  /** The stage is looked at where it was refused, too: a part may be done. */
  async run(phase: Exclude<Phase, "up">): Promise<PhaseResult> {
    const { plans, refusal } = await this.#attempt(phase);
    return this.result(phase, await this.#observe(), plans, refusal);
  }

  /** A new stage, with the migrations applied once. */
  async startAfresh(): Promise<PhaseResult> {
    await this.#renew();
    const plans = await this.#runAll("up");
    this.#applied = await this.#observeApplied();
    return this.result("afresh", this.#applied, plans);
  }

  result(
    phase: PhaseResult["phase"],
    now = this.#applied,
    plans: readonly Plan[] = [],
    refusal?: Refusal,
  ): PhaseResult {
    const [stage, before, applied] = [this.#stage, this.#before, this.#applied];
    return { phase, stage, plans, ...(refusal && { refusal }), before, applied, now };
  }

  async #arrived({ plans, refusal }: Attempt): Promise<PhaseResult> {
    if (refusal === undefined) this.#applied = await this.#observeApplied();
    return this.result("up", this.#applied, plans, refusal);
  }

  async #renew(): Promise<void> {
    this.#stage = await this.#trip.stages.withApplied(this.#trip.place);
    this.#before = await observeBefore(this.#stage, this.#rows);
    this.#applied = this.#before;
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
    const { migrations, back = migrations } = this.#trip;
    const plans: Plan[] = [];
    for (const migration of direction === "up" ? migrations : back.toReversed())
      plans.push(await this.#stage.run(migration, direction));
    return plans;
  }

  #observe(): Promise<Observation> {
    return this.#rows === "unseen" ? observeSchema(this.#stage) : observe(this.#stage);
  }

  /** New tables get rows even where those that were there did not. */
  #observeApplied(): Promise<Observation> {
    return this.#trip.rows === "filled"
      ? fillAndObserve(this.#stage, this.#before)
      : this.#observe();
  }
}

function observeBefore(stage: Stage, rows: RoundTripRows): Promise<Observation> {
  switch (rows) {
    case "unseen":
      return observeSchema(stage);
    case "as-they-are":
      return observe(stage);
    default:
      return fillAndObserve(stage);
  }
}

interface Attempt {
  readonly plans: readonly Plan[];
  readonly refusal?: Refusal;
}

function isRefusal(error: unknown): error is Refusal {
  return (
    error instanceof MigrationFailedError ||
    error instanceof MigrationFileError ||
    error instanceof NoDownSectionError
  );
}

/**
 * Whether the server refused rows, which others might not be: class 23, integrity constraint violation; but not a
 * column that no row can have a value for. Source: PostgreSQL manual, Appendix A.
 */
function isAboutRows(error: Refusal): error is MigrationFailedError {
  if (!(error instanceof MigrationFailedError) || !error.server.sqlState?.startsWith("23"))
    return false;
  return !(error.server.sqlState === "23502" && addsItsColumn(error));
}

/** Whether the statement that failed adds the column that the server names; of a domain it names none. */
function addsItsColumn(error: MigrationFailedError): boolean {
  const { column } = error.server;
  return actionsOfRefused(error).some(
    (action) =>
      action.kind === "add-column" && (column === undefined || action.column.name === column),
  );
}
