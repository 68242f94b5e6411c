import type { Location } from "../errors/index.ts";
import { type Migration, type Section, shownPlace } from "../migrations/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import {
  isSame,
  type Observation,
  type Refusal,
  roundTrip,
  type Stage,
  type Stages,
} from "../trial/index.ts";
import { Comparisons } from "./comparisons.ts";
import { Findings } from "./findings.ts";
import { Judge } from "./judge.ts";
import type { RepeatableMode } from "./repeatable.ts";
import type { CheckName, VerifiedMigration } from "./verdict.ts";

/** What came of a trial. */
export interface TrialResult {
  readonly verified: VerifiedMigration;
  /** How the stage was before the migration. */
  readonly before: Observation;
  /**
   * The stage as it is now, with the migration applied and nothing else; as it was before, where it does not run.
   * Absent where it is not so.
   */
  readonly next?: {
    readonly stage: Stage;
    readonly observation: Observation;
    /** The same as it was seen last, perhaps with objects that were made again in between. */
    readonly now: Observation;
  };
  /** Why the migration does not run. */
  readonly refusal?: Refusal;
  /** PostgreSQL's, as `18.4`. */
  readonly version: string;
}

/**
 * Tries one migration: up; up again, where that is asked for; down; down again where it is guarded; up.
 * @param place how many migrations come before it
 * @param on a stage on which these are applied, where there is one already, and how it is where that is known
 */
export async function tryMigration(
  migration: Migration,
  place: number,
  stages: Stages,
  {
    on,
    repeatable: asked = "error",
  }: {
    on?: { readonly stage: Stage; readonly now?: Observation };
    repeatable?: RepeatableMode;
  } = {},
): Promise<TrialResult> {
  const repeatable = migration.isRepeatable ? "error" : asked;
  const findings = new Findings();
  const comparisons = new Comparisons();
  const judge = new Judge(migration, findings, comparisons);
  const { first, last, begin, version } = await seenBy(judge, {
    migration,
    place,
    stages,
    stage: on?.stage,
    seen: on?.now,
    repeats: repeatable !== "off",
  });
  if (repeatable === "off") findings.skip({ kind: "not-asked" }, "repeatable");
  if (!comparisons.areAllEqual)
    for (const { check, problems, notes } of await comparisons.differences(
      { migrations: [migration], place, stages },
      last,
    )) {
      findings.fail(check, ...problems);
      for (const note of notes) findings.note(check, note);
    }
  const refusal = last.phase === "up" ? last.refusal : undefined;
  const expected = refusal === undefined ? last.applied : last.before;
  const isReusable =
    refusal === undefined
      ? comparisons.areAllEqual && judge.isApplied
      : isSame(last.before, last.now);
  return {
    verified: verifiedBy(findings, migration, repeatable, begin),
    before: first.now,
    ...(isReusable && { next: { stage: last.stage, observation: expected, now: last.now } }),
    ...(refusal && { refusal }),
    version,
  };
}

interface Given {
  readonly migration: Migration;
  readonly place: number;
  readonly stages: Stages;
  readonly stage: Stage | undefined;
  readonly seen: Observation | undefined;
  readonly repeats: boolean;
}

/** Lets a judge see the round trip, as far as there is reason to go on. */
async function seenBy(judge: Judge, { migration, ...given }: Given) {
  const trip = roundTrip({ migrations: [migration], ...given, rows: "filled" });
  const first = (await trip.next()).value!;
  const begin = performance.now();
  const version = await first.stage.version();
  let last = first;
  if (!(await judge.meet(first))) return { first, last, begin, version };
  for await (const sighting of trip) {
    last = sighting;
    if (!(await judge.meet(sighting))) break;
  }
  return { first, last, begin, version };
}

function verifiedBy(
  findings: Findings,
  migration: Migration,
  repeatable: RepeatableMode,
  begin: number,
): VerifiedMigration {
  const { name, file, isRepeatable, irreversible, down } = migration;
  return {
    name,
    file,
    ...(isRepeatable && { isRepeatable }),
    ...(down && !isRepeatable && { downAt: beginningOf(down) }),
    ...findings.checks(onlyNoted(migration, repeatable)),
    ...(irreversible !== undefined && { irreversible }),
    durationMs: Math.round(performance.now() - begin),
  };
}

/** What need not hold: a repeatable migration may leave what only others can take back, as rights. */
function onlyNoted({ isRepeatable }: Migration, repeatable: RepeatableMode): CheckName[] {
  if (isRepeatable) return ["down", "roundTrip"];
  return repeatable === "note" ? ["repeatable"] : [];
}

/** The line of a section's marker, or of its first statement. */
function beginningOf(section: Section): Location {
  const { file, source, start } = shownPlace(section, 0);
  return { file, line: lineColumn(source, start).line, column: 1 };
}
