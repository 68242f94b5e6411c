import { sqlMigration, type Migration } from "../migrations/index.ts";
import { compareRows, type DataDifference } from "../rows/index.ts";
import {
  roundTrip,
  type Catalogs,
  type Observation,
  type Phase,
  type PhaseResult,
  type RoundTrip,
} from "../trial/index.ts";
import { compareCatalogs, type Problem } from "../verify/index.ts";
import type { Loss, ReverseReason } from "./remarks.ts";

/** Whether a section passed, and what was seen. */
export interface Proof {
  /** Why it did not pass; empty where it did. */
  readonly failures: readonly ReverseReason[];
  /** What changes there and back all the same, as values do with their type. */
  readonly notes: readonly Loss[];
}

/**
 * Runs up, the section, the section again where it is guarded, and up: each time the schema and the rows must
 * be as they were.
 * @param catalogs what was read of the same way up before
 * @throws PgmaestroError where the up section does not run
 */
export async function proveSection(
  trip: RoundTrip,
  section: string,
  catalogs: Catalogs,
): Promise<Proof> {
  const back = trip.migrations.map((migration) => withDown(migration, section));
  const judge = new Judge(catalogs);
  const notes: Loss[] = [];
  for await (const seen of roundTrip({ ...trip, back })) {
    const found = await judge.meet(seen);
    if (found.failures.length > 0) return found;
    notes.push(...found.notes);
  }
  return { failures: [], notes };
}

/** The migration as it is with this down section; of JS and TS the section is SQL all the same. */
function withDown(migration: Migration, section: string): Migration {
  const { name, file } = migration;
  const { down } = sqlMigration(name, file, `-- Up Migration\n-- Down Migration\n${section}`);
  return { ...migration, kind: "sql", down };
}

const nothing: Proof = { failures: [], notes: [] };

class Judge {
  readonly #catalogs: Catalogs;
  /** After the way back. */
  #back: Observation | undefined;

  constructor(catalogs: Catalogs) {
    this.#catalogs = catalogs;
  }

  async meet({ phase, refusal, ...seen }: PhaseResult): Promise<Proof> {
    if (refusal !== undefined && phase === "up") throw refusal;
    if (refusal !== undefined)
      return { failures: [{ kind: "refused", message: refusal.message }], notes: [] };
    await this.#catalogs.read(seen.stage, seen.now);
    switch (phase) {
      case "down":
        this.#back = seen.now;
        return this.#compare(phase, seen.before, seen.now);
      case "down-again":
        return { ...this.#compare(phase, this.#back!, seen.now), notes: [] };
      case "up-after-down":
        return this.#compareSchemas(phase, seen.applied, seen.now);
      default:
        return nothing;
    }
  }

  #compare(phase: Phase, expected: Observation, now: Observation): Proof {
    const schemas = this.#compareSchemas(phase, expected, now);
    const rows = compareRows(expected.rows, now.rows);
    return {
      failures: [
        ...schemas.failures,
        ...rows.filter(isFailure).map((change) => ({ kind: "data", change }) as const),
      ],
      notes: [
        ...schemas.notes,
        ...rows.filter(isConverted).map((change) => ({ kind: "converted", change }) as const),
      ],
    };
  }

  #compareSchemas(phase: Phase, expected: Observation, now: Observation): Proof {
    if (expected.digest.text === now.digest.text) return nothing;
    const { problems, notes } = compareCatalogs(
      phase,
      { ...expected, catalog: this.#catalogs.of(expected)! },
      { ...now, catalog: this.#catalogs.of(now)! },
    );
    return { failures: problems.flatMap(differenceIn), notes };
  }
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
