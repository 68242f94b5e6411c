import { MigrationFailedError, MigrationFileError } from "../errors/index.ts";
import { isEmpty, type Migration } from "../migrations/index.ts";
import { Catalogs, leavingOut, type Stage, type Stages } from "../trial/index.ts";
import { tryMigration } from "../verify/index.ts";
import type { Reversal } from "./reversal.ts";
import { type Applied, type Reversed, Reversing } from "./reversing.ts";

/** Migrations whose down sections are written in their order, each on the stage that the one before left, where it can be. */
export class ReverseSeries {
  /** Why those before that nobody asked about do not run, and are left out. */
  readonly leftOut: MigrationFailedError[] = [];
  readonly #migrations: readonly Migration[];
  #stages: Stages;
  #last: { readonly place: number; readonly next: Applied } | undefined;

  /** @param migrations all of the directory, in order */
  constructor(migrations: readonly Migration[], stages: Stages) {
    this.#migrations = migrations;
    this.#stages = leavingOut(stages, (failure) => this.leftOut.push(failure));
  }

  /**
   * Writes a migration's down section from what its up section changes on a scratch database, and proves it by a
   * round trip. A down section that passes is left alone; where up does not run, it is left out from then on.
   */
  async reverse(migration: Migration): Promise<Reversal> {
    const place = this.#migrations.indexOf(migration);
    const start = this.#last?.place === place - 1 ? this.#last.next : undefined;
    const { next, ...reversal } = await reverseFrom(migration, place, this.#stages, start);
    this.#last = { place, next };
    if (reversal.outcome === "not-run") this.#stages = this.#stages.without(migration);
    return reversal;
  }
}

async function reverseFrom(
  migration: Migration,
  place: number,
  stages: Stages,
  start: Applied | undefined,
): Promise<Reversed> {
  const tried = await triedAsItIs(migration, place, stages, start?.stage);
  if (tried?.isRight) return { ...nothing, outcome: "right", next: tried.next };
  const stage = tried === undefined ? start?.stage : undefined;
  const way = { migrations: [migration], place, stages, stage };
  try {
    return await new Reversing(
      { ...way, repeats: false, rows: "filled-before" },
      start?.catalogs ?? new Catalogs(),
    ).run();
  } catch (error) {
    if (!isFailure(error)) throw error;
    const reasons = [{ kind: "refused", message: error.message }] as const;
    return { ...nothing, outcome: "not-run", reasons, next: afresh() };
  }
}

/** Nothing is known of what comes next. */
function afresh(): Applied {
  return { catalogs: new Catalogs() };
}

const nothing = { lost: [], reasons: [], notes: [] } as const;

function isFailure(error: unknown): error is Error {
  return error instanceof MigrationFailedError || error instanceof MigrationFileError;
}

/** What a round trip makes of the down section that there is; undefined without one. */
async function triedAsItIs(
  migration: Migration,
  place: number,
  stages: Stages,
  stage: Stage | undefined,
): Promise<{ readonly isRight: boolean; readonly next: Applied } | undefined> {
  const { kind, up, down } = migration;
  if (kind === "sql" && (down === undefined || isEmpty(down)))
    return down && isEmpty(up) ? { isRight: true, next: afresh() } : undefined;
  const { verified, next } = await tryMigration(migration, place, stages, {
    ...(stage && { on: { stage } }),
    repeatable: "off",
  });
  const isRight = [verified.down, verified.roundTrip, verified.data].every(
    ({ verdict }) => verdict === "passed" || verdict === "not-covered",
  );
  return { isRight, next: { ...afresh(), ...(next && { stage: next.stage }) } };
}
