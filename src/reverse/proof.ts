import {
  collisions,
  compareRows,
  type DataDifference,
  movedSequences,
  type SequenceChange,
} from "../rows/index.ts";
import {
  isSameByName,
  type Catalogs,
  type Observation,
  type Phase,
  type PhaseResult,
  type RoundTrip,
} from "../trial/index.ts";
import {
  changeKey,
  type Compared,
  Comparisons,
  intentOf,
  judgeRows,
  type MeantChanges,
  meantTogether,
  type Note,
  nothingMeant,
  type Problem,
  refusedRowsNote,
} from "../verify/index.ts";
import type { Loss, ReverseReason } from "./remarks.ts";

/** Whether a section passed, and what was seen. */
export interface Proof {
  /** Why it did not pass; empty where it did. */
  readonly failures: readonly ReverseReason[];
  /** What changes there and back all the same, as values do with their type. */
  readonly lost: readonly Loss[];
  readonly notes: readonly Note[];
}

/**
 * Looks on while a section goes there and back: up, the section, the section again where it is guarded, and up. Each
 * time the schema and the rows must be as they were.
 */
export class SectionProof {
  readonly #trip: RoundTrip;
  readonly #comparisons: Comparisons;
  readonly #judge: Judge;
  #found = nothing;
  #last: PhaseResult | undefined;

  /** @param catalogs what was read of the same way up before */
  constructor(trip: RoundTrip, catalogs: Catalogs) {
    this.#trip = trip;
    this.#comparisons = new Comparisons(catalogs);
    this.#judge = new Judge(this.#comparisons);
  }

  /**
   * @returns whether there is reason to go on
   * @throws PgmaestroError where the up section does not run
   */
  async meet(seen: PhaseResult): Promise<boolean> {
    this.#last = seen;
    this.#found = together(this.#found, await this.#judge.meet(seen));
    return this.#found.failures.length === 0 && !this.#judge.isAstray;
  }

  /** Whether all came back, so that the stage has the migration applied and nothing else. */
  get leavesApplied(): boolean {
    const { phase, applied, now } = this.#last!;
    return phase === "up-after-down" && this.#comparisons.areAllEqual && isSameByName(applied, now);
  }

  /** What came of it. The stage may be gone then. */
  async proof(): Promise<Proof> {
    if (this.#comparisons.areAllEqual) return this.#found;
    const differences = await this.#comparisons.differences(this.#trip, this.#last!);
    return differences.map(proofOf).reduce(together, this.#found);
  }
}

function proofOf({ problems, notes }: Compared): Proof {
  return {
    failures: problems.flatMap(differenceIn),
    lost: notes.filter((note) => note.kind === "column-order"),
    notes: notes.filter((note) => note.kind !== "column-order"),
  };
}

const nothing: Proof = { failures: [], lost: [], notes: [] };

function together(one: Proof, other: Proof): Proof {
  return {
    failures: [...one.failures, ...other.failures],
    lost: [...one.lost, ...other.lost],
    notes: [...one.notes, ...other.notes],
  };
}

class Judge {
  readonly #comparisons: Comparisons;
  #meant: MeantChanges = nothingMeant;
  /** Whether the schema is so much another one that there is no reason to go on. */
  isAstray = false;

  constructor(comparisons: Comparisons) {
    this.#comparisons = comparisons;
  }

  async meet(result: PhaseResult): Promise<Proof> {
    const { phase, refusal, refusedRows, ...seen } = result;
    if (phase === "before" || phase === "afresh") return nothing;
    if (refusal !== undefined && phase === "up") throw refusal;
    if (refusal !== undefined)
      return { ...nothing, failures: [{ kind: "refused", message: refusal.message }] };
    this.#meant = meantTogether(this.#meant, intentOf(seen.plans));
    switch (phase) {
      case "down":
        await this.#compareSchemas({ ...result, phase }, seen.before);
        return together(this.#compareRows(phase, seen.before, seen.now), {
          ...nothing,
          notes: refusedRows === undefined ? [] : [refusedRowsNote(phase, refusedRows)],
        });
      case "down-again":
        await this.#compareSchemas({ ...result, phase }, seen.back);
        return { ...nothing, failures: this.#compareRows(phase, seen.back, seen.now).failures };
      case "up-after-down":
        await this.#compareSchemas({ ...result, phase }, seen.applied);
        return nothing;
      default:
        return nothing;
    }
  }

  async #compareSchemas(
    result: PhaseResult & { readonly phase: Phase },
    expected: Observation,
  ): Promise<void> {
    const isBack = await this.#comparisons.compare(result, "roundTrip", expected);
    this.isAstray ||= !isBack;
  }

  #compareRows(phase: Phase, expected: Observation, now: Observation): Proof {
    const rows = compareRows(expected.rows, now.rows);
    const changed = rows.filter(isFailure);
    const byTriggers = triggered(expected, now, this.#meant);
    const taken = collisions(expected, now);
    const isOwnDoing = (change: SequenceChange) => change.kind === "collides" && change.isOwnDoing;
    const moved = [
      ...taken.filter((change) => !isOwnDoing(change)),
      ...movedSequences(expected, now),
    ];
    return {
      failures: [
        ...taken.filter(isOwnDoing).map((change) => ({ kind: "sequence", change }) as const),
        ...changed
          .filter((change) => !byTriggers.some((one) => isSameChange(one.difference, change)))
          .map((change) => ({ kind: "data", change }) as const),
      ],
      lost: rows.filter(isConverted).map((change) => ({ kind: "converted", change }) as const),
      notes: [
        ...byTriggers.map(({ difference, because }) => ({
          kind: "rows" as const,
          phase,
          change: difference,
          ...(because && { because }),
        })),
        ...moved.map((change) => ({ kind: "sequence" as const, phase, change })),
      ],
    };
  }
}

/** Values that only a trigger can have changed, as it does with each UPDATE of its table. */
function triggered(expected: Observation, now: Observation, meant: MeantChanges) {
  return judgeRows(expected.rows, now.rows, meant, false).lost.filter(
    ({ difference, because = [] }) =>
      difference.kind === "values changed" &&
      because.length > 0 &&
      because.every(({ kind }) => kind === "trigger"),
  );
}

function isSameChange(one: DataDifference, other: DataDifference): boolean {
  return changeKey(one) === changeKey(other);
}

function differenceIn(problem: Problem): ReverseReason[] {
  return problem.kind === "difference"
    ? [{ kind: "difference", difference: problem.difference }]
    : [];
}

/** What is dropped is lost, and computed values are nobody's; all else must be there again. */
function isFailure(difference: DataDifference): boolean {
  switch (difference.kind) {
    case "table gone":
    case "table new":
    case "column gone":
    case "column new":
      return false;
    case "values changed":
      return !difference.recreated && !difference.generated && !isConverted(difference);
    default:
      return !difference.tableRecreated;
  }
}

/** Values that went through another type and back are reported: in a digit or a zone they may be others. */
function isConverted(difference: DataDifference): boolean {
  return (
    difference.kind === "values changed" &&
    !difference.recreated &&
    difference.type.before !== difference.type.after
  );
}
