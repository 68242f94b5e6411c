import { MigrationFailedError, MigrationFileError } from "../errors/index.ts";
import { isEmpty, type Migration } from "../migrations/index.ts";
import { Catalogs, type Stages, type RoundTrip } from "../trial/index.ts";
import { tryMigration } from "../verify/index.ts";
import { draftDown, type Draft } from "./draft.ts";
import { proveSection } from "./proof.ts";
import type { ReverseReason } from "./remarks.ts";
import type { Reversal } from "./reversal.ts";

/**
 * Writes a migration's down section from what its up section changes on a scratch database, and proves it by a
 * round trip. A down section that passes is left alone.
 * @param place how many migrations come before it
 * @throws PgmaestroError where one of these does not run
 */
export async function reverseMigration(
  migration: Migration,
  place: number,
  stages: Stages,
): Promise<Reversal> {
  if (await isRight(migration, place, stages)) return { ...nothing, outcome: "right" };
  try {
    return await written({
      migrations: [migration],
      place,
      stages,
      repeats: false,
      rows: "filled-before",
    });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return {
      ...nothing,
      outcome: "not-run",
      reasons: [{ kind: "refused", message: error.message }],
    };
  }
}

const nothing = { lost: [], reasons: [], notes: [] } as const;

async function written(trip: RoundTrip): Promise<Reversal> {
  const catalogs = new Catalogs();
  const draft = await draftDown(trip, catalogs);
  if (draft.section === "" && draft.reasons.length === 0)
    return {
      outcome: "needs-person",
      lost: draft.lost,
      reasons: [nothingToTakeBack(trip)],
      notes: draft.notes,
    };
  return proved(draft, trip, catalogs);
}

function isFailure(error: unknown): error is Error {
  return error instanceof MigrationFailedError || error instanceof MigrationFileError;
}

/** Whether there is a down section, and a round trip with it passes. */
async function isRight(migration: Migration, place: number, stages: Stages): Promise<boolean> {
  const { kind, up, down } = migration;
  if (kind === "sql" && down !== undefined && isEmpty(up) && isEmpty(down)) return true;
  if (kind === "sql" && (down === undefined || isEmpty(down))) return false;
  const { verified } = await tryMigration(migration, place, stages, { repeatable: "off" });
  return [verified.down, verified.roundTrip, verified.data].every(
    ({ verdict }) => verdict === "passed" || verdict === "not-covered",
  );
}

async function proved(draft: Draft, trip: RoundTrip, catalogs: Catalogs): Promise<Reversal> {
  const { section, ...remarks } = draft;
  if (section === "") return { outcome: "needs-person", ...remarks };
  if (remarks.reasons.length > 0) return { outcome: "needs-person", section, ...remarks };
  const { failures, lost, notes } = await proveSection(trip, section, catalogs);
  if (failures.length > 0)
    return { outcome: "unproved", lost: remarks.lost, reasons: failures, notes: remarks.notes };
  return {
    outcome: "proved",
    section,
    lost: [...remarks.lost, ...lost],
    reasons: [],
    notes: [...remarks.notes, ...notes],
  };
}

function nothingToTakeBack({ migrations }: RoundTrip): ReverseReason {
  return { kind: "nothing-to-take-back", upIsEmpty: migrations.every(({ up }) => isEmpty(up)) };
}
